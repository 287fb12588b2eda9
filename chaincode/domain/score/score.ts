import { Refusal } from '../errors.js';
import type { PublicAggregate } from '../fold/aggregate.js';
import type { ScorePolicy } from '../policies/score-policy.js';
import { daySeconds } from '../time.js';
import type { CertifierState } from '../certificates/certifiers.js';
import { corroborationOf } from './corroboration.js';
import { lastScore } from './last-score.js';
import { bandOfScore, rateSeller } from './overall.js';
import { historyReasons, scoreReasons } from './reasons.js';
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
  if (!Number.isSafeInteger(asOf) || asOf < 0 || asOf % daySeconds !== 0) {
    throw new Refusal({
      code: 'as_of_out_of_range',
      reason: 'the date of a score is the start of a UTC day',
    });
  }
  if (asOf / daySeconds < aggregate.newestDay) {
    throw new Refusal({
      code: 'as_of_out_of_range',
      reason: "a score cannot be dated before the seller's newest stated fact",
    });
  }

  const rating = rateSeller(aggregate, aggregate.periods, policy, asOf, certifiers);
  const { overall, provisional, rated, upper } = rating;
  const base = {
    v: 1,
    seller: aggregate.seller,
    asOf,
    policy: { name: 'score', version: policy.version },
    provisional,
    corroboration: corroborationOf(aggregate, policy, asOf),
    components: rated.map(({ result }) => result),
    ...(aggregate.uncontested && {
      uncontested: {
        overall: rateSeller(aggregate, aggregate.uncontested, policy, asOf, certifiers).overall,
      },
    }),
  } as const;
  if (overall !== null) {
    return {
      ...base,
      status: 'scored',
      overall,
      interval: { lower: overall, upper },
      band: bandOfScore(policy, overall),
      reasons: scoreReasons(rated, overall, policy),
    };
  }
  const none = { overall, interval: null, band: null } as const;
  const last = lastScore(aggregate, policy, asOf, certifiers);
  if (last === undefined)
    return { ...base, ...none, status: 'not-enough-history', reasons: historyReasons(rating, policy) };
  return {
    ...base,
    ...none,
    status: 'dormant',
    last: { asOf: last.asOf, overall: last.overall, band: bandOfScore(policy, last.overall) },
    reasons: scoreReasons(last.rating.rated, last.overall, policy),
  };
}
