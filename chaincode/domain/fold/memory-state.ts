import type { Sha256 } from '../ports.js';
import { type CheckedBatch, foldRecords } from './fold-records.js';
import type { FoldState, Value, StatedRecord } from './state.js';

/**
 * A fold in memory: for a client that recomputes an aggregate from records it was given. Give every batch in the
 * ledger's order; a batch may be cut down to the records about one seller.
 */
export class MemoryState implements FoldState {
  readonly #documents = new Map<string, Value>();
  readonly #records = new Map<string, StatedRecord>();

  get(key: string): Value | undefined {
    return this.#documents.get(key);
  }

  put(key: string, value: Value): void {
    this.#documents.set(key, value);
  }

  delete(key: string): void {
    this.#documents.delete(key);
  }

  record(id: string): StatedRecord | undefined {
    return this.#records.get(id);
  }

  /** All documents in order of their keys. */
  entries(): [string, Value][] {
    return [...this.#documents].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  fold(sha256: Sha256, batch: CheckedBatch): void {
    for (const stated of batch.records) this.#records.set(stated.id, stated);
    foldRecords(this, sha256, batch);
  }
}
