import { recentPeriods } from '../fold/read-aggregate.js';
import type { PublicAggregate } from '../fold/aggregate.js';
import type { ScorePolicy } from '../policies/score-policy.js';
import { daySeconds, lastDayOf, periodOf } from '../time.js';
import { longestWindowLength } from './measure/window.js';
import { score } from './score.js';
import type { CertifierState } from '../certificates/certifiers.js';
import type { ScoreResult } from './types.js';

/**
 * The score over the facts of each period and those before it, ascending, up to and with `asOf`: what is known today
 * about the past, not what was published then. Only days whose whole window the aggregate shows period by period are
 * given: older facts stand in it as one sum, and a score over part of a window would be another score.
 *
 * @param asOf as for `score`, which it throws like
 */
export function scoreHistory(
  facts: PublicAggregate,
  policy: ScorePolicy,
  asOf: number,
  certifiers: readonly CertifierState[],
): ScoreResult[] {
  const { firstDay, newestDay, periods } = facts;
  const today = asOf / daySeconds;
  const isWhole = Object.keys(periods.lifetime).length === 0;
  const oldestShown = periodOf(newestDay) - recentPeriods + 1;
  const oldestExact = isWhole ? oldestShown : oldestShown + longestWindowLength(policy) - 1;
  const from = Math.max(periodOf(firstDay), oldestExact, periodOf(today) - recentPeriods + 1);
  const results: ScoreResult[] = [];
  for (let period = from; period <= periodOf(today); period++) {
    const day = Math.min(lastDayOf(period), today);
    const then = { ...facts, newestDay: Math.min(newestDay, day) };
    results.push(score(then, policy, day * daySeconds, certifiers));
  }
  return results;
}
