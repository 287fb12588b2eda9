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

type Check = Parameters<Crypto['verify']>;

const isPossible = ([alg, jwk, , signature]: Check): boolean =>
  (alg === 'ES256') === (jwk.kty === 'EC') && signature.length === 64;

/** Unambiguous: 64 bytes, a name without NUL, NUL, and the rest. */
const digestOf = ([alg, jwk, data, signature]: Check): string =>
  hash('sha256', concat(signature, utf8(`${alg}.${nameOf(jwk)}\0`), data), 'base64url');

const digestName = (alg: SignatureAlgorithm): 'sha256' | null => (alg === 'ES256' ? 'sha256' : null);
const keyInput = (alg: SignatureAlgorithm, jwk: PublicJwk) =>
  alg === 'ES256' ? { key: parsedKey(jwk), dsaEncoding: 'ieee-p1363' as const } : parsedKey(jwk);

/**
 * Checks a signature on another thread, so that `nodeCrypto.verify` finds it checked. Only a good one is remembered:
 * what a bad one means is for whoever asks `verify`. Resolves whether it is good.
 */
export async function verifyAside(...check: Check): Promise<boolean> {
  const [alg, jwk, data, signature] = check;
  if (!isPossible(check)) return false;
  const name = digestOf(check);
  if (verified.get(name)) return true;
  const good = await new Promise<boolean>((resolve, reject) =>
    verify(digestName(alg), data, keyInput(alg, jwk), signature, (error, result) =>
      error === null ? resolve(result) : reject(error),
    ),
  );
  if (good) verified.set(name, true);
  return good;
}

/** By way of a text with a character a byte: for Node.js a new Buffer of 32 bytes costs more than the hash does. */
function sha256(bytes: Uint8Array): Uint8Array {
  const characters = hash('sha256', bytes, 'binary');
  const digest = new Uint8Array(32);
  for (let i = 0; i < 32; i++) digest[i] = characters.charCodeAt(i);
  return digest;
}

/** The domain's hash and signature checks over OpenSSL. ES256 signatures are r || s (RFC 7518 section 3.4). */
export const nodeCrypto: Crypto = {
  sha256,
  verify(...check) {
    const [alg, jwk, data, signature] = check;
    if (!isPossible(check)) return false;
    const name = digestOf(check);
    if (verified.get(name)) return true;
    const good = verify(digestName(alg), data, keyInput(alg, jwk), signature);
    if (good) verified.set(name, true);
    return good;
  },
};
