import { dayOf, daySeconds } from '../time.js';
import type { CertificationEntry, PublicAggregate } from '../fold/aggregate.js';
import type { ScorePolicy } from '../policies/score-policy.js';
import { certificateStanding } from '../score/components/certification.js';
import { score } from '../score/score.js';
import type { CertifierState } from '../score/components/certification.js';

/** How far down the policy's bands a seller stands: 0 is the best; the number of bands where it has no score. */
export function bandOf(
  aggregate: PublicAggregate,
  policy: ScorePolicy,
  asOf: number,
  certifiers: readonly CertifierState[],
): number {
  const { band } = score(aggregate, policy, startOf(aggregate, asOf), certifiers);
  const place = policy.bands.findIndex(({ name }) => name === band);
  return place < 0 ? policy.bands.length : place;
}

/** Certificates that count on a day: those that a badge leans on. */
export function countingCertificates(
  aggregate: PublicAggregate,
  asOf: number,
  certifiers: readonly CertifierState[],
): readonly CertificationEntry[] {
  const day = startOf(aggregate, asOf);
  return aggregate.certifications.filter((entry) => certificateStanding(entry, certifiers, day) === 'valid');
}

/** Start of the score's day. A fact may be dated to the day after by a clock that runs ahead. */
export function startOf({ newestDay }: Pick<PublicAggregate, 'newestDay'>, asOf: number): number {
  return Math.max(dayOf(asOf), newestDay) * daySeconds;
}
