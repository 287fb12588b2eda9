import { sha256 } from '@noble/hashes/sha2.js';
import { certifiersOf, scoreOf, subjectOf } from '../../../chaincode/domain/badge/subject.js';
import type { BadgeCredential, BadgeEvidence } from '../../../chaincode/domain/badge/types.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { isKnownScorePolicy } from '../../../chaincode/domain/policies/known-score-policy.js';
import { assertInMap } from '../../../chaincode/domain/proofs/inclusion.js';
import type { ScoreResult } from '../../../chaincode/domain/score/types.js';
import type { Checkpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import { Failed } from './verdict.js';

/**
 * That every value of the evidence is what the organisations signed: the seller's aggregate, the consortium, the policy that
 * it has in force, and each certifier whose certificates the aggregate has. Gives their number. Throws Failed `forged`.
 */
export function assertProven(evidence: BadgeEvidence, checkpoint: Checkpoint): number {
  const { certifiers, consortium, policy, seller } = evidence;
  const needed = certifiersOf(evidence);
  if (needed.some((id) => !Object.hasOwn(certifiers, id)) || Object.keys(certifiers).length !== needed.length)
    throw new Failed('forged', 'evidence_missing', 'not every certifier is proven');
  const version = consortium.value.policies['score'];
  const keyed = [
    [`seller/${seller.value.public.seller}`, seller],
    ['consortium', consortium],
    [`policy/score/${version ?? 0}`, policy],
    ...Object.entries(certifiers).map(([id, certifier]) => [`participant/${id}`, certifier] as const),
  ] as const;
  for (const [key, { proof, value }] of keyed) {
    try {
      assertInMap(sha256, checkpoint, { key, value, proof });
    } catch {
      throw new Failed('forged', 'not_in_map', `the organisations did not sign this of ${key}`);
    }
  }
  return keyed.length;
}

/** The score behind a badge: that what it states follows from its evidence, which must be proven. Throws Failed. */
export function assertFollows(
  { credentialSubject }: BadgeCredential,
  evidence: BadgeEvidence,
  { asof, ledger }: Checkpoint,
): ScoreResult {
  // The policy has rules that this program does not know: another result than its own is then no forgery.
  if (!isKnownScorePolicy(evidence.policy.value))
    throw new Failed('unchecked', 'score_unknown', 'the score has rules that this program does not know');
  const computed = scoreOf(evidence, asof);
  if (canonicalText(subjectOf(ledger, computed)) !== canonicalText(credentialSubject))
    throw new Failed('forged', 'score_mismatch', 'what it states does not follow from the facts it proves');
  return computed;
}
