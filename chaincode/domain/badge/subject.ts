import type { ScorePolicy, ScorePolicyBody } from '../policies/score-policy.js';
import { certifierStates } from '../score/certifier-states.js';
import { score } from '../score/score.js';
import { countingCertificates, startOf } from '../status-lists/standing.js';
import { formatTime } from '../time.js';
import type { CertificationEntry } from '../fold/aggregate.js';
import type { PolicyDocument } from '../consortium/policy-document.js';
import type { CertifierState } from '../score/components/certification.js';
import type { BadgeEvidence, BadgeSubject } from './types.js';

/**
 * What follows from the evidence at the checkpoint's time (seconds): issuers state exactly this, and verifiers compute it
 * again. Every value is taken as proven; the policy as one that the ledger accepted.
 */
export function subjectOf(ledger: string, evidence: BadgeEvidence, asOf: number): BadgeSubject {
  const { policy, seller } = evidence;
  const aggregate = seller.value.public;
  const result = score(aggregate, rulesOf(policy.value), startOf(aggregate, asOf), certifiersIn(evidence));
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

/** What the score takes of the certifiers that the evidence proves. */
function certifiersIn({ certifiers, consortium }: BadgeEvidence): readonly CertifierState[] {
  const participants = Object.values(certifiers).flatMap(({ value }) => value ?? []);
  return certifierStates(participants, consortium.value);
}

/** Certificates that the score counts at the checkpoint's time: each must have its entry of status. */
export function certificatesLeantOn(evidence: BadgeEvidence, asOf: number): readonly CertificationEntry[] {
  return countingCertificates(evidence.seller.value.public, asOf, certifiersIn(evidence));
}

const rulesOf = ({ body, version }: PolicyDocument): ScorePolicy => ({
  version,
  ...(body as ScorePolicyBody),
});

/** Participants whose certificates the aggregate has, sorted: all of them must be in the evidence. */
export function certifiersOf({ seller }: Pick<BadgeEvidence, 'seller'>): string[] {
  return [...new Set(seller.value.public.certifications.map(({ issuer }) => issuer))].sort();
}
