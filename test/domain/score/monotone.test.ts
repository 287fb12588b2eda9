import { expect } from 'chai';
import fc from 'fast-check';
import type { CounterName, Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { aggregateOf, asOf, certifier, flawless, policy } from './fixtures.js';

const overall = (counters: readonly Counters[], at = asOf): number | null =>
  score(aggregateOf(counters), policy, at, [certifier]).overall;

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
    open: fc.nat(5),
    stars: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 15 }),
    paid: fc.nat(40),
    chargebacks: fc.nat(3),
    forBuyer: fc.nat(3),
    forSeller: fc.nat(3),
    pending: fc.nat(2),
    answered: fc.nat(3),
    passed: fc.nat(3),
    failed: fc.nat(2),
  })
  .map((one): Counters => {
    const promised = one.onTime + one.late + one.lost + one.cancelledSeller;
    const casesOpened = one.forBuyer + one.forSeller + one.pending;
    return {
      orders: promised + one.open,
      promised,
      onTime: one.onTime,
      late: one.late,
      lost: one.lost,
      cancelledSeller: one.cancelledSeller,
      reviews: one.stars.length,
      ratingSum: one.stars.reduce((sum, n) => sum + n, 0),
      paid: one.paid,
      chargebacks: Math.min(one.chargebacks, one.paid),
      casesOpened,
      casesForBuyer: one.forBuyer,
      casesProduct: one.forBuyer,
      casesForSeller: one.forSeller,
      casesAnswered: Math.min(one.answered, casesOpened),
      inspections: one.passed + one.failed,
      inspectionsPassed: one.passed,
    };
  });
const business = fc.array(period, { minLength: 1, maxLength: 13 });

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
  { casesForBuyer: -1, casesProduct: -1, casesForSeller: 1 },
  { casesForSeller: 1 },
  { casesAnswered: 1 },
  { inspectionsPassed: 1 },
];

function isSound(c: Counters): boolean {
  const of = (name: CounterName): number => c[name] ?? 0;
  return (
    Object.values(c).every((n) => n >= 0) &&
    of('ratingSum') <= 5 * of('reviews') &&
    of('casesForBuyer') + of('casesForSeller') <= of('casesOpened') &&
    of('casesAnswered') <= of('casesOpened') &&
    of('inspectionsPassed') <= of('inspections')
  );
}

describe('the overall score', () => {
  it('never falls because of one better fact, however few there were', () => {
    fc.assert(
      fc.property(business, fc.nat(12), fc.constantFrom(...better), (periods, pick, news) => {
        const at = pick % periods.length;
        const improved = periods.map((one, i) => (i === at ? plus(one, news) : one));
        fc.pre(isSound(improved[at] as Counters));
        const before = overall(periods);
        fc.pre(before !== null);
        expect(overall(improved)).to.be.at.least(before);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not fall when the twentieth of flawless payments comes', () => {
    const paid = (n: number) => overall([{ ...flawless(500), paid: n }]);
    const scores = [0, 1, 10, 19, 20, 21, 30].map(paid);
    expect(scores).to.deep.equal([...scores].sort((a, b) => (a ?? 0) - (b ?? 0)));
  });

  it('does not leap when the last bad facts grow too old to be enough', () => {
    // Half of the deliveries late, then nothing but good reviews: waiting must not make the lateness vanish at once.
    const reviewed: Counters = { reviews: 30, ratingSum: 150, inspections: 10, inspectionsPassed: 10 };
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
