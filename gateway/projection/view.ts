import type { LedgerFoldState } from '../../chaincode/domain/fold/fold-transaction.js';
import type { Json, StatedRecord } from '../../chaincode/domain/fold/state.js';
import { BatchRecords } from './batch-records.js';
import { Layer } from './layer.js';
import { Lru } from './lru.js';
import type { Checkpoint, ProjectionStore } from './store.js';

/** Documents kept parsed. Most are about 1 KiB. */
const cachedDocuments = 30_000;

/**
 * The state after the last folded block: what is folded but not yet written lies over what is being written,
 * over the store. Every read of one synchronous call sees the same block.
 */
export class View {
  readonly #cache = new Lru<Json>(cachedDocuments);
  readonly #records = new BatchRecords();
  /** Called with the keys that each block changed, once they are visible. */
  onFolded: (keys: Iterable<string>) => void = () => undefined;
  #folded = new Layer();
  #writing: Layer | undefined;

  constructor(readonly store: ProjectionStore) {}

  get(key: string): Json | undefined {
    if (this.#folded.values.has(key)) return this.#folded.values.get(key);
    if (this.#writing?.values.has(key)) return this.#writing.values.get(key);
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const stored = this.store.get(key);
    if (stored !== undefined) this.#cache.set(key, stored);
    return stored;
  }

  text(batch: string): Uint8Array | undefined {
    return this.#folded.texts.get(batch) ?? this.#writing?.texts.get(batch) ?? this.store.text(batch);
  }

  record(id: string): StatedRecord | undefined {
    return this.#records.read(this, id);
  }

  /** Runs a fold over this view. Its changes become visible together, or, if it throws, not at all. */
  fold(run: (state: LedgerFoldState) => void): void {
    const layer = new Layer();
    const over = {
      get: (key: string) => (layer.values.has(key) ? layer.values.get(key) : this.get(key)),
      text: (batch: string) => layer.texts.get(batch) ?? this.text(batch),
    };
    run({
      get: over.get,
      put: (key, value) => layer.values.set(key, value),
      delete: (key) => layer.values.set(key, undefined),
      record: (id) => this.#records.read(over, id),
      keepText: (batch, bytes) => layer.addText(batch, bytes),
    });
    this.#folded.absorb(layer);
    this.onFolded(layer.values.keys());
  }

  /** Documents and bytes folded but not yet being written. */
  get waiting(): { readonly documents: number; readonly bytes: number } {
    return { documents: this.#folded.values.size, bytes: this.#folded.textBytes };
  }

  /** Writes all that is folded, with the checkpoint, atomically. Folding may go on meanwhile. */
  async write(checkpoint: Checkpoint): Promise<void> {
    const layer = this.#folded;
    this.#writing = layer;
    this.#folded = new Layer();
    await this.store.write(layer, checkpoint);
    for (const [key, value] of layer.values) {
      if (value === undefined) this.#cache.delete(key);
      else this.#cache.set(key, value);
    }
    this.#writing = undefined;
  }
}
