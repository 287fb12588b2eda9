import { dayOf, daySeconds } from '../time.js';
import type { CertificationEntry, PublicAggregate } from '../fold/aggregate.js';
import type { ScorePolicy } from '../policies/score-policy.js';
import { certificatesOn } from '../certificates/standing.js';
import type { CertifierState } from '../certificates/certifiers.js';
import { bandOfScore, rateSeller } from '../score/overall.js';

/** How far down the policy's bands a seller stands: 0 is the best; the number of bands where it has no score. */
export function bandOf(
  aggregate: PublicAggregate,
  policy: ScorePolicy,
  asOf: number,
  certifiers: readonly CertifierState[],
): number {
  const day = startOf(aggregate, asOf);
  const { overall } = rateSeller(aggregate, aggregate.periods, policy, day, certifiers);
  const band = overall === null ? null : bandOfScore(policy, overall);
  const place = policy.bands.findIndex(({ name }) => name === band);
  return place < 0 ? policy.bands.length : place;
}

/** Certificates that count on a day, each by its term in force: those that a badge leans on. */
export function countingCertificates(
  aggregate: PublicAggregate,
  asOf: number,
  certifiers: readonly CertifierState[],
): readonly CertificationEntry[] {
  const day = startOf(aggregate, asOf);
  return certificatesOn(aggregate.certifications, certifiers, day).flatMap(({ standing, term }) =>
    standing === 'valid' ? [term] : [],
  );
}

/** Start of the score's day. A fact may be dated to the day after by a clock that runs ahead. */
export function startOf({ newestDay }: Pick<PublicAggregate, 'newestDay'>, asOf: number): number {
  return Math.max(dayOf(asOf), newestDay) * daySeconds;
}
