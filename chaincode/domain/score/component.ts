import type { Periods, PublicAggregate } from '../fold/aggregate.js';
import type { ScorePolicy } from '../policies/score-policy.js';
import { daySeconds } from '../time.js';
import { afterSales } from './components/after-sales.js';
import { certification } from './components/certification.js';
import { delivery } from './components/delivery.js';
import { payment } from './components/payment.js';
import { quality } from './components/quality.js';
import { reviews } from './components/reviews.js';
import { oneFact } from './measure/decay.js';
import { larger, type Measure } from './measure/measure.js';
import { pointsAt } from './points.js';
import { componentNames, type ComponentName } from '../policies/component-names.js';
import type { CertifierState } from '../certificates/certifiers.js';
import type { ComponentResult } from './types.js';
import { wilsonBounds } from './wilson.js';
import { Window } from './measure/window.js';

const wholePpm = 1_000_000n;

/** A component's public result with what the overall score and the reasons need beside it. */
export interface Rated {
  readonly result: ComponentResult;
  readonly measure: Measure;
  /** Points of the rate itself and of both bounds, with good facts in the place of those that lack. */
  readonly points: { readonly rate: number; readonly lower: number; readonly upper: number };
  /** Least evidence, in whole facts. */
  readonly minimum: number;
}

type Rules = ScorePolicy['components'];

/** What a component may look at besides its window. */
interface Facts {
  readonly aggregate: PublicAggregate;
  readonly asOf: number;
  readonly certifiers: readonly CertifierState[];
}

const measures: {
  readonly [N in ComponentName]: (window: Window, rules: Rules[N], facts: Facts) => Measure;
} = {
  delivery,
  quality,
  reviews,
  'after-sales': afterSales,
  certification: ({ fromDay }, rules, { aggregate, asOf, certifiers }) =>
    certification(aggregate.certifications, rules, certifiers, asOf, fromDay),
  payment,
};

/**
 * All components, in the order of `componentNames`. `periods` are the aggregate's own, or those without the facts
 * that open cases contest.
 */
export function rateAll(
  aggregate: PublicAggregate,
  periods: Periods,
  policy: ScorePolicy,
  asOf: number,
  certifiers: readonly CertifierState[],
): Rated[] {
  const facts = { aggregate, asOf, certifiers };
  return componentNames.map((name) => rate(name, policy.components[name], periods, facts));
}

function rate<N extends ComponentName>(name: N, rules: Rules[N], periods: Periods, facts: Facts): Rated {
  const window = new Window(periods, facts.asOf / daySeconds, rules.window);
  const measure = measures[name](window, rules, facts);
  const minimum = 'minimum' in rules ? rules.minimum : 0;
  const { numerator, denominator } = measure;
  const lacking = larger(0n, BigInt(minimum) * oneFact - measure.evidence);
  const stated = denominator > 0n ? boundsOf(numerator, denominator, measure.sampled) : null;
  // As if the facts that lack had been good: a component neither appears nor vanishes with a single fact, so that a
  // better fact never lowers the score, and bad ones never leave it all at once when they grow old.
  const padded = lacking > 0n ? boundsOf(numerator + lacking, denominator + lacking, true) : stated;
  if (padded === null) throw new RangeError('a component must have a minimum of facts, or facts');
  const points = {
    rate: pointsAt(rules.points, padded.rate),
    lower: pointsAt(rules.points, padded.lower),
    upper: pointsAt(rules.points, padded.upper),
  };
  const result: ComponentResult = {
    name,
    status: lacking > 0n ? 'insufficient' : 'scored',
    window: { fromDay: window.fromDay, toDay: window.toDay },
    // Exact up to 9 * 10^9 facts in a window.
    numerator: Number(numerator),
    denominator: Number(denominator),
    rate: stated?.rate ?? null,
    lower: stated?.lower ?? null,
    upper: stated?.upper ?? null,
    counts: measure.counts,
    points: points.lower,
    weight: rules.weight,
  };
  return { result, measure, points, minimum };
}

/** A share and its 95 % bounds, in parts per million; all three the same where everything there is was counted. */
function boundsOf(
  numerator: bigint,
  denominator: bigint,
  sampled: boolean,
): { readonly rate: number; readonly lower: number; readonly upper: number } {
  const rate = Number((numerator * wholePpm) / denominator);
  if (!sampled) return { rate, lower: rate, upper: rate };
  const { lower, upper } = wilsonBounds(numerator, denominator, oneFact, wholePpm);
  return { rate, lower: Number(lower), upper: Number(upper) };
}
