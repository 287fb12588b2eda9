import type { Stated } from './changes.js';

/** What rows state, named for good: which of a map's records, by which key, about which seller. A later run of the same finds it. */
export interface Identity {
  /** The name of the map's record. */
  readonly name: string;
  /** SHA-256 of key and seller, base64url. */
  readonly digest: string;
}

/** What stands on the ledger of one identity. */
export interface Standing extends Stated {
  /** Who stated it. Nobody else may correct it. */
  readonly iss: string;
}
