import type { RecordKind } from '../../../chaincode/domain/records/index.js';

/** What a run has read and done. */
export interface ImportCounts {
  /** Rows read; of those, rows that no record is made of. */
  rows: number;
  leftOut: number;
  /** Things that the rows state, each once: `new`, `changed`, `known`, `again` and `held` are those. */
  records: number;
  /** Stated for the first time. */
  new: number;
  /** Corrected, for the rows say otherwise than what stood. */
  changed: number;
  /** Stated once more after they were taken back. */
  again: number;
  /** Standing as the rows say. */
  known: number;
  /** Taken back, for no row is about them any more. */
  takenBack: number;
  /** Left as they stand, for the ledger takes no further correction of them. */
  held: number;
  /** Left out, for the platform's gateway does not know their reference. */
  unknown: number;
  /** What partners call the orders, of the platform that states them; undefined where the rows hold none of it. */
  references?: {
    /** Newly in this run. */
    readonly kept: number;
    /** One line for each reason, with places. */
    readonly notKept: readonly string[];
    /** Why the gateway keeps none. */
    readonly refusal: string | undefined;
  };
  batches: number;
  /** Of all that the rows state, by kind and by seller. */
  readonly kinds: Map<RecordKind, number>;
  readonly sellers: Map<string, number>;
  /** The newest UTC day that something happened on, as stated: `YYYY-MM-DD`; undefined where there is no record. */
  newestDay: string | undefined;
  /** Whole days by which all times were moved. */
  shiftedDays: number;
}

export const noCounts = (): ImportCounts => ({
  rows: 0,
  leftOut: 0,
  records: 0,
  new: 0,
  changed: 0,
  again: 0,
  known: 0,
  takenBack: 0,
  held: 0,
  unknown: 0,
  batches: 0,
  kinds: new Map(),
  sellers: new Map(),
  newestDay: undefined,
  shiftedDays: 0,
});
