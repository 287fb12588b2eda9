/** SHA-256 of bytes, 32 bytes. Passed in, so that the domain runs in chaincode, gateway, CLI and browser. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** RFC 9864 names. `EdDSA` is never used: it does not say which curve. */
export type SignatureAlgorithm = 'ES256' | 'Ed25519';

/** A public key as RFC 7517 members, without `kid` or dates. */
export type PublicJwk =
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string };

/** Verifies a 64-byte signature whose form `assertSignatureForm` has already accepted. */
export type VerifySignature = (
  alg: SignatureAlgorithm,
  key: PublicJwk,
  data: Uint8Array,
  signature: Uint8Array,
) => boolean;

export interface Crypto {
  readonly sha256: Sha256;
  readonly verify: VerifySignature;
}

/** As `Crypto`, but `verify` may answer later: the Web Crypto API of browsers always does. */
export interface ProofCrypto {
  readonly sha256: Sha256;
  readonly verify: (
    alg: SignatureAlgorithm,
    key: PublicJwk,
    data: Uint8Array,
    signature: Uint8Array,
  ) => boolean | Promise<boolean>;
}
