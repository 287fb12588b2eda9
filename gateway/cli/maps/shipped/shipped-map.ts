import type { ImportDocument } from '../document.js';

/** A map that comes with this program, for the export of a shop system or a partner. */
export interface ShippedMap {
  /** The export it reads, in one line. */
  readonly about: string;
  /** What the export does not say, or what has no counterpart on the ledger: each one sentence or two. */
  readonly notes: readonly string[];
  readonly map: ImportDocument;
}
