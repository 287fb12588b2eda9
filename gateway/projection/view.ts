import { LRUCache } from 'lru-cache';
import { isContentKey } from '../../chaincode/domain/fold/contents.js';
import type { LedgerFoldState } from '../../chaincode/domain/fold/fold-transaction.js';
import type { StatedRecord, Value } from '../../chaincode/domain/fold/state.js';
import { BatchRecords } from './batch-records.js';
import { deleted, Layer } from './layer.js';
import type { Checkpoint, ProjectionStore } from './store.js';

/** Documents kept parsed. Most are about 1 KiB. */
const documentsCachedMax = 30_000;

/**
 * The state after the last folded block: what is folded but not yet written lies over what is being written,
 * over the store. Every read of one synchronous call sees the same block.
 */
export class View {
  readonly #cache = new LRUCache<string, NonNullable<Value>>({ max: documentsCachedMax });
  #records = new BatchRecords();
  /** Called with the keys that each block changed, once they are visible. */
  onFolded: (keys: readonly string[]) => void = () => undefined;
  #folded = new Layer();
  #writing: Layer | undefined;

  constructor(readonly store: ProjectionStore) {}

  get(key: string): Value | undefined {
    let changed = this.#folded.values.get(key);
    if (changed === undefined) changed = this.#writing?.values.get(key);
    if (changed !== undefined) return changed === deleted ? undefined : changed;
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const stored = this.store.get(key);
    if (stored !== undefined && stored !== null) this.#cache.set(key, stored);
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
    // A fold asks several times for a key that it has not written yet. The store would look on disk in vain each time.
    const absent = new Set<string>();
    const get = (key: string): Value | undefined => {
      const changed = layer.values.get(key);
      if (changed !== undefined) return changed === deleted ? undefined : changed;
      if (absent.has(key)) return undefined;
      const value = this.get(key);
      if (value === undefined) absent.add(key);
      return value;
    };
    const over = {
      get,
      text: (batch: string) => layer.texts.get(batch) ?? this.text(batch),
    };
    run({
      get: over.get,
      put: (key, value) => layer.values.set(key, value),
      delete: (key) => layer.values.set(key, deleted),
      record: (id) => this.#records.read(over, id),
      keepText: (batch, bytes) => layer.addText(batch, bytes),
    });
    this.#folded.absorb(layer);
    this.onFolded([...layer.values.keys()]);
  }

  /** Forgets all that it holds besides the store. Nothing may be writing. */
  empty(): void {
    this.#folded = new Layer();
    this.#writing = undefined;
    this.#cache.clear();
    this.#records = new BatchRecords();
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
      if (value === deleted || value === null || isContentKey(key)) this.#cache.delete(key);
      else this.#cache.set(key, value);
    }
    this.#writing = undefined;
  }
}
