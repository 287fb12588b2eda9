import { expect } from 'chai';
import fc from 'fast-check';
import { Refusal } from '../../../chaincode/domain/errors.js';
import {
  counterNames,
  type Counters,
  type PublicAggregate,
} from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { componentNames, type ComponentName } from '../../../chaincode/domain/policies/component-names.js';
import type { ScoreResult } from '../../../chaincode/domain/score/types.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import {
  aggregateOf,
  asOf,
  certificate,
  certifier,
  day,
  established,
  flawless,
  newestPeriod,
  periodsOf,
  policy,
} from './fixtures.js';

const of = (aggregate: PublicAggregate, at = asOf): ScoreResult => score(aggregate, policy, at, [certifier]);
/** A seller with orders in enough periods. */
const settled = (counters: readonly Counters[], more: Partial<PublicAggregate> = {}): PublicAggregate =>
  aggregateOf(established(counters), more);
const component = (result: ScoreResult, name: ComponentName) => {
  const found = result.components.find((one) => one.name === name);
  if (!found) throw new Error('component missing');
  return found;
};

/** Any counters, also ones that no fold gives: a score must not break on them. */
const anyCounters: fc.Arbitrary<Counters> = fc.dictionary(
  fc.constantFrom(...counterNames),
  fc.nat({ max: 5000 }),
);
const anyAggregate = fc
  .array(anyCounters, { maxLength: 15 })
  .map((counters) => aggregateOf(counters, { certifications: [certificate()] }));
/** Counters that a fold gives: what belongs to an order lies with it. */
const orders = fc.record({
  onTime: fc.nat(400),
  late: fc.nat(60),
  lost: fc.nat(10),
  cancelledSeller: fc.nat(20),
});
const soundAggregate = fc.array(orders, { minLength: 1, maxLength: 13 }).map((list) =>
  aggregateOf(
    list.map(({ onTime, late, lost, cancelledSeller }) => {
      const n = onTime + late + lost + cancelledSeller;
      return { ...flawless(n), onTime, late, lost, cancelledSeller };
    }),
  ),
);

function everyNumber(value: unknown, check: (n: number) => void): void {
  if (typeof value === 'number') check(value);
  else if (value !== null && typeof value === 'object')
    for (const member of Object.values(value)) everyNumber(member, check);
}

describe('score', () => {
  it('holds nothing but safe integers, whatever the counters', () => {
    fc.assert(
      fc.property(anyAggregate, (aggregate) => {
        everyNumber(of(aggregate), (n) => expect(Number.isSafeInteger(n), String(n)).to.equal(true));
      }),
    );
  });

  it('keeps every value within its range', () => {
    fc.assert(
      fc.property(anyAggregate, (aggregate) => {
        const result = of(aggregate);
        for (const { rate, lower, upper, points, numerator, denominator } of result.components) {
          expect(numerator).to.be.within(0, denominator);
          if (rate === null || lower === null || upper === null) continue;
          expect(0 <= lower && lower <= rate && rate <= upper && upper <= 1_000_000).to.equal(true);
          if (points !== null) expect(points).to.be.within(0, 1000);
        }
        if (result.status === 'scored') {
          expect(result.overall).to.be.within(0, 1000);
          expect(result.interval?.lower).to.equal(result.overall);
          expect(result.interval?.upper).to.be.within(result.overall ?? NaN, 1000);
        }
      }),
    );
  });

  it('explains every point: the effects add up to the distance from neutral', () => {
    fc.assert(
      fc.property(soundAggregate, (aggregate) => {
        const { overall, reasons } = of(aggregate);
        if (overall === null) return;
        expect(reasons.reduce((sum, { effect }) => sum + effect, 0)).to.equal(overall - policy.neutral);
      }),
    );
  });

  it('does not depend on the order of certificates, certifiers and periods', () => {
    const entries = [
      certificate(),
      certificate({ certificate: 'C-2', scheme: 'iso-9001', assessmentLevel: 'scheme-cab' }),
      certificate({ certificate: 'C-3', assessmentLevel: 'scheme-self' }),
      certificate({ certificate: 'C-4', status: [{ at: asOf, status: 'revoked', reason: 'misuse' }] }),
    ];
    const others = [certifier, { ...certifier, id: 'other', status: 'ended' as const }];
    const shuffle = <T>(list: readonly T[]) =>
      fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
    const base = aggregateOf([flawless(10), flawless(20), flawless(30)], { certifications: entries });
    const want = score(base, policy, asOf, others);
    fc.assert(
      fc.property(
        shuffle(entries),
        shuffle(others),
        shuffle(base.periods.recent),
        (certs, states, recent) => {
          const shuffled = { ...base, certifications: certs, periods: { ...base.periods, recent } };
          expect(score(shuffled, policy, asOf, states)).to.deep.equal(want);
        },
      ),
    );
  });

  it('never raises the delivery points for one more late delivery', () => {
    fc.assert(
      fc.property(soundAggregate, fc.nat(12), (aggregate, pick) => {
        const { recent } = aggregate.periods;
        const worse = recent.map((one, i) => {
          if (i !== pick % recent.length) return one;
          const { promised = 0, late = 0, orders: n = 0 } = one.counters;
          return {
            ...one,
            counters: { ...one.counters, orders: n + 1, promised: promised + 1, late: late + 1 },
          };
        });
        const before = component(of(aggregate), 'delivery').points;
        const after = component(
          of({ ...aggregate, periods: { recent: worse, lifetime: {} } }),
          'delivery',
        ).points;
        if (before !== null) expect(after).to.be.at.most(before);
      }),
    );
  });

  it('never lowers a component for one more good fact of its own', () => {
    const better: [ComponentName, Counters][] = [
      ['delivery', { orders: 1, promised: 1, onTime: 1 }],
      ['reviews', { reviews: 1, ratingSum: 5, rating5: 1 }],
      ['payment', { paid: 1 }],
      ['quality', { inspections: 1, inspectionsPassed: 1 }],
    ];
    fc.assert(
      fc.property(soundAggregate, fc.constantFrom(...better), (aggregate, [name, more]) => {
        const newest = aggregate.periods.recent.at(-1);
        if (!newest) return;
        const counters: Record<string, number> = { ...newest.counters };
        for (const [counter, n] of Object.entries(more)) counters[counter] = (counters[counter] ?? 0) + n;
        const recent = [...aggregate.periods.recent.slice(0, -1), { ...newest, counters }];
        const before = component(of(aggregate), name).points;
        const after = component(of({ ...aggregate, periods: { recent, lifetime: {} } }), name).points;
        if (before !== null) expect(after).to.be.at.least(before);
      }),
    );
  });

  it('gives a flawless seller more with more evidence, and the best band in the end', () => {
    const overall = [20, 50, 200, 2000].map((n) => of(settled([flawless(n)])).overall ?? -1);
    expect(overall).to.deep.equal([...overall].sort((a, b) => a - b));
    expect(of(settled([flawless(2000)])).band).to.equal('excellent');
  });

  it('never puts a flawless seller under neutral, even with the least evidence', () => {
    for (const { status, points } of of(aggregateOf([flawless(20)])).components) {
      expect(status).to.equal('scored');
      expect(points).to.be.at.least(policy.neutral);
    }
  });

  it('weighs the newest facts most', () => {
    const good = { orders: 100, promised: 100, onTime: 100 };
    const bad = { orders: 100, promised: 100, onTime: 70, late: 30 };
    const improving = component(of(aggregateOf([good, {}, {}, {}, {}, {}, {}, bad])), 'delivery');
    const worsening = component(of(aggregateOf([bad, {}, {}, {}, {}, {}, {}, good])), 'delivery');
    expect(improving.points).to.be.greaterThan(worsening.points ?? NaN);
    expect(improving.counts).to.deep.equal(worsening.counts);
  });

  it('names the worst fault', () => {
    const lost = { orders: 100, promised: 100, onTime: 40, late: 10, lost: 50 };
    const codes = of(settled([{ ...flawless(100), ...lost }])).reasons.map(({ code }) => code);
    expect(codes[0]).to.equal('lost_orders');
    expect(codes).to.include('clean_payments');
  });

  it('draws few reviews towards 3.5 stars', () => {
    const few = component(of(aggregateOf([{ ...flawless(30), reviews: 10, ratingSum: 50 }])), 'reviews');
    // (10 * 4/4 + 7 * 2.5/4) / 17
    expect(few.numerator).to.equal(14_375_000);
    expect(few.denominator).to.equal(17_000_000);
  });
});

