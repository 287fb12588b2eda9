import { expect } from 'chai';
import type { Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { aggregateOf, asOf, flawless, policy } from './fixtures.js';

const corroboration = (...counters: Counters[]) =>
  score(aggregateOf(counters), policy, asOf, []).corroboration;

describe('corroboration', () => {
  it('is the share of deliveries and of payments that another organisation states, rounded down', () => {
    expect(
      corroboration(
        { ...flawless(100), onTime: 70, late: 30, deliveredElsewhere: 94, paidElsewhere: 88 },
        { ...flawless(50), deliveredElsewhere: 47, paidElsewhere: 44 },
      ),
    ).to.deep.equal({ delivery: 940_000, payment: 880_000 });
    expect(corroboration({ ...flawless(3), deliveredElsewhere: 2, paidElsewhere: 1 })).to.deep.equal({
      delivery: 666_666,
      payment: 333_333,
    });
  });

  it('is none where there is nothing to confirm, which is not the same as nothing confirmed', () => {
    expect(corroboration({ orders: 5 })).to.deep.equal({ delivery: null, payment: null });
    expect(corroboration(flawless(5))).to.deep.equal({ delivery: 0, payment: 0 });
  });

  it('looks at the thirteen periods of the longest window, and does not fade', () => {
    const counters: Counters[] = Array.from({ length: 15 }, () => ({}));
    counters[0] = flawless(10);
    counters[12] = { ...flawless(30), deliveredElsewhere: 30, paidElsewhere: 30 };
    counters[13] = { ...flawless(1_000) };
    expect(corroboration(...counters)).to.deep.equal({ delivery: 750_000, payment: 750_000 });
  });

  it('is at most the whole', () => {
    expect(corroboration({ onTime: 1, deliveredElsewhere: 2, paid: 1, paidElsewhere: 9 })).to.deep.equal({
      delivery: 1_000_000,
      payment: 1_000_000,
    });
  });
});
