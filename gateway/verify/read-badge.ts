import type { BadgeCredential, BadgeEvidence } from '../../chaincode/domain/badge/types.js';
import { isObject, readCredential, type Members } from './credential.js';
import { Failed } from './verdict.js';

export interface ReadBadge {
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
  const { kid, payload, signature, signingInput } = read;
  if (!hasForm(payload)) throw noBadge('members are missing');
  const credential = payload as unknown as BadgeCredential;
  return { kid, credential, evidence: credential.evidence[0], signingInput, signature };
}

const noBadge = (why: string): Failed =>
  new Failed('unchecked', 'not_a_badge', `this is not a seller badge: ${why}`);

const isProven = (value: unknown): boolean =>
  isObject(value) &&
  'value' in value &&
  isObject(value['proof']) &&
  Array.isArray(value['proof']['siblings']);

const isStatusEntry = (entry: unknown): boolean =>
  isObject(entry) &&
  entry['type'] === 'BitstringStatusListEntry' &&
  ['statusPurpose', 'statusListIndex', 'statusListCredential'].every(
    (name) => typeof entry[name] === 'string',
  );

/** Only what is read before the signature and the map vouch for the rest. */
function hasForm(credential: Members): boolean {
  const {
    type,
    issuer,
    validFrom,
    validUntil,
    credentialSubject: subject,
    evidence,
    credentialStatus: status,
  } = credential;
  if (!Array.isArray(type) || !type.includes('SellerTrustBadge') || !Array.isArray(evidence)) return false;
  const [proof] = evidence as unknown[];
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
