import type { Counters, PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';
import type { CertifierState } from '../../../chaincode/domain/certificates/certifiers.js';
import { daySeconds, periodDays } from '../../../chaincode/domain/time.js';
import {
  aggregateOf,
  asOf,
  certificate,
  certifier,
  day,
  established,
  flawless,
  periodsOf,
} from './fixtures.js';

/** What `vectors.json` was written from. A new case is added here, then `write-vectors.js` is run. */
export interface VectorCase {
  readonly name: string;
  readonly aggregate: PublicAggregate;
  readonly asOf: number;
  readonly certifiers: readonly CertifierState[];
}

const mixed = {
  orders: 140,
  promised: 131,
  onTime: 118,
  late: 9,
  lost: 1,
  cancelledSeller: 3,
  cancelledOther: 4,
  returned: 6,
  reviews: 61,
  ratingSum: 252,
  rating1: 5,
  rating2: 3,
  rating3: 6,
  rating4: 12,
  rating5: 35,
  casesOpened: 4,
  casesForBuyer: 2,
  casesProduct: 1,
  casesForSeller: 1,
  casesAnswered: 3,
  inspections: 2,
  inspectionsPassed: 1,
  paid: 133,
  chargebacks: 1,
  frauds: 1,
  refunds: 7,
  undelivered: 3,
  casesAnsweredHeld: 2,
  defective: 10,
  unresolved: 1,
  deliveredElsewhere: 119,
  paidElsewhere: 117,
  settledEvents: 133,
  chargebackEvents: 2,
  reversedEvents: 1,
  fraudEvents: 1,
};
const steady = Array.from({ length: 15 }, (_, age) => (age % 3 === 2 ? flawless(40) : mixed));
const bad = {
  orders: 200,
  promised: 200,
  onTime: 60,
  late: 90,
  lost: 30,
  cancelledSeller: 20,
  reviews: 80,
  ratingSum: 120,
  rating1: 60,
  rating2: 10,
  rating4: 10,
  casesOpened: 90,
  casesForBuyer: 80,
  casesProduct: 50,
  casesAnswered: 5,
  casesAnsweredHeld: 5,
  inspections: 6,
  inspectionsPassed: 1,
  paid: 190,
  chargebacks: 40,
  frauds: 12,
};
/** One order in each period of the ages given, and `newest` in the newest. */
function ordersAt(newest: Counters, ...ages: readonly number[]): Counters[] {
  return Array.from({ length: 15 }, (_, age) => {
    if (age === 0) return newest;
    return ages.includes(age) ? { orders: 1, promised: 1, onTime: 1, deliveredElsewhere: 1 } : {};
  });
}
/** 60 orders of one period with reviews of one star, of which so many came in time. */
const lateAndDisliked = (onTime: number): Counters => ({
  ...{ orders: 60, promised: 60, onTime, late: 60 - onTime },
  ...{ reviews: 60, ratingSum: 60, rating1: 60, paid: 60 },
});
const silent: Counters = { orders: 25, paid: 25, reviews: 12, ratingSum: 12, rating1: 12 };
const much = asOf + 20 * periodDays * daySeconds;
const of = (
  name: string,
  counters: readonly Counters[],
  more: Partial<PublicAggregate> & Partial<Pick<VectorCase, 'asOf' | 'certifiers'>> = {},
): VectorCase => {
  const { asOf: date = asOf, certifiers = [], ...rest } = more;
  return { name, aggregate: aggregateOf(counters, rest), asOf: date, certifiers };
};

export const vectorCases: readonly VectorCase[] = [
  of('no facts at all', []),
  of('thin: the least evidence but one', established([flawless(19)])),
  of('the least evidence, flawless', established([flawless(20)])),
  of('young: orders in one period', [flawless(500)], { firstDay: day - 27 }),
  of('young: an order of long ago makes no one older', ordersAt(flawless(500), 13), {
    firstDay: day - 3_650,
  }),
  of('provisional: orders in two periods, the other the oldest in sight', ordersAt(flawless(500), 12)),
  of('provisional: orders in three periods', [flawless(200), {}, mixed, mixed]),
  of('orders in four periods', ordersAt(flawless(500), 2, 6, 11)),
  of('steady business over 15 periods', steady),
  of('the same, 100 days later', steady, { asOf: asOf + 100 * daySeconds }),
  of('certificates: one valid, one self-assessed, one revoked, one of an unknown body', steady, {
    certifications: [
      certificate(),
      certificate({ certificate: 'C-2', scheme: 'iso-9001', assessmentLevel: 'scheme-self' }),
      certificate({
        certificate: 'C-3',
        status: [{ at: asOf - daySeconds, status: 'revoked', reason: 'misuse' }],
      }),
      certificate({ certificate: 'C-4', issuer: 'nobody' }),
    ],
    certifiers: [certifier],
  }),
  of('contested facts', [mixed, mixed], {
    openCases: ['shop/K-1'],
    uncontested: periodsOf([{ ...mixed, lost: 0, promised: 130 }, mixed]),
  }),
  of('contested facts without which the seller is young', [mixed, mixed], {
    openCases: ['shop/K-1'],
    uncontested: periodsOf([mixed]),
  }),
  of('bad in every component', established([bad])),
  of('known bad: of one period, and the upper bound below neutral', [lateAndDisliked(35)]),
  of('not known bad: of one period, and the upper bound not below neutral', [lateAndDisliked(36)]),
  of('known bad: too few facts in every component, and all of them bad', [
    {
      ...{
        orders: 19,
        promised: 19,
        late: 19,
        reviews: 9,
        ratingSum: 9,
        rating1: 9,
        paid: 19,
        chargebacks: 19,
      },
      ...{ casesOpened: 19, casesForBuyer: 19, casesProduct: 19 },
    },
  ]),
  of('not enough history, and what there is, is bad: buyers give one star', [
    { ...flawless(25), reviews: 20, ratingSum: 20, rating1: 20, rating5: 0 },
  ]),
  of('not enough history: the gravest fault first, too few reviews', [
    { orders: 30, promised: 30, onTime: 20, late: 10, paid: 30, frauds: 9 },
  ]),
  of('dormant: no facts for 20 periods', [mixed, mixed, mixed, mixed], { asOf: much }),
  of('dormant: on the first day after the last with a score', [flawless(30), flawless(30)], {
    asOf: asOf + 12 * periodDays * daySeconds,
  }),
  of('dormant: orders that went overdue gave the only score', [{ ...silent, frauds: 6 }, silent], {
    asOf: much,
  }),
  of(
    'dormant: with a certificate that was valid on the day of the last score',
    [mixed, mixed, mixed, mixed],
    {
      asOf: much,
      certifications: [certificate({ validUntil: much })],
      certifiers: [certifier],
    },
  ),
  of('never scored, and no recent facts', [flawless(25)], { asOf: much }),
  of('orders that came back undelivered are neither late nor overdue', [
    ...Array.from({ length: 3 }, () => flawless(30)),
    { orders: 40, promised: 25, onTime: 20, late: 5, undelivered: 10, paid: 40 },
  ]),
  of('cases: answered and held, won in silence, open', [
    ...established([{ ...flawless(100), casesOpened: 12, casesForSeller: 4, casesForBuyer: 5 }]),
    {
      ...flawless(60),
      casesOpened: 9,
      casesForSeller: 2,
      casesForBuyer: 6,
      casesAnswered: 6,
      casesAnsweredHeld: 5,
    },
  ]),
  of('two frauds in 40 payments', established([{ ...flawless(40), frauds: 2 }])),
  of(
    'more frauds and chargebacks than paid orders',
    established([{ ...flawless(40), paid: 3, frauds: 2, chargebacks: 4 }]),
  ),
  of('a withdrawn certificate that a valid one evens out', established([flawless(400)]), {
    certifications: [
      certificate(),
      certificate({
        certificate: 'C-2',
        scheme: 'iso-9001',
        status: [{ at: asOf - daySeconds, status: 'suspended', reason: 'non-conformity' }],
      }),
    ],
    certifiers: [certifier],
  }),
  of(
    'three stars from everybody',
    established([{ ...flawless(100), ratingSum: 300, rating5: 0, rating3: 100 }]),
  ),
  of('nothing but payments to confirm', [
    { orders: 7, paid: 7, paidElsewhere: 3 },
    { orders: 2, paid: 2, paidElsewhere: 2 },
  ]),
  of('a million orders', established([{ ...flawless(1_000_000), onTime: 960_000, late: 40_000 }])),
];
