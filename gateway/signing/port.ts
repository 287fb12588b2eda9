import { organisationKeyUses, type OrganisationKeyUse } from '../data-dir/key-files.js';
import type { NamedPublicJwk } from '../sdk/platform/keys.js';

/** A private key of an organisation, wherever it lies. */
export interface SigningKey {
  readonly use: OrganisationKeyUse;
  /** What the consortium calls it: `consortiumName`. */
  readonly name: string;
  readonly publicKey: NamedPublicJwk;
  /** 64 bytes: for ES256 r || s, for Ed25519 as in RFC 8032. Rejects with SigningError. */
  readonly sign: (data: Uint8Array) => Promise<Uint8Array>;
}

/** What holds the private keys of one organisation and signs with them. It never gives one away. */
export interface Signer {
  /** For people: where the keys lie. Without a secret. */
  readonly place: string;
  /** All keys that are there now, in the order of `compareLabels`. Rejects with SigningError; with SetupError where the keys themselves are wrong. */
  keys(): Promise<readonly SigningKey[]>;
  close(): Promise<void>;
}

export type SigningErrorCode =
  | 'unavailable' // it does not answer, or not in time: ask again
  | 'refused' // it answers and will not, until its operator changes something
  | 'key_unknown'; // it has no such key

export class SigningError extends Error {
  constructor(
    readonly code: SigningErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SigningError';
  }
}

/** The first word of a key's name says what it is for: `sign`, and others beside it as `sign-2`. */
export function useNamed(name: string): OrganisationKeyUse | undefined {
  const [, use] = /^(sign|log|cosigner|admin)(?:-[^.]+)?$/.exec(name) ?? [];
  return use as OrganisationKeyUse | undefined;
}

/**
 * Orders keys by use, and those of one use by label. A directory and a token list in any order: the key that its operator calls
 * `sign` must not change places with `sign-2` from one look to the next.
 */
export function compareLabels(a: string, b: string): number {
  const rank = (label: string): number => organisationKeyUses.findIndex((use) => use === useNamed(label));
  return rank(a) - rank(b) || Number(a > b) - Number(a < b);
}
