import { expect } from 'chai';
import type { Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { daySeconds, periodDays } from '../../../chaincode/domain/time.js';
import { aggregateOf, asOf, day, flawless, newestPeriod, policy } from './fixtures.js';

const of = (counters: readonly Counters[], at = asOf) => score(aggregateOf(counters), policy, at, []);

/** `busy` flawless orders in the newest period, and one order in each period of the ages given. */
function withOrdersAt(busy: number, ...ages: readonly number[]): Counters[] {
  const counters: Counters[] = Array.from({ length: 15 }, () => ({}));
  counters[0] = flawless(busy);
  for (const age of ages) counters[age] = { orders: 1, promised: 1, onTime: 1 };
  return counters;
}

describe('a young seller', () => {
  it('is not made older by one order, however old: only periods that the score looks at have a say', () => {
    const young = aggregateOf([flawless(30)], { firstDay: day - 10 });
    const aged = {
      ...young,
      firstDay: day - 3_500,
      periods: { ...young.periods, lifetime: { orders: 1 } },
    };
    expect(score(young, policy, asOf, []).status).to.equal('not-enough-history');
    const { overall, reasons, status } = score(aged, policy, asOf, []);
    expect({ overall, status }).to.deep.equal({ overall: null, status: 'not-enough-history' });
    expect(reasons[0]).to.deep.equal({
      code: 'young_seller',
      component: null,
      effect: 0,
      numbers: { periods: 1, needed: 2 },
    });
  });

  it('has a provisional score from the second period with orders on, and a plain one from the fourth', () => {
    expect(of(withOrdersAt(100)).status).to.equal('not-enough-history');
    expect(of(withOrdersAt(100, 1))).to.include({ status: 'scored', provisional: true });
    expect(of(withOrdersAt(100, 1, 2))).to.include({ status: 'scored', provisional: true });
    expect(of(withOrdersAt(100, 1, 2, 3))).to.include({ status: 'scored', provisional: false });
    expect(of(withOrdersAt(100, 3, 7, 11))).to.include({ status: 'scored', provisional: false });
  });

  it('is not made older by periods with anything but orders', () => {
    const counters = withOrdersAt(100);
    counters[1] = { inspections: 3, inspectionsPassed: 3, reviews: 4, ratingSum: 20, settledEvents: 9 };
    expect(of(counters).status).to.equal('not-enough-history');
  });

  it('is as old as the thirteen newest periods say: the fourteenth is out of sight', () => {
    expect(of(withOrdersAt(100, 12)).status).to.equal('scored');
    expect(of(withOrdersAt(100, 13)).status).to.equal('not-enough-history');
    expect(of(withOrdersAt(100, 1, 2, 12)).provisional).to.equal(false);
    // 28 days later the oldest of the four is out of sight.
    expect(of(withOrdersAt(100, 1, 2, 12), asOf + (periodDays - 1) * daySeconds).provisional).to.equal(false);
    expect(of(withOrdersAt(100, 1, 2, 12), asOf + periodDays * daySeconds).provisional).to.equal(true);
  });

  it('counts the periods that are left where contested orders are taken away', () => {
    const twice = aggregateOf([flawless(60), flawless(60)]);
    const recent = [{ period: newestPeriod, counters: flawless(60) }];
    const { overall, uncontested } = score(
      { ...twice, uncontested: { recent, lifetime: {} } },
      policy,
      asOf,
      [],
    );
    expect(overall).to.be.a('number');
    expect(uncontested).to.deep.equal({ overall: null });
  });

  it('has no mark of being provisional where there is no score that could move', () => {
    expect(of(withOrdersAt(100)).provisional).to.equal(false);
    expect(of([]).provisional).to.equal(false);
  });
});
