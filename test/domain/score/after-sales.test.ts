import { expect } from 'chai';
import type { Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { aggregateOf, asOf, established, flawless, policy } from './fixtures.js';

function afterSales(cases: Counters) {
  const result = score(aggregateOf(established([{ ...flawless(200), ...cases }])), policy, asOf, []);
  const found = result.components.find(({ name }) => name === 'after-sales');
  if (!found) throw new Error('component missing');
  return { cost: found.denominator - found.numerator, counts: found.counts, reasons: result.reasons };
}
const cost = (cases: Counters): number => afterSales(cases).cost;
const answered = { casesAnswered: 1, casesAnsweredHeld: 1 };

describe('after-sales', () => {
  it('counts an answered case less than an ignored one, and a case decided for the seller not at all', () => {
    expect(cost({ casesOpened: 10, casesForBuyer: 10 })).to.equal(10_000_000);
    expect(cost({ casesOpened: 10, casesForBuyer: 10, casesAnswered: 10, casesAnsweredHeld: 10 })).to.equal(
      7_500_000,
    );
    expect(cost({ casesOpened: 10, casesForSeller: 10, casesAnswered: 10 })).to.equal(0);
  });

  it('does not let a case that was won without an answer eat the credit of one that was answered', () => {
    expect(cost({ casesOpened: 1, casesForBuyer: 1, ...answered })).to.equal(750_000);
    expect(cost({ casesOpened: 2, casesForBuyer: 1, casesForSeller: 1, ...answered })).to.equal(750_000);
  });

  it('gives no credit for an answer in a case that was won: it costs nothing already', () => {
    expect(cost({ casesOpened: 2, casesForBuyer: 1, casesForSeller: 1, casesAnswered: 1 })).to.equal(
      1_000_000,
    );
  });

  it('gives an open case its credit once it is answered', () => {
    expect(cost({ casesOpened: 1 })).to.equal(1_000_000);
    expect(cost({ casesOpened: 1, ...answered })).to.equal(750_000);
  });

  it('blames the seller for cases held against it without an answer, not for those it won in silence', () => {
    const won = afterSales({ casesOpened: 40, casesForSeller: 30, casesForBuyer: 10, casesAnsweredHeld: 10 });
    expect(won.reasons.map(({ code }) => code)).not.to.include('unanswered_cases');
    const silent = afterSales({ casesOpened: 40, casesForBuyer: 5 });
    expect(silent.reasons.map(({ code }) => code)).to.include('unanswered_cases');
  });
});
