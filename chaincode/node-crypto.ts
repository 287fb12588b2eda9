import { createHash, createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import type { Crypto, PublicJwk, Sha256 } from './domain/ports.js';

// One-shot `hash` (Node 20.12) saves an object per call; a batch takes two hashes per record.
const sha256: Sha256 =
  typeof hash === 'function'
    ? (bytes) => hash('sha256', bytes, 'buffer')
    : (bytes) => createHash('sha256').update(bytes).digest();

/** Keys kept parsed. An import of a key costs as much as a signature check. */
const cacheSize = 4_096;
const cache = new Map<string, KeyObject>();

function keyObject(jwk: PublicJwk): KeyObject {
  const name = jwk.kty === 'EC' ? `${jwk.x}.${jwk.y}` : jwk.x;
  const known = cache.get(name);
  if (known) {
    // Least recently used first: a Map keeps the order of insertion.
    cache.delete(name);
    cache.set(name, known);
    return known;
  }
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  cache.set(name, key);
  if (cache.size > cacheSize) cache.delete(cache.keys().next().value as string);
  return key;
}

/** The domain's hash and signature checks over OpenSSL. ES256 signatures are r || s (RFC 7518 section 3.4). */
export const nodeCrypto: Crypto = {
  sha256,
  verify(alg, key, data, signature) {
    if ((alg === 'ES256') !== (key.kty === 'EC')) return false;
    return alg === 'ES256'
      ? verify('sha256', data, { key: keyObject(key), dsaEncoding: 'ieee-p1363' }, signature)
      : verify(null, data, keyObject(key), signature);
  },
};
