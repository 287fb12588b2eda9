import type { ScorePolicy, ScorePolicyBody } from '../policies/score-policy.js';
import { certifierStates } from '../score/certifier-states.js';
import { score } from '../score/score.js';
import { dayOf, formatTime } from '../time.js';
import type { BadgeEvidence, BadgeSubject } from './types.js';

/**
 * What follows from the evidence at the checkpoint's time (seconds): issuers state exactly this, and verifiers compute it
 * again. Every value is taken as proven; the policy as one that the ledger accepted.
 */
export function subjectOf(ledger: string, evidence: BadgeEvidence, asOf: number): BadgeSubject {
  const { certifiers, consortium, policy, seller } = evidence;
  const aggregate = seller.value.public;
  const rules: ScorePolicy = { version: policy.value.version, ...(policy.value.body as ScorePolicyBody) };
  const participants = Object.values(certifiers).flatMap(({ value }) => value ?? []);
  // A fact may be dated to the day after the checkpoint by a clock that runs ahead.
  const day = Math.max(dayOf(asOf), aggregate.newestDay);
  const result = score(aggregate, rules, day * 86_400, certifierStates(participants, consortium.value));
  return {
    id: `urn:stl:${ledger}:${aggregate.seller}`,
    type: 'RatedSeller',
    seller: aggregate.seller,
    policy: result.policy,
    asOf: formatTime(result.asOf),
    status: result.status,
    overall: result.overall,
    interval: result.interval,
    band: result.band,
    provisional: result.provisional,
  };
}

/** Participants whose certificates the aggregate has, sorted: all of them must be in the evidence. */
export function certifiersOf({ seller }: Pick<BadgeEvidence, 'seller'>): string[] {
  return [...new Set(seller.value.public.certifications.map(({ issuer }) => issuer))].sort();
}
