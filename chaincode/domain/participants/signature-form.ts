import { fromBase64url } from '../bytes.js';
import { Refusal } from '../errors.js';
import type { PublicJwk, SignatureAlgorithm } from '../ports.js';
import * as ed25519 from './ed25519.js';
import { bigEndian, littleEndian } from './integers.js';
import * as p256 from './p256.js';

const inGroup = (scalar: bigint, order: bigint): boolean => scalar > 0n && scalar < order;

function es256FormIsGood(signature: Uint8Array): boolean {
  return (
    inGroup(bigEndian(signature.subarray(0, 32)), p256.order) &&
    inGroup(bigEndian(signature.subarray(32)), p256.order)
  );
}

function ed25519FormIsGood(key: Uint8Array, signature: Uint8Array): boolean {
  return (
    littleEndian(signature.subarray(32)) < ed25519.order &&
    ed25519.isCanonicalPoint(signature.subarray(0, 32)) &&
    ed25519.isCanonicalPoint(key) &&
    !ed25519.isSmallOrder(key)
  );
}

/**
 * What must hold before a library is asked: 64 bytes; ES256 0 < r, s < order; Ed25519 S < L, R and A in canonical
 * form, A not of small order. Libraries accept three different sets of the odd cases; peers must not.
 * Throws Refusal `signature_form`.
 */
export function assertSignatureForm(alg: SignatureAlgorithm, key: PublicJwk, signature: Uint8Array): void {
  const x = fromBase64url(key.x);
  const good =
    signature.length === 64 &&
    x?.length === 32 &&
    (alg === 'ES256'
      ? key.kty === 'EC' && es256FormIsGood(signature)
      : key.kty === 'OKP' && ed25519FormIsGood(x, signature));
  if (!good)
    throw new Refusal({ code: 'signature_form', reason: 'signature is not in its one allowed form' });
}
