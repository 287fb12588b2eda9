import { expect } from 'chai';
import type { Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import type { ScoreResult } from '../../../chaincode/domain/score/types.js';
import { aggregateOf, asOf, flawless, policy } from './fixtures.js';

const of = (...counters: Counters[]): ScoreResult => score(aggregateOf(counters), policy, asOf, []);

/** Orders of one period that mostly came late, each reviewed with one star. */
const bad = (orders: number, late: number): Counters => ({
  orders,
  promised: orders,
  onTime: orders - late,
  late,
  reviews: orders,
  ratingSum: orders,
  rating1: orders,
  paid: orders,
});

describe('a young seller of whom only bad is known', () => {
  it('has a score, marked provisional, once even the best that the facts allow is below neutral', () => {
    const { band, interval, overall, provisional, status } = of(bad(60, 50));
    expect(status).to.equal('scored');
    expect(provisional).to.equal(true);
    expect(interval?.upper).to.be.below(policy.neutral);
    expect(overall).to.equal(interval?.lower);
    expect(band).to.be.oneOf(['poor', 'weak']);
  });

  it('has the score of the very orders that would leave it without one, were they better', () => {
    // The upper bound crosses 500 as fewer of 60 orders come late.
    const results = Array.from({ length: 51 }, (_, late) => of(bad(60, late)));
    const scored = results.map(({ status }) => status === 'scored');
    const from = scored.indexOf(true);
    expect(from).to.be.within(1, 50);
    expect(scored.slice(from)).not.to.include(false);
    expect(results[from]?.interval?.upper).to.be.below(policy.neutral);
    expect(results[from - 1]).to.include({ status: 'not-enough-history', overall: null });
  });

  it('has the reasons of a score, which add up to it', () => {
    const { overall, reasons } = of(bad(60, 50));
    expect(reasons.reduce((sum, { effect }) => sum + effect, 0)).to.equal((overall ?? NaN) - policy.neutral);
    expect(reasons.map(({ code }) => code)).to.include.members(['late_deliveries', 'poor_reviews']);
  });

  it('does not stay silent for want of weight either', () => {
    // 19 orders are one too few for any component to be scored, and all of them were late, disputed and charged back.
    const few: Counters = {
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
    };
    const { components, ...result } = of(few);
    expect(components.filter(({ status }) => status === 'scored').map(({ name }) => name)).to.deep.equal([
      'certification',
    ]);
    expect(result).to.include({ status: 'scored', provisional: true });
    // A seller of many years is no exception.
    expect(of(few, ...Array.from({ length: 9 }, () => ({ orders: 1, cancelledOther: 1 })))).to.include({
      status: 'scored',
      provisional: true,
    });
  });
});

describe('a seller without a score of whom there is something bad to say', () => {
  it('is told by its faults first, then by what is missing', () => {
    // 25 orders of twelve days, 20 buyers rate it 1 of 5.
    const rated = { ...flawless(25), reviews: 20, ratingSum: 20, rating1: 20, rating5: 0 };
    const { overall, reasons, status } = of(rated);
    expect({ overall, status }).to.deep.equal({ overall: null, status: 'not-enough-history' });
    expect(reasons.map(({ code, component, effect }) => [code, component, effect])).to.deep.equal([
      ['poor_reviews', 'reviews', 0],
      ['young_seller', null, 0],
    ]);
    expect(reasons[0]?.numbers).to.include({ reviews: 20, rating1: 20 });
    expect(reasons[0]?.numbers['rate']).to.be.below(300_000);
  });

  it('is told the gravest first', () => {
    const { reasons } = of({
      ...{ orders: 30, promised: 30, onTime: 20, late: 10, paid: 30, frauds: 9 },
    });
    expect(reasons.map(({ code }) => code)).to.deep.equal([
      'confirmed_frauds',
      'late_deliveries',
      'young_seller',
      'too_few_facts',
    ]);
    expect(reasons.at(-1)).to.deep.equal({
      code: 'too_few_facts',
      component: null,
      effect: 0,
      numbers: { components: 6, insufficient: 1 },
    });
  });

  it('is not called bad for what is good or unknown', () => {
    expect(of(flawless(25)).reasons.map(({ code }) => code)).to.deep.equal(['young_seller']);
    expect(of({ orders: 3, promised: 3, late: 3 }).reasons.map(({ code }) => code)).to.deep.equal([
      'young_seller',
      'too_few_facts',
    ]);
  });
});
