import { hourSeconds } from '../time.js';
/** W3C Bitstring Status List v1.0, section 2.1: where a badge's bit is. */
export interface StatusEntry {
  readonly id: string;
  readonly type: 'BitstringStatusListEntry';
  readonly statusPurpose: 'revocation' | 'suspension';
  /** Decimal. */
  readonly statusListIndex: string;
  /** URL of the list. */
  readonly statusListCredential: string;
}

/** W3C Bitstring Status List v1.0, section 2.2, secured as `vc+jwt`. */
export interface StatusListCredential {
  readonly '@context': readonly ['https://www.w3.org/ns/credentials/v2'];
  readonly id: string;
  readonly type: readonly ['VerifiableCredential', 'BitstringStatusListCredential'];
  /** did:web of the organisation that issued it (`didOf`). */
  readonly issuer: string;
  /** RFC 3339. */
  readonly validFrom: string;
  readonly validUntil: string;
  readonly credentialSubject: {
    readonly id: string;
    readonly type: 'BitstringStatusList';
    readonly statusPurpose: StatusEntry['statusPurpose'];
    /** Multibase base64url (`u`) of the GZIP of the bits. */
    readonly encodedList: string;
    /** Milliseconds that a copy may be used without asking again. */
    readonly ttl: number;
  };
}

/** Seconds that a list holds. A list that outlived a revocation by more would undo it. */
export const listLifeSeconds = hourSeconds;
export const listTtlMs = 300_000;
