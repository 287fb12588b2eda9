import {
  badgeForm,
  type BadgeCredential,
  type BadgeEvidence,
  type Proven,
} from '../../../chaincode/domain/badge/types.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { StatusEntry } from '../../../chaincode/domain/status-lists/types.js';
import { isObject, readCredential, type Members } from './credential.js';
import { Failed } from './verdict.js';

export interface ReadBadge {
  readonly did: string;
  readonly kid: string;
  readonly credential: BadgeCredential;
  readonly evidence: BadgeEvidence;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

/** Reads a badge. Throws Failed `unchecked`: bytes that are no badge prove nothing. */
export function readBadge(bytes: Uint8Array): ReadBadge {
  const read = readCredential(bytes);
  if (typeof read === 'string') throw noBadge(read);
  const { did, kid, payload, payloadText, signature, signingInput } = read;
  if (!hasForm(payload)) throw noBadge('members are missing');
  const credential = payload as unknown as BadgeCredential;
  if (!spells(known(credential), payloadText)) throw noBadge('it has members that no badge has');
  return { did, kid, credential, evidence: credential.evidence[0], signingInput, signature };
}

const noBadge = (why: string): Failed =>
  new Failed('unchecked', 'not_a_badge', `this is not a seller badge: ${why}`);

const isHashes = (value: unknown): boolean =>
  Array.isArray(value) && value.every((hash) => typeof hash === 'string');

const isProven = (value: unknown): boolean =>
  isObject(value) && 'value' in value && isObject(value['proof']) && isHashes(value['proof']['siblings']);

const isStatusEntry = (entry: unknown): boolean =>
  isObject(entry) &&
  ['id', 'statusPurpose', 'statusListIndex', 'statusListCredential'].every(
    (name) => typeof entry[name] === 'string',
  );

/** Checks the members that are read first. Signature and map then vouch for the others. */
function hasForm(credential: Members): boolean {
  const {
    issuer,
    validFrom,
    validUntil,
    credentialSubject: subject,
    evidence,
    credentialStatus: status,
  } = credential;
  const [proof] = Array.isArray(evidence) ? (evidence as unknown[]) : [];
  return (
    [issuer, validFrom, validUntil].every((one) => typeof one === 'string') &&
    isObject(subject) &&
    (status === undefined || (Array.isArray(status) && status.every(isStatusEntry))) &&
    isObject(proof) &&
    typeof proof['checkpoint'] === 'string' &&
    [proof['seller'], proof['consortium'], proof['policy']].every(isProven) &&
    isObject(proof['certifiers']) &&
    Object.values(proof['certifiers']).every(isProven)
  );
}

/** True if the text is this badge in canonical form. `known` has its members in that order, so sorting is mostly not needed. */
const spells = (badge: BadgeCredential, text: string): boolean =>
  JSON.stringify(badge) === text || canonicalText(badge) === text;

/**
 * The badge with those members alone that are checked. Another member would be the issuer's bare word, but be shown as part
 * of a badge that holds.
 */
function known(badge: BadgeCredential): BadgeCredential {
  const { credentialStatus, credentialSubject, issuer, validFrom, validUntil } = badge;
  const [{ certifiers, checkpoint, consortium, policy, seller }] = badge.evidence;
  const { '@context': context, type } = badgeForm;
  return {
    '@context': context,
    ...(credentialStatus && { credentialStatus: credentialStatus.map(knownEntry) }),
    credentialSubject,
    evidence: [
      {
        certifiers: Object.fromEntries(Object.entries(certifiers).map(([id, one]) => [id, knownProof(one)])),
        checkpoint,
        consortium: knownProof(consortium),
        policy: knownProof(policy),
        seller: knownProof(seller),
        type: 'SellerTrustEvidence',
      },
    ],
    issuer,
    type,
    validFrom,
    validUntil,
  };
}

const knownEntry = ({ id, ...entry }: StatusEntry): StatusEntry => ({
  id,
  statusListCredential: entry.statusListCredential,
  statusListIndex: entry.statusListIndex,
  statusPurpose: entry.statusPurpose,
  type: 'BitstringStatusListEntry',
});

function knownProof<T>({ proof: { other, siblings }, value }: Proven<T>): Proven<T> {
  return { proof: { ...(other && { other: { path: other.path, value: other.value } }), siblings }, value };
}
