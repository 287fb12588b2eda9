import { sha256 } from '@noble/hashes/sha2.js';
import { thumbprint } from '../../../chaincode/domain/participants/thumbprint.js';
import type { PublicJwk, SignatureAlgorithm } from '../../../chaincode/domain/ports.js';
import { ClientError } from './errors.js';

type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** A private key as RFC 7517 members, with `alg` and its RFC 7638 thumbprint as `kid`. Secret. */
export type PrivateJwk = PublicJwk & {
  readonly d: string;
  readonly alg: SignatureAlgorithm;
  readonly kid: string;
};

/** A public key with the names it is known by. */
export type NamedPublicJwk = PublicJwk & { readonly alg: SignatureAlgorithm; readonly kid: string };

/** Who signs: batches, and queries that not everyone may ask. */
export interface Signer {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  /** 64 bytes: for ES256 r || s, for Ed25519 as in RFC 8032. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

const importParams = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  Ed25519: { name: 'Ed25519' },
} as const;
const signParams = {
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
  Ed25519: { name: 'Ed25519' },
} as const;

/** The members of a JWK that make the key. `alg` is left out: platforms name Ed25519 differently there. */
function bare(jwk: PublicJwk): PublicJwk {
  return jwk.kty === 'EC'
    ? { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }
    : { kty: jwk.kty, crv: jwk.crv, x: jwk.x };
}

const algorithmOf = (jwk: PublicJwk): SignatureAlgorithm => (jwk.kty === 'EC' ? 'ES256' : 'Ed25519');

/** RFC 7638 SHA-256 thumbprint, base64url. */
export function keyId(jwk: PublicJwk): string {
  return thumbprint(jwk, sha256);
}

/** What of a key may be shown to others. */
export function publicJwk(jwk: PrivateJwk): NamedPublicJwk {
  return { ...bare(jwk), alg: algorithmOf(jwk), kid: keyId(jwk) };
}

/** A new key, drawn by the platform's own random source. Throws ClientError `key_unusable`. */
export async function generateKey(alg: SignatureAlgorithm): Promise<PrivateJwk> {
  try {
    const pair = (await crypto.subtle.generateKey(importParams[alg], true, ['sign', 'verify'])) as {
      readonly privateKey: CryptoKey;
    };
    const jwk = (await crypto.subtle.exportKey('jwk', pair.privateKey)) as unknown as PrivateJwk;
    return { ...bare(jwk), d: jwk.d, alg, kid: keyId(jwk) };
  } catch (cause) {
    throw new ClientError('key_unusable', `this platform cannot make ${alg} keys`, { cause });
  }
}

/** A signer over WebCrypto. Throws ClientError `key_unusable` where the key, its `alg` or its `kid` is wrong. */
export async function importSigner(jwk: PrivateJwk): Promise<Signer> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey(
      'jwk',
      { ...bare(jwk), d: jwk.d },
      importParams[algorithmOf(jwk)],
      false,
      ['sign'],
    );
  } catch (cause) {
    throw new ClientError('key_unusable', 'the key is not a private P-256 or Ed25519 JWK', { cause });
  }
  const alg = algorithmOf(jwk);
  const kid = keyId(jwk);
  // A copied or edited file would otherwise sign under a name that the ledger knows for another key.
  if (jwk.alg !== alg || jwk.kid !== kid)
    throw new ClientError('key_unusable', 'alg or kid of the key file does not belong to its key');

  return {
    alg,
    kid,
    async sign(data) {
      return new Uint8Array(await crypto.subtle.sign(signParams[alg], key, data.slice()));
    },
  };
}

/**
 * True if the signature over the data is by the key; false, too, for a key that is none. Throws ClientError `key_unusable`
 * where the platform checks no such signatures: old browsers know no Ed25519, and pages that came over plain HTTP no
 * signatures at all. That says nothing against a signature.
 */
export async function verifyWith(jwk: PublicJwk, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const alg = algorithmOf(jwk);
  try {
    const key = await crypto.subtle.importKey('jwk', { ...bare(jwk) }, importParams[alg], false, ['verify']);
    return await crypto.subtle.verify(signParams[alg], key, signature.slice(), data.slice());
  } catch (cause) {
    if (isUnknownTo(crypto.subtle, cause))
      throw new ClientError('key_unusable', `this platform cannot check ${alg} signatures`, { cause });
    return false;
  }
}

const isUnknownTo = (subtle: unknown, failure: unknown): boolean =>
  subtle === undefined || (failure instanceof Error && failure.name === 'NotSupportedError');
