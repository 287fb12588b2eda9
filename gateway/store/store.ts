import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AbstractSnapshot } from 'abstract-level';
import { digestOf, encodeRow, rowKey } from './chain.js';
import { checksumOf, sealed, unsealed } from './checksum.js';
import type { KeptRows } from './kept-rows.js';
import { tablesOf, type Database, type Key } from './level-database.js';
import { checkTables, FileDamaged } from './level-files/check-files.js';
import type { Newest, NewestFile } from './newest-file.js';
import { StoreFailure } from './store-failure.js';

export type Snapshot = AbstractSnapshot;

/** A key with its new value; without one it is deleted. */
export interface Change<K extends Key> {
  readonly key: K;
  readonly value?: string | Uint8Array;
}

/** Keys from `gte` or beyond `gt` to below `lt`, in order of their bytes. */
export type Range<K extends Key> = ({ readonly gte: K } | { readonly gt: K }) & { readonly lt: K };

/** Reads tell what a snapshot held. `fillCache` false: a scan that must not push out what others need. */
export interface ReadOptions {
  readonly snapshot?: Snapshot;
  readonly fillCache?: boolean;
}

export type StoreFailures = Readonly<Record<'damaged' | 'unusable', number>>;

export interface StoreParts<K extends Key> {
  readonly db: Database<K>;
  readonly directory: string;
  readonly newest: Newest;
  readonly file: NewestFile;
  readonly kept: KeptRows;
  readonly synced: boolean;
}

interface Waiting<K extends Key> {
  readonly changes: Iterable<Change<K>>;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** One write to level takes what waits until it has so many bytes. */
const groupBytesMax = 4 * 1024 * 1024;
/** Spelling thousands of values in one go would hold up every answer meanwhile. */
const changesPerTurn = 500;
/** Rows and bytes that are read ahead while those before are used. */
const readAhead = { rows: 1_000, bytes: 1024 * 1024 };

/**
 * A level database that cannot lie by accident: every value is checked against its checksum when it is read, every write is a link of
 * an unbroken chain (chain.ts), and the newest is known outside as well (newest-file.ts). See `openStore`.
 */
export class Store<K extends Key> {
  readonly #parts: StoreParts<K>;
  #newest: Newest;
  #waiting: Waiting<K>[] = [];
  #running: Promise<void> | undefined;
  #failure: Error | undefined;
  readonly #failures = { damaged: 0, unusable: 0 };
  #damage: string | undefined;
  #closing: Promise<void> | undefined;
  /** Called once, when a read first meets damage. */
  onDamage: (detail: string) => void = () => undefined;

  constructor(parts: StoreParts<K>) {
    this.#parts = parts;
    this.#newest = parts.newest;
  }

  get directory(): string {
    return this.#parts.directory;
  }

  /** What a read found wrong; undefined as long as all reads were right. */
  get damage(): string | undefined {
    return this.#damage;
  }

  /** How many reads met damage, and how many writes failed, since it was opened. */
  get failures(): StoreFailures {
    return this.#failures;
  }

  /** The value, or undefined where there is none. Throws StoreFailure `damaged`. */
  get(key: K, options: ReadOptions = {}): Buffer | undefined {
    let stored: Buffer | undefined;
    try {
      stored = this.#parts.db.getSync(key, options);
    } catch (cause) {
      throw this.#unreadable(cause);
    }
    return stored && this.#unsealed(key, stored);
  }

  /** As `get`, for many keys, in their order. */
  async getMany(keys: readonly K[], options: ReadOptions = {}): Promise<(Buffer | undefined)[]> {
    const stored = await this.#parts.db.getMany([...keys], options).catch((cause: unknown) => {
      throw this.#unreadable(cause);
    });
    return stored.map((bytes, i) => bytes && this.#unsealed(keys[i] as K, bytes));
  }

