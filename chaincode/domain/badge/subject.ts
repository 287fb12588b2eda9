import type { ScorePolicy, ScorePolicyBody } from '../policies/score-policy.js';
import { certifierStates } from '../certificates/certifiers.js';
import { sellerUri } from '../ledger-uris.js';
import { score } from '../score/score.js';
import { statusEntry } from '../status-lists/entry.js';
import type { ScoreResult } from '../score/types.js';
import type { Series } from '../status-lists/series.js';
import { countingCertificates, startOf } from '../status-lists/standing.js';
import type { StatusEntry } from '../status-lists/types.js';
import { formatTime } from '../time.js';
import type { Checkpoint } from '../tlog/checkpoint.js';
import type { Sha256 } from '../ports.js';
import type { PolicyDocument } from '../consortium/policy-document.js';
import type { CertifierState } from '../certificates/certifiers.js';
import type { BadgeEvidence, BadgeSubject } from './types.js';

/**
 * The score that follows from the evidence at the checkpoint's time (seconds). Every value is taken as proven; the policy as
 * one that the ledger accepted.
 */
export function scoreOf(evidence: BadgeEvidence, asOf: number): ScoreResult {
  const { policy, seller } = evidence;
  const aggregate = seller.value.public;
  return score(aggregate, rulesOf(policy.value), startOf(aggregate, asOf), certifiersIn(evidence));
}

/** What a badge states of its score: issuers state exactly this, and verifiers compute it again. */
export function subjectOf(ledger: string, result: ScoreResult): BadgeSubject {
  return {
    id: sellerUri(ledger, result.seller),
    type: 'RatedSeller',
    seller: result.seller,
    policy: result.policy,
    asOf: formatTime(result.asOf),
    status: result.status,
    overall: result.overall,
    interval: result.interval,
    band: result.band,
    provisional: result.provisional,
    corroboration: result.corroboration,
    ...(result.last && { last: { ...result.last, asOf: formatTime(result.last.asOf) } }),
  };
}

/** What the score takes of the certifiers that the evidence proves. */
function certifiersIn({ certifiers, consortium }: BadgeEvidence): readonly CertifierState[] {
  const participants = Object.values(certifiers).flatMap(({ value }) => value ?? []);
  return certifierStates(participants, consortium.value);
}

/**
 * Where the badge could be taken back: a bit for the band that it states, if it states one, and one for each certificate
 * that its score counts. Their places follow from the proven numbers, so that a reader sees an issuer that names a bit
 * which nobody sets.
 *
 * @param site URL of the lists, without a path
 */
export function statusEntriesOf(
  sha256: Sha256,
  { asof, ledger }: Pick<Checkpoint, 'asof' | 'ledger'>,
  evidence: BadgeEvidence,
  { band, policy }: Pick<BadgeSubject, 'band' | 'policy'>,
  site: string,
): StatusEntry[] {
  const facts = evidence.seller.value.public;
  const entry = (series: Series, number: number): StatusEntry =>
    statusEntry(sha256, ledger, site, series, number);
  const own: Series | undefined =
    band === null ? undefined : { purpose: 'revocation', policy: policy.version, band };
  const counted = countingCertificates(facts, asof, certifiersIn(evidence));
  return [
    ...(own === undefined ? [] : [entry(own, facts.number)]),
    ...counted.map(({ number }) => entry({ purpose: 'suspension' }, number)),
  ];
}

const rulesOf = ({ body, version }: PolicyDocument): ScorePolicy => ({
  version,
  ...(body as ScorePolicyBody),
});

/** Participants whose certificates the aggregate has, sorted: all of them must be in the evidence. */
export function certifiersOf({ seller }: Pick<BadgeEvidence, 'seller'>): string[] {
  return [...new Set(seller.value.public.certifications.map(({ issuer }) => issuer))].sort();
}
