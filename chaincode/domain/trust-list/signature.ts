import { base64url, fromBase64url, text, utf8 } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import type { Organisation } from '../consortium/document.js';
import { p256Jwk } from '../participants/jwk.js';
import { assertSignatureForm } from '../participants/signature-form.js';
import type { PublicJwk } from '../ports.js';
import type { TrustList } from './list.js';

type SignKey = Organisation['signKey'];

const type = 'stl-trust-list+jws';

/**
 * What an organisation signs: header and payload of a compact JWS (RFC 7515). The type keeps a signature made for something
 * else, such as a badge, from being shown as one of a trust list (RFC 8725 section 3.11).
 */
export function trustListSigningInput(list: TrustList, kid: string): string {
  const header = canonicalBytes({ alg: 'ES256', kid, typ: type });
  return `${base64url(header)}.${base64url(canonicalBytes(list))}`;
}

/** `sign`: ES256, 64 bytes. */
export async function signTrustList(
  list: TrustList,
  kid: string,
  sign: (data: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Promise<string> {
  const input = trustListSigningInput(list, kid);
  return `${input}.${base64url(await sign(utf8(input)))}`;
}

/** The key that a compact JWS names; undefined where it is none. Nothing is checked by it. */
export function namedKey(jws: string): string | undefined {
  const header = fromBase64url(jws.slice(0, Math.max(0, jws.indexOf('.'))));
  try {
    const { kid } = JSON.parse(text(header ?? new Uint8Array())) as { kid?: unknown };
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}

export interface TrustListClaim {
  readonly jwk: PublicJwk;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * What must verify (ES256) for a JWS to be the key's signature of exactly this list; undefined where it cannot be. There is
 * one form of header and payload, so the JWS is compared with it rather than read.
 */
export function trustListClaim(list: TrustList, signKey: SignKey, jws: string): TrustListClaim | undefined {
  const input = trustListSigningInput(list, signKey.kid);
  const signature = jws.startsWith(`${input}.`) ? fromBase64url(jws.slice(input.length + 1)) : undefined;
  const jwk = p256Jwk(signKey);
  if (signature === undefined) return undefined;
  try {
    assertSignatureForm('ES256', jwk, signature);
  } catch {
    return undefined;
  }
  return { jwk, data: utf8(input), signature };
}
