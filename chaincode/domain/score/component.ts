import type { Periods, PublicAggregate } from '../fold/aggregate.js';
import type { ScorePolicy } from '../policies/score-policy.js';
import { afterSales } from './components/after-sales.js';
import { certification } from './components/certification.js';
import { delivery } from './components/delivery.js';
import { payment } from './components/payment.js';
import { quality } from './components/quality.js';
import { reviews } from './components/reviews.js';
import { FACT } from './decay.js';
import type { Measure } from './measure.js';
import { pointsAt } from './points.js';
import { componentNames, type CertifierState, type ComponentName, type ComponentResult } from './types.js';
import { wilsonBounds } from './wilson.js';
import { Window } from './window.js';

const PPM = 1_000_000n;

/** A component's public result with what the overall score and the reasons need beside it. */
export interface Rated {
  readonly result: ComponentResult;
  readonly measure: Measure;
  /** Points of the rate itself and of both bounds. Null when insufficient. */
  readonly points: { readonly rate: number; readonly lower: number; readonly upper: number } | null;
  /** Least evidence, in whole facts. */
  readonly minimum: number;
}

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
  const day = asOf / 86_400;
  const rules = policy.components;
  const window = (name: ComponentName) => new Window(periods, day, rules[name].window);
  const measures: Record<ComponentName, (seen: Window) => Measure> = {
    delivery: (seen) => delivery(seen, rules.delivery),
    quality: (seen) => quality(seen, rules.quality),
    reviews: (seen) => reviews(seen, rules.reviews),
    'after-sales': (seen) => afterSales(seen, rules['after-sales']),
    certification: (seen) =>
      certification(aggregate.certifications, rules.certification, certifiers, asOf, seen.fromDay),
    payment: (seen) => payment(seen, rules.payment),
  };
  return componentNames.map((name) => {
    const seen = window(name);
    return rate(name, measures[name](seen), rules[name], seen);
  });
}

function rate(
  name: ComponentName,
  measure: Measure,
  rules: ScorePolicy['components'][ComponentName],
  window: Window,
): Rated {
  const minimum = 'minimum' in rules ? rules.minimum : 0;
  const { numerator, denominator } = measure;
  const enough = denominator > 0n && measure.evidence >= BigInt(minimum) * FACT;
  const share = denominator > 0n ? Number((numerator * PPM) / denominator) : null;
  const bounds = denominator > 0n && measure.sampled ? wilsonBounds(numerator, denominator, FACT, PPM) : null;
  const lower = bounds ? Number(bounds.lower) : share;
  const upper = bounds ? Number(bounds.upper) : share;
  const points =
    enough && share !== null && lower !== null && upper !== null
      ? {
          rate: pointsAt(rules.points, share),
          lower: pointsAt(rules.points, lower),
          upper: pointsAt(rules.points, upper),
        }
      : null;
  const result: ComponentResult = {
    name,
    status: points ? 'scored' : 'insufficient',
    window: { fromDay: window.fromDay, toDay: window.toDay },
    // Exact up to 9 * 10^9 facts in a window.
    numerator: Number(numerator),
    denominator: Number(denominator),
    rate: share,
    lower,
    upper,
    counts: measure.counts,
    points: points?.lower ?? null,
    weight: rules.weight,
  };
  return { result, measure, points, minimum };
}
