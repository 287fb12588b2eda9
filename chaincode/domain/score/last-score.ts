import type { PublicAggregate } from '../fold/aggregate.js';
import type { ScorePolicy } from '../policies/score-policy.js';
import { daySeconds, lastDayOf, periodOf } from '../time.js';
import type { CertifierState } from '../certificates/certifiers.js';
import { longestWindowLength } from './measure/window.js';
import { rateSeller, type Rating } from './overall.js';

/** A score that a seller had. */
export interface LastScore {
  /** Seconds since the epoch, start of a UTC day. */
  readonly asOf: number;
  readonly overall: number;
  readonly rating: Rating;
}

/**
 * The newest score that the seller's facts gave on the last day of an earlier period, from that of its newest fact on:
 * before it, other facts were the newest. Undefined where there was none.
 *
 * @param asOf a day without a score
 */
export function lastScore(
  aggregate: PublicAggregate,
  policy: ScorePolicy,
  asOf: number,
  certifiers: readonly CertifierState[],
): LastScore | undefined {
  const newest = periodOf(aggregate.newestDay);
  // Later windows see no facts at all. Without this end a date in the year 9999 would keep a gateway busy for long.
  const lastSeeing = newest + longestWindowLength(policy) - 1;
  for (let period = Math.min(periodOf(asOf / daySeconds) - 1, lastSeeing); period >= newest; period--) {
    const then = lastDayOf(period) * daySeconds;
    const rating = rateSeller(aggregate, aggregate.periods, policy, then, certifiers);
    if (rating.overall !== null) return { asOf: then, overall: rating.overall, rating };
  }
  return undefined;
}
