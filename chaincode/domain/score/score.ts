import { Refusal } from '../errors.js';
import type { PublicAggregate } from '../fold/aggregate.js';
import type { ScorePolicy } from '../policies/score-policy.js';
import { daySeconds } from '../time.js';
import { rateAll, type Rated } from './component.js';
import { historyReasons, scoreReasons, weightOf } from './reasons.js';
import type { CertifierState } from './components/certification.js';
import type { ScoreResult } from './types.js';

/**
 * The score of a seller: a pure function of public facts, in whole numbers, the same digits everywhere.
 * docs/scoring.md explains every number.
 *
 * @param asOf start of a UTC day, in seconds since the epoch; facts of that day count. Not before the seller's
 * newest stated day: periods cannot be cut inside, so an earlier date needs a fold of the records up to it.
 * @param certifiers the participants whose certificates may count; missing ones count for nothing. Any order.
 * @throws Refusal `as_of_out_of_range`
 */
export function score(
  aggregate: PublicAggregate,
  policy: ScorePolicy,
  asOf: number,
  certifiers: readonly CertifierState[],
): ScoreResult {
  if (!Number.isSafeInteger(asOf) || asOf < 0 || asOf % daySeconds !== 0)
    throw new Refusal({
      code: 'as_of_out_of_range',
      reason: 'the date of a score is the start of a UTC day',
    });
  const day = asOf / daySeconds;
  if (day < aggregate.newestDay)
    throw new Refusal({
      code: 'as_of_out_of_range',
      reason: "a score cannot be dated before the seller's newest stated fact",
    });

  const rated = rateAll(aggregate, aggregate.periods, policy, asOf, certifiers);
  const days = day - aggregate.firstDay;
  const overall = overallOf(rated, days, policy);
  const base = {
    v: 1,
    seller: aggregate.seller,
    asOf,
    policy: { name: 'score', version: policy.version },
    provisional: days < policy.history.provisionalDays,
    components: rated.map(({ result }) => result),
    ...(aggregate.uncontested && {
      uncontested: {
        overall: overallOf(rateAll(aggregate, aggregate.uncontested, policy, asOf, certifiers), days, policy),
      },
    }),
  } as const;
  if (overall === null)
    return {
      ...base,
      status: 'not-enough-history',
      overall,
      interval: null,
      band: null,
      reasons: historyReasons(rated, days, policy.history.minimumDays),
    };
  return {
    ...base,
    status: 'scored',
    overall,
    interval: { lower: overall, upper: weigh(rated, 'upper') },
    band: policy.bands.find(({ from }) => overall >= from)?.name ?? null,
    reasons: scoreReasons(rated, overall, policy.neutral),
  };
}

/** Null where the seller is too young or too little is known: a result in its own right, never a low score. */
function overallOf(rated: readonly Rated[], days: number, { history }: ScorePolicy): number | null {
  const scored = rated.filter(({ result }) => result.status === 'scored');
  const enough = days >= history.minimumDays && weightOf(scored) >= history.minimumWeight;
  return enough ? weigh(rated, 'lower') : null;
}

/** Weighted mean of the components' points, rounded down. */
function weigh(rated: readonly Rated[], bound: 'lower' | 'upper'): number {
  const total = weightOf(rated);
  const sum = rated.reduce((all, { points, result }) => all + points[bound] * result.weight, 0);
  return (sum - (sum % total)) / total;
}
