import { expect } from 'chai';
import type { Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { scoreHistory } from '../../../chaincode/domain/score/history.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { daySeconds, periodDays } from '../../../chaincode/domain/time.js';
import { aggregateOf, asOf, certificate, certifier, day, established, flawless, policy } from './fixtures.js';

const period = periodDays * daySeconds;
/** End of the newest day of the period that `asOf` begins, as a score's date. */
const lastDay = asOf + period - daySeconds;

/** 19 orders that nobody ended and many bad reviews, by the end of 2025; then nothing. */
const gone: readonly Counters[] = [
  { orders: 30, promised: 11, late: 11, reviews: 30, ratingSum: 60, rating1: 20, rating3: 10 },
  ...Array.from({ length: 3 }, () => ({ orders: 10, promised: 10, onTime: 6, late: 4, paid: 10 })),
];
const at = (date: number, counters = gone) => score(aggregateOf(counters), policy, date, []);

describe('a seller that once had a score and has no recent facts', () => {
  it('is dormant, with the last score, its band and its day', () => {
    expect(at(asOf).status).to.equal('scored');
    const later = at(asOf + 20 * period);
    expect(later).to.include({ status: 'dormant', overall: null, interval: null, band: null });
    const last = later.last;
    if (last === undefined) throw new Error('no last score');
    const then = at(last.asOf);
    expect(then).to.include({ status: 'scored', overall: last.overall, band: last.band });
    expect(later.reasons).to.deep.equal(then.reasons);
    expect(later.provisional).to.equal(false);
  });

  it('keeps the last day of the last period in which it had a score, however late it is asked', () => {
    const results = Array.from({ length: 30 }, (_, later) => at(asOf + later * period));
    const first = results.findIndex(({ status }) => status === 'dormant');
    expect(first).to.be.above(0);
    expect(results.slice(0, first).every(({ status }) => status === 'scored')).to.equal(true);
    for (const { last, status } of results.slice(first)) {
      expect(status).to.equal('dormant');
      expect(last?.asOf).to.equal(lastDay + (first - 1) * period);
    }
    expect(at(250_000 * period).last).to.deep.equal(results[first]?.last);
  });

  it('is scored to the last day of that period and dormant from the next day on', () => {
    const { last } = at(asOf + 20 * period);
    const end = last?.asOf ?? NaN;
    expect(at(end)).to.include({ status: 'scored', overall: last?.overall });
    expect(at(end + daySeconds)).to.include({ status: 'dormant' });
    expect(at(end + daySeconds).last).to.deep.equal(last);
  });

  it('is scored again once there are facts again', () => {
    const back = established([flawless(60), flawless(60)]);
    expect(at(asOf, back)).to.include({ status: 'scored' });
    expect(at(asOf, back)).not.to.have.property('last');
  });

  it('was never scored: then it has not enough history, and no last score', () => {
    for (const counters of [[], [flawless(25)], [{ orders: 3, promised: 3, late: 3 }]]) {
      const result = at(asOf + 20 * period, counters);
      expect(result.status).to.equal('not-enough-history');
      expect(result).not.to.have.property('last');
    }
  });

  it('became scored only as its orders went overdue: that score counts as one that it had', () => {
    // None of 50 orders has an end: nothing is judged at first, and three periods later all of it.
    const silent: Counters[] = [
      { orders: 25, paid: 25, frauds: 6, reviews: 12, ratingSum: 12, rating1: 12 },
      { orders: 25, paid: 25, reviews: 12, ratingSum: 12, rating1: 12 },
    ];
    const later = at(asOf + 20 * period, silent);
    expect(later.status).to.equal('dormant');
    expect(later.last?.overall).to.be.below(300);
  });

  it('is not said to have had a score before its newest fact', () => {
    // The newest fact is of today, the orders are old: what it was worth by then is not in the aggregate.
    const counters: Counters[] = Array.from({ length: 15 }, () => ({}));
    counters[0] = { casesOpened: 1 };
    counters[13] = flawless(100);
    counters[14] = flawless(100);
    expect(at(asOf, counters)).to.include({ status: 'not-enough-history' });
  });

  it('has its certificates judged as of the day of that score', () => {
    const entry = certificate({ validUntil: asOf + 2 * period });
    const facts = aggregateOf(gone, { certifications: [entry] });
    const { last } = score(facts, policy, asOf + 20 * period, [certifier]);
    const then = score(facts, policy, last?.asOf ?? NaN, [certifier]);
    expect(then.overall).to.equal(last?.overall);
    expect(last?.asOf).to.be.above(entry.validUntil);
    expect(last?.overall).to.equal(at(asOf + 20 * period).last?.overall);
  });

  it('is dormant as of a past day, too, by the facts of that time', () => {
    const then = { ...aggregateOf(gone), newestDay: day + 3 };
    expect(score(then, policy, asOf + 20 * period, [])).to.include({ status: 'dormant' });
  });

  it('shows so in the history of its score', () => {
    const history = scoreHistory(aggregateOf(gone), policy, asOf + 12 * period, []);
    const shown = history.map(({ status }) => status);
    expect(shown.at(-1)).to.equal('dormant');
    expect(shown.lastIndexOf('scored')).to.equal(shown.indexOf('dormant') - 1);
    expect(history.at(-1)?.last?.asOf).to.equal(history[shown.lastIndexOf('scored')]?.asOf);
  });
});