describe('young and thin sellers', () => {
  it('have not enough history, never a low score, and learn what is missing', () => {
    const thin = of(aggregateOf([{ orders: 3, promised: 3, late: 3 }]));
    expect(thin).to.include({ status: 'not-enough-history', overall: null, interval: null, band: null });
    expect(thin.reasons.map(({ code }) => code)).to.include('too_few_facts');
  });

  it('are given good facts in the place of those that a component lacks', () => {
    const none = of(settled([{ ...flawless(100), reviews: 0, ratingSum: 0, rating5: 0 }]));
    expect(component(none, 'reviews')).to.include({ status: 'insufficient', points: 528 });
    const poor = of(settled([{ ...flawless(100), reviews: 2, ratingSum: 2, rating1: 2, rating5: 0 }]));
    expect(component(poor, 'reviews').points).to.equal(353);
  });
});

describe('the date of a score', () => {
  const aggregate = aggregateOf([flawless(100)]);
  const code = (at: number): unknown => {
    try {
      of(aggregate, at);
    } catch (error) {
      return error instanceof Refusal && error.code;
    }
    return undefined;
  };

  it('is not before the newest stated fact', () => {
    expect(code(asOf - daySeconds)).to.equal('as_of_out_of_range');
  });

  it('is the start of a day', () => {
    for (const at of [asOf + 1, asOf + 0.5, NaN, Infinity, -daySeconds])
      expect(code(at), String(at)).to.equal('as_of_out_of_range');
  });

  it('moves the window', () => {
    const { window } = component(of(aggregate, asOf + 30 * daySeconds), 'delivery');
    expect(window).to.deep.equal({ fromDay: (newestPeriod + 1 - 12) * 28, toDay: day + 30 });
  });
});

describe('contested facts', () => {
  it('count in the headline, and the score without them stands beside it', () => {
    const lost = { ...flawless(100), onTime: 60, lost: 40 };
    const without = periodsOf(established([flawless(60)]));
    const result = of(settled([lost], { uncontested: without }));
    expect(result.overall)
      .to.be.a('number')
      .and.to.equal(of(settled([lost])).overall);
    expect(result.uncontested?.overall).to.equal(of(settled([flawless(60)])).overall);
    expect(result.uncontested?.overall).to.be.above(result.overall ?? NaN);
    expect(of(settled([lost]))).not.to.have.property('uncontested');
  });
});

it('rates every component', () => {
  expect(of(aggregateOf([flawless(100)])).components.map(({ name }) => name)).to.deep.equal(componentNames);
});
