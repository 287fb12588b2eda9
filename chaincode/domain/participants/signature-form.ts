import { fromBase64url } from '../bytes.js';
import { Refusal } from '../errors.js';
import type { PublicJwk, SignatureAlgorithm } from '../ports.js';
import * as ed25519 from './ed25519.js';
import { bigEndian, littleEndian } from './integers.js';
import * as p256 from './p256.js';

const inGroup = (scalar: bigint, order: bigint): boolean => scalar > 0n && scalar < order;

/** Whether 64 bytes have the form of a signature by a key; `x`: the 32 bytes of the key's member. */
type HasForm = (key: PublicJwk, x: Uint8Array, signature: Uint8Array) => boolean;

const forms: Readonly<Record<SignatureAlgorithm, HasForm>> = {
  ES256: ({ kty }, _x, signature) =>
    kty === 'EC' &&
    inGroup(bigEndian(signature.subarray(0, 32)), p256.order) &&
    inGroup(bigEndian(signature.subarray(32)), p256.order),
  Ed25519: ({ kty }, x, signature) =>
    kty === 'OKP' &&
    littleEndian(signature.subarray(32)) < ed25519.order &&
    ed25519.isCanonicalPoint(signature.subarray(0, 32)) &&
    ed25519.isCanonicalPoint(x) &&
    !ed25519.isSmallOrder(x),
};

/**
 * What must hold before a library is asked: 64 bytes; ES256 0 < r, s < order; Ed25519 S < L, R and A in canonical
 * form, A not of small order. Libraries accept three different sets of the odd cases; peers must not.
 * Throws Refusal `signature_form`.
 */
export function assertSignatureForm(alg: SignatureAlgorithm, key: PublicJwk, signature: Uint8Array): void {
  const x = fromBase64url(key.x);
  const good = signature.length === 64 && x?.length === 32 && forms[alg](key, x, signature);
  if (!good)
    throw new Refusal({ code: 'signature_form', reason: 'signature is not in its one allowed form' });
}
