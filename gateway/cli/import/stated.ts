import type { Correction, FactRecord } from '../../../chaincode/domain/records/index.js';

/** What rows state, named for good: which of a map's records, by which key, about which seller. A later run of the same finds it. */
export interface Identity {
  /** The name of the map's record. */
  readonly name: string;
  /** SHA-256 of key and seller, base64url. */
  readonly digest: string;
}

/** What stands on the ledger of one identity. */
export interface Stated {
  /** Who stated it. Nobody else may correct it. */
  readonly iss: string;
  /** As the ledger takes it now: as first stated, or as a correction replaced it; of what was taken back, as it last stood. */
  readonly record: FactRecord;
  /** Record id, `<batch>.<line>`, of what was first stated, or stated again: corrections target it. */
  readonly id: string;
  /** Record ids of corrections of it, the oldest first. */
  readonly corrections: readonly string[];
  /** Whether it was taken back, so that it counts no more. */
  readonly takenBack: boolean;
}

/** What a run does about one identity. */
export type Step =
  /** It stands as the rows say. */
  | { readonly do: 'nothing' }
  /** For the first time. */
  | { readonly do: 'state'; readonly record: FactRecord }
  /** Once more, in a batch of its own, after it was taken back. */
  | { readonly do: 'state-again'; readonly record: FactRecord }
  /** `record`: as it stands from then on; undefined where it is taken back. */
  | { readonly do: 'correct'; readonly correction: Correction; readonly record: FactRecord | undefined }
  /** Nothing is stated; a person is told why. */
  | { readonly do: 'tell'; readonly reason: string };

/** Decides about an identity that is known. `now`: what the rows say; `missing` where no row is about it any more. */
export type Changes = (known: Stated, now: FactRecord | 'missing') => Step;
