import { createHash } from 'node:crypto';
import { concat, text } from '../../chaincode/domain/bytes.js';
import type { Value } from '../../chaincode/domain/fold/state.js';
import { openStore, removeStore } from '../store/open-store.js';
import type { Change, Store, StoreFailures } from '../store/store.js';
import { StoreFailure } from '../store/store-failure.js';
import { deleted, type Layer } from './layer.js';

/** Where the projection stands. Written with the data it speaks of, in one atomic batch. */
export interface Checkpoint {
  /** Number of blocks folded. */
  readonly height: number;
  /** Hash of the last of them, lower-case hex: shows when the ledger is not the one that was folded. */
  readonly hash: string;
  readonly foldVersion: number;
  /** Of the code that folded it. */
  readonly foldRevision: number;
  /** Time of the newest transaction, seconds. */
  readonly time: number;
}

const checkpointKey = 'checkpoint';
const stateKey = (key: string): string => `s/${key}`;
const textKey = (batch: string): string => `t/${batch}`;

/** Stands before a value of bytes. No JSON text begins with it. */
const bytesMark = Uint8Array.of(0);
const encoded = (value: Value): string | Uint8Array =>
  value instanceof Uint8Array ? concat(bytesMark, value) : JSON.stringify(value);
const decoded = (stored: Uint8Array): Value =>
  stored[0] === bytesMark[0] ? stored.subarray(1) : (JSON.parse(text(stored)) as Value);

/** Bounds that hold every key. */
const allKeys = { gte: '!', lt: '~' };

/** The projection on disk. All of it can be folded again from the ledger, so writes are not synced. */
export class ProjectionStore {
  readonly #directory: string;
  /** Undefined while it is being emptied. */
  #rows: Store<string> | undefined;
  /** Errors met before it was last emptied. */
  #earlier: StoreFailures = { damaged: 0, unusable: 0 };
  /** Called when a read meets damage, once until the store is emptied. */
  onDamage: (detail: string) => void = () => undefined;

  private constructor(
    directory: string,
    rows: Store<string>,
    /** Why the store was emptied when it was opened; undefined if it was whole. */
    readonly emptied: string | undefined,
  ) {
    this.#directory = directory;
    this.#rows = this.#watched(rows);
  }

  /** Throws ProjectionUnusable. */
  static async open(directory: string): Promise<ProjectionStore> {
    try {
      return new ProjectionStore(directory, await openRows(directory), undefined);
    } catch (cause) {
      throw unusable(directory, cause);
    }
  }

  /** As `open`, but empties a damaged store: what it held is folded again. */
  static async openOrEmpty(directory: string): Promise<ProjectionStore> {
    try {
      return new ProjectionStore(directory, await openRows(directory), undefined);
    } catch (cause) {
      if (!(cause instanceof StoreFailure && cause.code === 'damaged')) throw unusable(directory, cause);
      await removeStore(directory);
      return new ProjectionStore(directory, await openRows(directory), cause.detail);
    }
  }

  /** Removes one that nobody has open, if it is there. */
  static remove(directory: string): Promise<void> {
    return removeStore(directory);
  }

  /** What a read found wrong. */
  get damage(): string | undefined {
    return this.#rows?.damage;
  }

  /** How many reads met damage, and how many writes failed, since it was opened. */
  get failures(): StoreFailures {
    const { damaged = 0, unusable = 0 } = this.#rows?.failures ?? {};
    return { damaged: this.#earlier.damaged + damaged, unusable: this.#earlier.unusable + unusable };
  }

  get(key: string): Value | undefined {
    const stored = this.#rows?.get(stateKey(key));
    return stored === undefined ? undefined : decoded(stored);
  }

  /** The NDJSON of a batch, as committed. */
  text(batch: string): Uint8Array | undefined {
    return this.#rows?.get(textKey(batch));
  }

  checkpoint(): Checkpoint | undefined {
    const value = this.#rows?.get(checkpointKey);
    return value === undefined ? undefined : (JSON.parse(value.toString()) as Checkpoint);
  }

  /** All or nothing: a crash leaves either the state before or the state after. */
  async write(layer: Layer, checkpoint: Checkpoint): Promise<void> {
    await this.#open.write(changesOf(layer, checkpoint));
  }

  /** Nothing may be writing. */
  async clear(): Promise<void> {
    const rows = this.#open;
    this.#earlier = this.failures;
    this.#rows = undefined;
    await rows.close();
    await removeStore(this.#directory);
    this.#rows = this.#watched(await openRows(this.#directory));
  }

  /** Reads all of it. Throws StoreFailure. */
  async scrub(pace: (bytes: number) => Promise<void>): Promise<void> {
    await this.#rows?.scrub(pace);
  }

  /** SHA-256, hex, over every key and value in order of keys, each prefixed by its length. */
  async digest(): Promise<string> {
    const hash = createHash('sha256');
    const length = Buffer.alloc(4);
    const add = (bytes: Uint8Array): void => {
      length.writeUInt32BE(bytes.length);
      hash.update(length).update(bytes);
    };
    try {
      for await (const [key, value] of this.#open.rows(allKeys)) {
        add(Buffer.from(key));
        add(value);
      }
    } catch (cause) {
      throw unusable(this.#directory, cause);
    }
    return hash.digest('hex');
  }

  async close(): Promise<void> {
    await this.#rows?.close();
  }

  get #open(): Store<string> {
    if (this.#rows === undefined) throw new TypeError('the projection is being emptied');
    return this.#rows;
  }

  #watched(rows: Store<string>): Store<string> {
    rows.onDamage = (detail) => this.onDamage(detail);
    return rows;
  }
}

/** The projection cannot be opened or read. The message says what to do. */
export class ProjectionUnusable extends Error {}

const openRows = (directory: string): Promise<Store<string>> =>
  openStore({
    ...{ directory, keys: 'utf8', synced: false, create: 'if-absent' },
    writeBufferBytes: 16 * 1024 * 1024,
    cacheBytes: 32 * 1024 * 1024,
  });

/** Spelled one by one as they are taken: the store lets others have a turn meanwhile. */
function* changesOf(layer: Layer, checkpoint: Checkpoint): Generator<Change<string>> {
  for (const [key, value] of layer.values)
    yield value === deleted ? { key: stateKey(key) } : { key: stateKey(key), value: encoded(value) };

  for (const [id, bytes] of layer.texts) yield { key: textKey(id), value: bytes };

  yield { key: checkpointKey, value: JSON.stringify(checkpoint) };
}

const unusable = (directory: string, cause: unknown): ProjectionUnusable =>
  new ProjectionUnusable(
    `The projection in ${directory} cannot be used: ${cause instanceof StoreFailure ? cause.detail : 'it cannot be read'}. ` +
      'If it is damaged, the next start folds it again from the ledger. See docs/runbooks/damaged-store.md.',
    { cause },
  );
