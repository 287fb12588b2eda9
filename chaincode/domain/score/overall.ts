import type { Periods, PublicAggregate } from '../fold/aggregate.js';
import type { ScorePolicy } from '../policies/score-policy.js';
import { daySeconds } from '../time.js';
import { rateAll, type Rated } from './component.js';
import type { CertifierState } from '../certificates/certifiers.js';
import { longestWindow } from './measure/window.js';

/** A seller rated as of one day. */
export interface Rating {
  readonly rated: readonly Rated[];
  /** Periods with orders among those that the longest window sees. */
  readonly periods: number;
  /** Null where the seller is too young or too little is known: a result in its own right, never a low score. */
  readonly overall: number | null;
  /** The same mean made from the upper bounds. */
  readonly upper: number;
  /** True of a score that may still move a lot. */
  readonly provisional: boolean;
}

/**
 * @param periods the aggregate's own, or those without the facts that open cases contest
 * @param asOf start of a UTC day, in seconds
 */
export function rateSeller(
  aggregate: PublicAggregate,
  periods: Periods,
  policy: ScorePolicy,
  asOf: number,
  certifiers: readonly CertifierState[],
): Rating {
  const { history, neutral } = policy;
  const rated = rateAll(aggregate, periods, policy, asOf, certifiers);
  // Not from the oldest order on: one order with a wrong year would make any seller an old one.
  const active = longestWindow(periods, asOf / daySeconds, policy).periodsWith('orders');
  const scored = rated.filter(({ result }) => result.status === 'scored');
  const enough = active >= history.minimumPeriods && weightOf(scored) >= history.minimumWeight;
  const upper = weigh(rated, 'upper');
  // Silence protects the unknown. Where even the best that the facts allow is bad, nothing is unknown.
  const knownBad = upper < neutral;
  return {
    rated,
    periods: active,
    overall: enough || knownBad ? weigh(rated, 'lower') : null,
    upper,
    provisional: enough ? active < history.provisionalPeriods : knownBad,
  };
}

/** The policy's name for an overall score. */
export function bandOfScore({ bands }: Pick<ScorePolicy, 'bands'>, overall: number): string | null {
  return bands.find(({ from }) => overall >= from)?.name ?? null;
}

export function weightOf(rated: readonly Rated[]): number {
  return rated.reduce((sum, { result }) => sum + result.weight, 0);
}

/** Weighted mean of the components' points, rounded down. */
function weigh(rated: readonly Rated[], bound: 'lower' | 'upper'): number {
  const total = weightOf(rated);
  const sum = rated.reduce((all, { points, result }) => all + points[bound] * result.weight, 0);
  return (sum - (sum % total)) / total;
}
