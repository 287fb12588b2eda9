import { fromBase64url, text, utf8 } from '../../chaincode/domain/bytes.js';
import type { BadgeCredential, BadgeEvidence } from '../../chaincode/domain/badge/types.js';
import { assertSignatureForm } from '../../chaincode/domain/participants/signature-form.js';
import { Failed } from './verdict.js';

export interface ReadBadge {
  readonly kid: string;
  readonly credential: BadgeCredential;
  readonly evidence: BadgeEvidence;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

/** Badges are about 10 KiB; a page must not choke on more. */
const longest = 1024 * 1024;

/** Reads a compact JWS of type `vc+jwt`. Throws Failed `unchecked`: bytes that are no badge prove nothing. */
export function readBadge(bytes: Uint8Array): ReadBadge {
  if (bytes.length > longest) throw noBadge('it is over 1 MiB');
  let whole: string;
  try {
    whole = text(bytes).trim();
  } catch {
    throw noBadge('it is not text');
  }
  const [header64 = '', payload64 = '', signature64 = '', ...more] = whole.split('.');
  const signature = fromBase64url(signature64);
  if (more.length > 0 || signature === undefined) throw noBadge('it is not a compact JWS');
  const header = json(header64);
  // Another type signed with the same key must not pass for a badge (RFC 8725 section 3.11), nor another algorithm.
  if (header?.['alg'] !== 'ES256' || header['typ'] !== 'vc+jwt' || header['cty'] !== 'vc' || 'crit' in header)
    throw noBadge('it is not an ES256 credential of type vc+jwt');
  const kid = header['kid'];
  const credential = json(payload64);
  if (typeof kid !== 'string' || credential === undefined || !hasForm(credential))
    throw noBadge('members are missing');
  const badge = credential as unknown as BadgeCredential;
  return {
    kid,
    credential: badge,
    evidence: badge.evidence[0],
    signingInput: utf8(`${header64}.${payload64}`),
    signature,
  };
}

/** The one accepted form of an ES256 signature: 64 bytes, no zeros. */
export function hasSignatureForm(
  signature: Uint8Array,
  jwk: Parameters<typeof assertSignatureForm>[1],
): boolean {
  try {
    assertSignatureForm('ES256', jwk, signature);
    return true;
  } catch {
    return false;
  }
}

const noBadge = (why: string): Failed =>
  new Failed('unchecked', 'not_a_badge', `this is not a seller badge: ${why}`);

type Members = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isProven = (value: unknown): boolean =>
  isObject(value) &&
  'value' in value &&
  isObject(value['proof']) &&
  Array.isArray(value['proof']['siblings']);

function json(part: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text(fromBase64url(part) ?? new Uint8Array()));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Only what is read before the signature and the map vouch for the rest. */
function hasForm(credential: Members): boolean {
  const { type, issuer, validFrom, validUntil, credentialSubject: subject, evidence } = credential;
  if (!Array.isArray(type) || !type.includes('SellerTrustBadge') || !Array.isArray(evidence)) return false;
  // JWT claims that name a credential again could contradict it (VC-JOSE-COSE section 1.1.2.1).
  if ('vc' in credential || 'vp' in credential) return false;
  const [proof] = evidence as unknown[];
  return (
    [issuer, validFrom, validUntil].every((one) => typeof one === 'string') &&
    isObject(subject) &&
    isObject(proof) &&
    typeof proof['checkpoint'] === 'string' &&
    [proof['seller'], proof['consortium'], proof['policy']].every(isProven) &&
    isObject(proof['certifiers']) &&
    Object.values(proof['certifiers']).every(isProven)
  );
}
