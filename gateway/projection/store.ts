import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Level } from 'level';
import { concat, text } from '../../chaincode/domain/bytes.js';
import type { Value } from '../../chaincode/domain/fold/state.js';
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
const decoded = (stored: Uint8Array): Value =>
  stored[0] === bytesMark[0] ? stored.subarray(1) : (JSON.parse(text(stored)) as Value);

/** The projection on disk. All of it can be folded again from the ledger, so writes are not synced. */
export class ProjectionStore {
  readonly #db: Level;
  readonly #directory: string;

  private constructor(db: Level, directory: string) {
    this.#db = db;
    this.#directory = directory;
  }

  static async open(directory: string): Promise<ProjectionStore> {
    const db = new Level(directory, { writeBufferSize: 16 * 1024 * 1024, cacheSize: 32 * 1024 * 1024 });
    try {
      await db.open();
      // Level looks at no table before it is asked for something.
      db.getSync(checkpointKey);
    } catch (cause) {
      await db.close();
      throw unusable(directory, cause);
    }
    return new ProjectionStore(db, directory);
  }

  get(key: string): Value | undefined {
    const stored = this.#db.getSync<string, Uint8Array>(stateKey(key), { valueEncoding: 'view' });
    return stored === undefined ? undefined : decoded(stored);
  }

  /** The NDJSON of a batch, as committed. */
  text(batch: string): Uint8Array | undefined {
    return this.#db.getSync<string, Uint8Array>(textKey(batch), { valueEncoding: 'view' });
  }

  checkpoint(): Checkpoint | undefined {
    const value = this.#db.getSync(checkpointKey);
    return value === undefined ? undefined : (JSON.parse(value) as Checkpoint);
  }

  /** All or nothing: a crash leaves either the state before or the state after. */
  async write(layer: Layer, checkpoint: Checkpoint): Promise<void> {
    const batch = this.#db.batch();
    let spelled = 0;
    for (const [key, value] of layer.values) {
      // Spelling thousands of documents in one go would hold up every answer meanwhile.
      if ((spelled += 1) % 500 === 0) await nextTurn();
      if (value === deleted) batch.del(stateKey(key));
      else if (value instanceof Uint8Array)
        batch.put<string, Uint8Array>(stateKey(key), concat(bytesMark, value), { valueEncoding: 'view' });
      else batch.put(stateKey(key), JSON.stringify(value));
    }
    for (const [id, bytes] of layer.texts)
      batch.put<string, Uint8Array>(textKey(id), bytes, { valueEncoding: 'view' });

    batch.put(checkpointKey, JSON.stringify(checkpoint));
    await batch.write();
  }

  async clear(): Promise<void> {
    await this.#db.clear();
  }

  /** SHA-256, hex, over every key and value in order of keys, each prefixed by its length. */
  async digest(): Promise<string> {
    const hash = createHash('sha256');
    const length = Buffer.alloc(4);
    const add = (bytes: Uint8Array): void => {
      length.writeUInt32BE(bytes.length);
      hash.update(length).update(bytes);
    };
    const all = this.#db.iterator<Uint8Array, Uint8Array>({ keyEncoding: 'view', valueEncoding: 'view' });
    try {
      for await (const [key, value] of all) {
        add(key);
        add(value);
      }
    } catch (cause) {
      throw unusable(this.#directory, cause);
    }
    return hash.digest('hex');
  }

  async close(): Promise<void> {
    await this.#db.close();
  }
}

const unusable = (directory: string, cause: unknown): Error =>
  new Error(
    `The projection in ${directory} is damaged or in use. If no gateway runs on it, remove that directory: the ` +
      'next start folds it again from the ledger. See docs/runbooks/damaged-store.md.',
    { cause },
  );
