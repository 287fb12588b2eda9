import type { PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';
import type { CertifierState } from '../../../chaincode/domain/score/components/certification.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import { aggregateOf, asOf, certificate, certifier, day, flawless, periodsOf } from './fixtures.js';

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
};
const steady = Array.from({ length: 15 }, (_, age) => (age % 3 === 2 ? flawless(40) : mixed));

export const vectorCases: readonly VectorCase[] = [
  { name: 'no facts at all', aggregate: aggregateOf([]), asOf, certifiers: [] },
  { name: 'thin: the least evidence but one', aggregate: aggregateOf([flawless(19)]), asOf, certifiers: [] },
  { name: 'the least evidence, flawless', aggregate: aggregateOf([flawless(20)]), asOf, certifiers: [] },
  {
    name: 'young: 27 days',
    aggregate: aggregateOf([flawless(500)], { firstDay: day - 27 }),
    asOf,
    certifiers: [],
  },
  {
    name: 'provisional: 60 days',
    aggregate: aggregateOf([flawless(200), mixed], { firstDay: day - 60 }),
    asOf,
    certifiers: [],
  },
  { name: 'steady business over 15 periods', aggregate: aggregateOf(steady), asOf, certifiers: [] },
  {
    name: 'the same, 100 days later',
    aggregate: aggregateOf(steady),
    asOf: asOf + 100 * daySeconds,
    certifiers: [],
  },
  {
    name: 'certificates: one valid, one self-assessed, one revoked, one of an unknown body',
    aggregate: aggregateOf(steady, {
      certifications: [
        certificate(),
        certificate({ certificate: 'C-2', scheme: 'iso-9001', assessmentLevel: 'scheme-self' }),
        certificate({
          certificate: 'C-3',
          status: [{ at: asOf - daySeconds, status: 'revoked', reason: 'misuse' }],
        }),
        certificate({ certificate: 'C-4', issuer: 'nobody' }),
      ],
    }),
    asOf,
    certifiers: [certifier],
  },
  {
    name: 'contested facts',
    aggregate: aggregateOf([mixed, mixed], {
      openCases: ['shop/K-1'],
      uncontested: periodsOf([{ ...mixed, lost: 0, promised: 130 }, mixed]),
    }),
    asOf,
    certifiers: [],
  },
  {
    name: 'bad in every component',
    aggregate: aggregateOf([
      {
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
        inspections: 6,
        inspectionsPassed: 1,
        paid: 190,
        chargebacks: 40,
        frauds: 12,
      },
    ]),
    asOf,
    certifiers: [],
  },
  {
    name: 'a million orders',
    aggregate: aggregateOf([{ ...flawless(1_000_000), onTime: 960_000, late: 40_000 }]),
    asOf,
    certifiers: [],
  },
];
