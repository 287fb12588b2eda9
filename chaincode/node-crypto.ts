import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import { concat, utf8 } from './domain/bytes.js';
import type { Crypto, PublicJwk, SignatureAlgorithm } from './domain/ports.js';
import { RecentlyUsed } from './recently-used.js';

// The import of a key costs as much as a signature check.
const parsedKeys = new RecentlyUsed<KeyObject>(4_096);

// A gateway's chaincode and its projector check the same signature one after the other. Names are hashes over all
// that a check depends on, so only the very same check is answered from here; refusals never are.
const verified = new RecentlyUsed<true>(16_384);

const nameOf = (jwk: PublicJwk): string => (jwk.kty === 'EC' ? `${jwk.x}.${jwk.y}` : jwk.x);

function parsedKey(jwk: PublicJwk): KeyObject {
  const name = nameOf(jwk);
  const known = parsedKeys.get(name);
  if (known) return known;
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  parsedKeys.set(name, key);
  return key;
}

function verifyNow(
  alg: SignatureAlgorithm,
  jwk: PublicJwk,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = parsedKey(jwk);
  return alg === 'ES256'
    ? verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature)
    : verify(null, data, key, signature);
}

/** The domain's hash and signature checks over OpenSSL. ES256 signatures are r || s (RFC 7518 section 3.4). */
export const nodeCrypto: Crypto = {
  sha256: (bytes) => hash('sha256', bytes, 'buffer'),
  verify(alg, jwk, data, signature) {
    if ((alg === 'ES256') !== (jwk.kty === 'EC') || signature.length !== 64) return false;
    // Unambiguous: 64 bytes, a name without NUL, NUL, and the rest.
    const check = hash('sha256', concat(signature, utf8(`${alg}.${nameOf(jwk)}\0`), data), 'base64url');
    if (verified.get(check)) return true;
    const good = verifyNow(alg, jwk, data, signature);
    if (good) verified.set(check, true);
    return good;
  },
};
