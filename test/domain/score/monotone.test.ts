import { expect } from 'chai';
import fc from 'fast-check';
import type { CounterName, Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import type { ScoreResult } from '../../../chaincode/domain/score/types.js';
import { aggregateOf, asOf, certifier, established, flawless, policy } from './fixtures.js';

const of = (counters: readonly Counters[]): ScoreResult =>
  score(aggregateOf(counters), policy, asOf, [certifier]);
const overall = (counters: readonly Counters[]): number | null => of(counters).overall;

const plus = (a: Counters, b: Counters): Counters => {
  const sum: Partial<Record<CounterName, number>> = { ...a };
  for (const [name, n] of Object.entries(b) as [CounterName, number][]) sum[name] = (sum[name] ?? 0) + n;
  return sum;
};

/** One period as a fold gives it, from many facts down to none: orders, what became of them, cases, lots. */
const period = fc
  .record({
    onTime: fc.nat(40),
    late: fc.nat(8),
    lost: fc.nat(3),
    cancelledSeller: fc.nat(3),
    undelivered: fc.nat(3),
    open: fc.nat(5),
    stars: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 15 }),
    paid: fc.nat(40),
    chargebacks: fc.nat(3),
    frauds: fc.nat(2),
    forBuyer: fc.nat(3),
    forSeller: fc.nat(3),
    pending: fc.nat(2),
    answeredHeld: fc.nat(3),
    answeredWon: fc.nat(3),
    passed: fc.nat(3),
    failed: fc.nat(2),
  })
  .map(countersOf);

interface Told {
  readonly onTime: number;
  readonly late: number;
  readonly lost: number;
  readonly cancelledSeller: number;
  readonly undelivered: number;
  readonly open: number;
  readonly stars: readonly number[];
  readonly paid: number;
  readonly chargebacks: number;
  readonly frauds: number;
  readonly forBuyer: number;
  readonly forSeller: number;
  readonly pending: number;
  readonly answeredHeld: number;
  readonly answeredWon: number;
  readonly passed: number;
  readonly failed: number;
}

function countersOf(one: Told): Counters {
  const promised = one.onTime + one.late + one.lost + one.cancelledSeller;
  const casesAnsweredHeld = Math.min(one.answeredHeld, one.forBuyer + one.pending);
  return {
    orders: promised + one.undelivered + one.open,
    promised,
    undelivered: one.undelivered,
    onTime: one.onTime,
    late: one.late,
    lost: one.lost,
    cancelledSeller: one.cancelledSeller,
    reviews: one.stars.length,
    ratingSum: one.stars.reduce((sum, n) => sum + n, 0),
    paid: one.paid,
    chargebacks: Math.min(one.chargebacks, one.paid),
    frauds: Math.min(one.frauds, one.paid),
    casesOpened: one.forBuyer + one.forSeller + one.pending,
    casesForBuyer: one.forBuyer,
    casesProduct: one.forBuyer,
    casesForSeller: one.forSeller,
    casesAnswered: casesAnsweredHeld + Math.min(one.answeredWon, one.forSeller),
    casesAnsweredHeld,
    inspections: one.passed + one.failed,
    inspectionsPassed: one.passed,
  };
}

const business = fc.array(period, { minLength: 1, maxLength: 13 });
/** Mostly bad, and of few periods: where silence and the known bad meet. */
const badPeriod = fc
  .record({
    onTime: fc.nat(6),
    late: fc.nat(30),
    lost: fc.nat(10),
    cancelledSeller: fc.nat(8),
    undelivered: fc.nat(2),
    open: fc.nat(3),
    stars: fc.array(fc.constantFrom(1, 1, 1, 2, 5), { maxLength: 30 }),
    paid: fc.nat(30),
    chargebacks: fc.nat(20),
    frauds: fc.nat(8),
    forBuyer: fc.nat(20),
    forSeller: fc.nat(1),
    pending: fc.nat(3),
    answeredHeld: fc.nat(3),
    answeredWon: fc.nat(1),
    passed: fc.nat(1),
    failed: fc.nat(4),
  })
  .map(countersOf);
const anyBusiness = fc.oneof(business, fc.array(badPeriod, { minLength: 1, maxLength: 3 }));

/** Good news: what is added, and what must be there to be made better. */
const better: readonly Counters[] = [
  { orders: 1, promised: 1, onTime: 1 },
  { reviews: 1, ratingSum: 5, rating5: 1 },
  { paid: 1 },
  { inspections: 1, inspectionsPassed: 1 },
  { onTime: 1, late: -1 },
  { onTime: 1, lost: -1 },
  { onTime: 1, cancelledSeller: -1 },
  { ratingSum: 1 },
  { chargebacks: -1 },
  { frauds: -1 },
  { casesForBuyer: -1, casesProduct: -1, casesForSeller: 1 },
  { casesForBuyer: -1, casesProduct: -1, casesForSeller: 1, casesAnsweredHeld: -1 },
  { casesForSeller: 1 },
  { casesForSeller: 1, casesAnsweredHeld: -1 },
  { casesAnswered: 1, casesAnsweredHeld: 1 },
  { casesAnswered: 1 },
  { inspectionsPassed: 1 },
];
/** News that only add a fact: nothing that was stated becomes another. */
const added = better.filter(
  (news) => Object.values(news).every((n) => n > 0) && !('ratingSum' in news && !('reviews' in news)),
);
/** Bad news: a review, a payment, a case or a lot that went wrong; or what was good turns out not to be. */
const worse: readonly Counters[] = [
  { reviews: 1, ratingSum: 1, rating1: 1 },
  { paid: 1, chargebacks: 1 },
  { paid: 1, frauds: 1 },
  { frauds: 1 },
  { casesOpened: 1 },
  { casesOpened: 1, casesForBuyer: 1, casesProduct: 1 },
  { inspections: 1 },
  { onTime: -1, late: 1 },
  { casesForBuyer: 1, casesForSeller: -1, casesProduct: 1 },
];
/** One more order that went wrong: bad for delivery, and good for others, for nobody disputes it. */
const badOrders: readonly Counters[] = [
  { orders: 1, promised: 1, late: 1 },
  { orders: 1, promised: 1, lost: 1 },
  { orders: 1, promised: 1, cancelledSeller: 1 },
];