  /** Throws StoreFailure `damaged` at the first row that is wrong. */
  async *rows(range: Range<K>, options: ReadOptions = {}): AsyncGenerator<readonly [key: K, value: Buffer]> {
    const iterator = this.#parts.db.iterator({ ...range, ...options, highWaterMarkBytes: readAhead.bytes });
    const read = (): Promise<[K, Buffer][]> =>
      iterator.nextv(readAhead.rows).catch((cause: unknown) => {
        throw this.#unreadable(cause);
      });
    try {
      let chunk = read();
      for (;;) {
        const rows = await chunk;
        if (rows.length === 0) return;
        chunk = read();
        chunk.catch(() => undefined); // reported where it is awaited
        for (const [key, stored] of rows) yield [key, this.#unsealed(key, stored)];
      }
    } finally {
      await iterator.close();
    }
  }

  /** State as it is now, for reads. The caller closes it. */
  snapshot(): Snapshot {
    return this.#parts.db.snapshot();
  }

  /**
   * All of the changes or none. Resolves once they stand, in a synced store on the disk. Those that come while a write is under
   * way share the next one, in order. After one has failed all fail, for whether it stands shows only at the next opening.
   */
  write(changes: Iterable<Change<K>>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ changes, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Reads every table that is live now, then every value. Throws StoreFailure `damaged`; `unusable` where it is closed meanwhile. */
  async scrub(pace: (bytes: number) => Promise<void>): Promise<void> {
    const { db, directory } = this.#parts;
    try {
      await checkTables(directory, tablesOf(db), pace, (table) => tablesOf(db).has(table));
      await this.#scrubValues(pace);
    } catch (cause) {
      if (this.#closing !== undefined) throw closed(directory);
      if (cause instanceof FileDamaged) throw this.#damaged(cause.message, cause);
      throw cause;
    }
  }

  /** Lets what is being written come to its end. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#running;
    this.#failure ??= closed(this.directory);
    await this.#parts.file.close();
    await this.#parts.db.close();
  }

  async #run(): Promise<void> {
    // Callers of this turn share the first write.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#writeGroup();
    this.#running = undefined;
  }

  async #writeGroup(): Promise<void> {
    const group: Waiting<K>[] = [];
    try {
      if (this.#failure !== undefined) throw this.#failure;
      await this.#compose(group);
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (this.#closing === undefined) this.#failures.unusable += 1;
      this.#failure ??= error as Error;
      for (const { reject } of [...group, ...this.#waiting.splice(0)]) reject(error);
    }
  }

  /** Takes what waits into one batch with its row, and writes it. */
  async #compose(group: Waiting<K>[]): Promise<void> {
    const { db, kept, file, synced } = this.#parts;
    const batch = db.batch();
    const checksums: number[] = [];
    let bytes = 0;
    while (this.#waiting.length > 0 && bytes < groupBytesMax) {
      const next = this.#waiting.shift() as Waiting<K>;
      group.push(next);
      for (const { key, value } of next.changes) {
        if (checksums.length % changesPerTurn === changesPerTurn - 1) await nextTurn();
        bytes += key.length + (value?.length ?? 0);
        if (value === undefined) {
          batch.del(key);
          checksums.push(checksumOf(key, ''));
        } else {
          const stored = sealed(key, value);
          batch.put(key, stored.bytes);
          checksums.push(stored.crc);
        }
      }
    }
    const n = this.#newest.n + 1;
    const previous = this.#newest.digest;
    const digest = digestOf(previous, Uint32Array.from(checksums));
    const row = { n, counted: kept.counted(bytes), previous, digest };
    for (const old of kept.drop()) batch.del(rowKey(old), { keyEncoding: 'buffer' });
    const key = rowKey(n);
    batch.put(key, sealed(key, encodeRow({ ...row, first: kept.first(n) })).bytes, { keyEncoding: 'buffer' });
    await batch.write({ sync: synced });
    kept.add(row);
    this.#newest = { n, digest };
    file.name(this.#newest);
  }

  async #scrubValues(pace: (bytes: number) => Promise<void>): Promise<void> {
    const encoding = { keyEncoding: 'buffer', valueEncoding: 'buffer', fillCache: false };
    const iterator = this.#parts.db.iterator<Buffer, Buffer>(encoding);
    try {
      for (;;) {
        const rows = await iterator.nextv(100).catch((cause: unknown) => {
          throw this.#unreadable(cause);
        });
        if (rows.length === 0) return;
        let bytes = 0;
        for (const [key, stored] of rows) bytes += key.length + this.#unsealed(key, stored).length;
        await pace(bytes);
      }
    } finally {
      await iterator.close();
    }
  }

  #unsealed(key: Key, stored: Buffer): Buffer {
    const value = unsealed(key, stored);
    if (value === undefined) throw this.#damaged('a value is not the one that was written');
    return value;
  }

  #unreadable(cause: unknown): unknown {
    const code = (cause as { code?: unknown }).code;
    if (code === 'LEVEL_CORRUPTION' || code === 'LEVEL_IO_ERROR')
      return this.#damaged('level cannot read a part of it', cause);
    return cause;
  }

  #damaged(detail: string, cause?: unknown): StoreFailure {
    this.#failures.damaged += 1;
    if (this.#damage === undefined) {
      this.#damage = detail;
      this.onDamage(detail);
    }
    return new StoreFailure('damaged', this.directory, detail, { cause });
  }
}

const closed = (directory: string): StoreFailure => new StoreFailure('unusable', directory, 'it is closed');
