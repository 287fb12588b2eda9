import { didOf } from '../../../chaincode/domain/badge/issuer.js';
import { fromBase64url, text, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText, parseCanonicalLine } from '../../../chaincode/domain/canonical.js';
import { keysFor } from '../../../chaincode/domain/consortium/organisation-keys.js';
import { p256Jwk } from '../../../chaincode/domain/participants/jwk.js';
import { assertSignatureForm } from '../../../chaincode/domain/participants/signature-form.js';
import { verifyWith } from '../platform/keys.js';
import type { TrustedConsortium } from './trust.js';

export type Members = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface ReadCredential {
  /** The DID whose key the header names, and the key's thumbprint. */
  readonly did: string;
  readonly kid: string;
  readonly payload: Members;
  /** The payload as it stands: RFC 8785 JSON. */
  readonly payloadText: string;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

/** Badges have about 16 KiB, lists up to 24. More is not read: it could stop a page. */
const credentialBytesMax = 1024 * 1024;

/**
 * Reads a compact JWS of type `vc+jwt` (VC-JOSE-COSE section 3.1), or says why it is none. Checks no signature. Header and
 * payload are RFC 8785 JSON, the header of exactly four members: a member that stands twice, or one that another reader obeys
 * (`crit`, `jwk`, `b64`), would let one signature mean two things. White space around the whole is passed over.
 */
export function readCredential(bytes: Uint8Array): ReadCredential | string {
  if (bytes.length > credentialBytesMax) return 'it is over 1 MiB';
  let whole: string;
  try {
    whole = text(bytes).trim();
  } catch {
    return 'it is not text';
  }
  const [header64 = '', payload64 = '', signature64 = '', ...more] = whole.split('.');
  const signature = fromBase64url(signature64);
  if (more.length > 0 || signature === undefined) return 'it is not a compact JWS';
  const header = json(header64);
  const key = header?.value['kid'];
  // Another type signed with the same key must not pass for a credential (RFC 8725 section 3.11), nor another algorithm.
  if (header?.text !== canonicalText({ alg: 'ES256', cty: 'vc', kid: key, typ: 'vc+jwt' }))
    return 'it is not an ES256 credential of type vc+jwt';
  const { text: payloadText, value: payload } = json(payload64) ?? {};
  if (payload === undefined || payloadText === undefined) return 'it holds no JSON in canonical form';
  const [did, kid, ...others] = typeof key === 'string' ? key.split('#') : [];
  if (did === undefined || kid === undefined || others.length > 0)
    return 'its header names no key of a DID document';
  // JWT claims that name a credential again could contradict it (VC-JOSE-COSE section 1.1.2.1).
  if ('vc' in payload || 'vp' in payload) return 'it has claims beside the credential';
  return { did, kid, payload, payloadText, signingInput: utf8(`${header64}.${payload64}`), signature };
}

/** The organisation that has the sign key which is named, now or before; undefined where no trusted one has it. */
export const signerOf = (trust: TrustedConsortium, { kid }: Pick<ReadCredential, 'kid'>) =>
  trust.organisations.find((one) => keysFor(one, 'signKey').some((key) => key.kid === kid));

/**
 * True if both the header and the credential name the organisation as the issuer, by the DID that follows from its URL. Other
 * software goes by that name to find the key.
 */
export const isIssuedBy = (
  { url }: Pick<TrustedConsortium['organisations'][number], 'url'>,
  { did }: Pick<ReadCredential, 'did'>,
  issuer: unknown,
): boolean => did === issuer && did === didOf(url);

/** True if the signature is by the named key of the organisation, in its one accepted form (64 bytes, no zeros), and holds. */
export async function isSignedBy(
  organisation: Pick<TrustedConsortium['organisations'][number], 'signKey' | 'previous'>,
  { kid, signature, signingInput }: Pick<ReadCredential, 'kid' | 'signature' | 'signingInput'>,
): Promise<boolean> {
  const key = keysFor(organisation, 'signKey').find((one) => one.kid === kid);
  if (key === undefined) return false;
  const jwk = p256Jwk(key);
  try {
    assertSignatureForm('ES256', jwk, signature);
  } catch {
    return false;
  }
  return verifyWith(jwk, signingInput, signature);
}

/** A badge has ten levels. One with thousands would exhaust the stack. */
const credentialDepthMax = 32;

/** Undefined where a part is not the base64url of a JSON object in its one spelling (RFC 8785). */
function json(part: string): { readonly text: string; readonly value: Members } | undefined {
  try {
    const whole = text(fromBase64url(part) ?? new Uint8Array());
    return { text: whole, value: parseCanonicalLine(whole, credentialDepthMax) };
  } catch {
    return undefined;
  }
}