function isSound(c: Counters): boolean {
  const of = (name: CounterName): number => c[name] ?? 0;
  const held = of('casesOpened') - of('casesForSeller');
  return (
    Object.values(c).every((n) => n >= 0) &&
    of('ratingSum') <= 5 * of('reviews') &&
    of('casesForBuyer') + of('casesForSeller') <= of('casesOpened') &&
    of('casesAnsweredHeld') <= held &&
    of('casesAnswered') - of('casesAnsweredHeld') <= of('casesForSeller') &&
    of('casesAnswered') >= of('casesAnsweredHeld') &&
    of('chargebacks') <= of('paid') &&
    of('frauds') <= of('paid') &&
    of('inspectionsPassed') <= of('inspections')
  );
}

/** Two businesses that differ by one piece of news in one period. */
const changedBy = (from: fc.Arbitrary<Counters[]>, news: readonly Counters[]) =>
  fc
    .tuple(from, fc.nat(12), fc.constantFrom(...news))
    .map(([periods, pick, one]) => {
      const at = pick % periods.length;
      return { before: periods, after: periods.map((old, i) => (i === at ? plus(old, one) : old)) };
    })
    .filter(({ after }) => after.every(isSound));

const isByKnownBad = ({ interval }: ScoreResult): boolean =>
  interval !== null && interval.upper < policy.neutral;

describe('the overall score', () => {
  it('never falls because of one better fact, however few there were', () => {
    fc.assert(
      fc.property(changedBy(anyBusiness, better), ({ before, after }) => {
        const was = overall(before);
        const is = overall(after);
        fc.pre(was !== null && is !== null);
        expect(is).to.be.at.least(was);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never rises because of one worse fact', () => {
    fc.assert(
      fc.property(changedBy(anyBusiness, worse), ({ before, after }) => {
        const was = overall(before);
        const is = overall(after);
        fc.pre(was !== null && is !== null);
        expect(is).to.be.at.most(was);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not fall when the twentieth of flawless payments comes', () => {
    const paid = (n: number) => overall(established([{ ...flawless(500), paid: n }]));
    const scores = [0, 1, 10, 19, 20, 21, 30].map(paid);
    expect(scores).not.to.include(null);
    expect(scores).to.deep.equal([...scores].sort((a, b) => (a ?? 0) - (b ?? 0)));
  });

  it('does not leap when the last bad facts grow too old to be enough', () => {
    // Half of the deliveries late, then nothing but good reviews: waiting must not make the lateness vanish at once.
    const reviewed: Counters = {
      ...{
        orders: 1,
        cancelledOther: 1,
        reviews: 30,
        ratingSum: 150,
        inspections: 10,
        inspectionsPassed: 10,
      },
    };
    const late: Counters = { orders: 40, promised: 40, onTime: 20, late: 20 };
    const scores = Array.from({ length: 10 }, (_, idle) =>
      overall([...Array.from({ length: idle }, () => reviewed), plus(late, reviewed)]),
    );
    scores.forEach((one, i) => {
      const before = scores[i - 1];
      if (typeof one === 'number' && typeof before === 'number') expect(one - before).to.be.below(60);
    });
    expect(scores.filter((one) => one !== null)).to.have.length.above(5);
  });
});

/*
 * What holds of the status, too. What does not hold:
 * - A better fact may take a score away that was given because even its upper bound was bad. Then more is uncertain.
 * - So may one more bad order, for it is good for quality and after-sales while nobody disputes it.
 * - A delivery that turns out to be lost is one less to judge the quality by, which may leave too few.
 */
describe('whether there is a score', () => {
  it('does not change to none because of one worse fact: nobody gets rid of a score by doing worse', () => {
    fc.assert(
      fc.property(changedBy(anyBusiness, worse), ({ before, after }) => {
        fc.pre(of(before).status === 'scored');
        expect(of(after).status).to.equal('scored');
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not change to none because of one more fact, good or bad, but where the score was known to be bad', () => {
    fc.assert(
      fc.property(changedBy(anyBusiness, [...added, ...badOrders]), ({ before, after }) => {
        const was = of(before);
        fc.pre(was.status === 'scored' && !isByKnownBad(was));
        expect(of(after).status).to.equal('scored');
      }),
      { numRuns: 2_000 },
    );
  });

  it('changes to none by a better fact only where the upper bound of the score rises to neutral with it', () => {
    const late = (onTime: number) =>
      of([
        {
          ...{ orders: 60, promised: 60, onTime, late: 60 - onTime, paid: 60 },
          ...{ reviews: 60, ratingSum: 60, rating1: 60 },
        },
      ]);
    const results = Array.from({ length: 61 }, (_, onTime) => late(onTime));
    const lastScored = results.map(({ status }) => status).lastIndexOf('scored');
    expect(lastScored).to.be.within(0, 59);
    expect(results[lastScored]?.interval?.upper).to.be.below(policy.neutral);
    expect(results[lastScored + 1]?.status).to.equal('not-enough-history');
  });

  it('keeps a score that was given for the known bad after one more bad fact', () => {
    fc.assert(
      fc.property(changedBy(anyBusiness, worse), ({ before, after }) => {
        const was = of(before);
        fc.pre(isByKnownBad(was));
        expect(isByKnownBad(of(after))).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
