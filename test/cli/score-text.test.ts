import { expect } from 'chai';
import type { Counters } from '../../chaincode/domain/fold/aggregate.js';
import { score } from '../../chaincode/domain/score/score.js';
import { daySeconds, periodDays } from '../../chaincode/domain/time.js';
import { scoreText } from '../../gateway/cli/commands/reading/score-text.js';
import { aggregateOf, asOf, flawless, policy } from '../domain/score/fixtures.js';

const textOf = (counters: readonly Counters[], at = asOf): string =>
  scoreText(score(aggregateOf(counters), policy, at, []));
const late: Counters = { orders: 60, promised: 60, onTime: 10, late: 50, paid: 60, paidElsewhere: 15 };

describe('a score in words', () => {
  it('of a dormant seller is its last one, with its day and its reasons', () => {
    const text = textOf([late, late, late, late], asOf + 20 * periodDays * daySeconds);
    const { last } = score(aggregateOf([late, late, late, late]), policy, asOf + 560 * daySeconds, []);
    expect(last).not.to.equal(undefined);
    expect(text).to.match(
      /No recent facts\. Last score: \d+ of 1000, (poor|weak|fair), on 20\d\d-\d\d-\d\d\./,
    );
    expect(text).to.include(`Last score: ${last?.overall ?? ''} of 1000`);
    expect(text).to.include('Points of the last score').and.to.include('Orders came late.');
    expect(text).not.to.include('no low score');
  });

  it('of a young seller with something bad says that first, then what is missing', () => {
    const text = textOf([{ ...flawless(25), reviews: 20, ratingSum: 20, rating1: 20, rating5: 0, paid: 3 }]);
    expect(text).to.include('Some of what is known is bad.').and.not.to.include('no low score');
    const said = ['reviews: Buyers of recorded orders gave', '(orders in 1 of 2 periods', '(payment)'].map(
      (part) => text.indexOf(part),
    );
    expect(said).not.to.include(-1);
    expect(said).to.deep.equal([...said].sort((a, b) => a - b));
  });

  it('of a young seller without a fault is no bad mark', () => {
    expect(textOf([flawless(25)]))
      .to.include('no low score')
      .and.not.to.include('is bad');
  });

  it('tells how much others confirm', () => {
    expect(textOf([late, late])).to.include(
      '0% of deliveries and 25% of payments are confirmed by someone else.',
    );
    expect(textOf([{ orders: 3, paid: 2, paidElsewhere: 2 }])).to.include('100% of payments are confirmed');
    expect(textOf([])).to.include('no recent deliveries or payments that someone else could confirm');
  });
});
