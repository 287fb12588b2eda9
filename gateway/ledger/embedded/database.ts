import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore, type StoreOptions } from '../../store/open-store.js';
import type { Snapshot, Store } from '../../store/store.js';
import { StoreFailure } from '../../store/store-failure.js';
import { openBlock, sha256, type OpenedBlock, type TransactionRecord } from './block.js';
import {
  allState,
  blockKey,
  blockRangeEnd,
  decodeStateEntry,
  headKey,
  readStateKey,
  stateKey,
  valueKey,
} from './layout.js';
import type { StateEntry } from './layout.js';
import { asStoreError, StoreError } from './store-error.js';

export type Database = Store<Buffer>;
export type { Snapshot } from '../../store/store.js';

export interface Head {
  /** Hash of the newest block, hex. */
  readonly hash: string;
  /** Number of blocks. */
  readonly height: number;
  /** The latest time a transaction was given, seconds. */
  readonly time: number;
}

export function encodeHead({ hash, height, time }: Head): Buffer {
  return Buffer.from(JSON.stringify({ hash, height, time }));
}

export function databasePath(dir: string): string {
  return join(dir, 'store');
}

export function storeExists(dir: string): Promise<boolean> {
  return access(databasePath(dir)).then(
    () => true,
    () => false,
  );
}

/** @throws StoreError `locked`, `damaged`, `unusable` */
export function openDatabase(dir: string): Promise<Database> {
  return open({ directory: databasePath(dir), keys: 'buffer', synced: true, create: 'never' });
}

/** Its writes are not on the disk before it was closed and opened again. @throws StoreError `exists`, `unusable` */
export function createDatabase(dir: string): Promise<Database> {
  return open({ directory: databasePath(dir), keys: 'buffer', synced: false, create: 'always' });
}

function open(options: StoreOptions): Promise<Database> {
  return openStore<Buffer>(options).catch((error: unknown) => {
    throw asStoreError(error);
  });
}

export function readHead(db: Database): Head {
  const bytes = reading('the head entry', () => db.get(headKey));
  if (!bytes) throw new StoreError('damaged', 'the store has no head entry');
  let head: unknown;
  try {
    head = JSON.parse(bytes.toString());
  } catch (cause) {
    throw new StoreError('damaged', 'the head entry is not readable', { cause });
  }
  if (!isHead(head)) throw new StoreError('damaged', 'the head entry is not readable');
  return head;
}

function isHead(value: unknown): value is Head {
  const { hash, height, time } = (value ?? {}) as Record<string, unknown>;
  return typeof hash === 'string' && Number.isSafeInteger(height) && Number.isSafeInteger(time);
}

export function readBlock(db: Database, number: number): OpenedBlock {
  const bytes = reading(`block ${number}`, () => db.get(blockKey(number)));
  if (!bytes) throw new StoreError('damaged', `block ${number} is missing`);
  return openBlock(number, bytes);
}

/** The value a state entry stands for, checked against its digest. */
export function valueOf(db: Database, key: string, entry: StateEntry, snapshot?: Snapshot): Buffer {
  const { version, write } = entry;
  const value =
    entry.inline ??
    reading(`a state value of block ${version.block} (${kindOf(key)})`, () =>
      db.get(valueKey(version, write), snapshot ? { snapshot } : {}),
    );
  if (!value || !sha256(value).equals(entry.digest)) {
    throw new StoreError(
      'damaged',
      `a state value of block ${entry.version.block} is ${value ? 'wrong' : 'missing'} (${kindOf(key)})`,
    );
  }
  return value;
}

export function readState(db: Database, key: string, snapshot?: Snapshot): StateEntry | undefined {
  const bytes = reading(`the state of a key (${kindOf(key)})`, () =>
    db.get(stateKey(key), snapshot ? { snapshot } : {}),
  );
  return bytes && decodeStateEntry(bytes);
}

/** State entries from `start` (included) to `end` (excluded) in order of their keys' bytes. */
export async function* readRange(
  db: Database,
  start: string,
  end: string,
  snapshot: Snapshot,
): AsyncGenerator<readonly [key: string, entry: StateEntry]> {
  for await (const [key, value] of db.rows({ gte: stateKey(start), lt: stateKey(end) }, { snapshot }))
    yield [readStateKey(key), decodeStateEntry(value)];
}

/** State entries of many keys as they are stored, in their order. */
export function readStateRows(db: Database, keys: readonly string[]): Promise<(Buffer | undefined)[]> {
  return db.getMany(keys.map(stateKey), { fillCache: false });
}

export async function countState(db: Database): Promise<number> {
  const rows = db.rows(allState, { fillCache: false });
  let count = 0;
  while ((await rows.next()).done !== true) count += 1;
  return count;
}

/** Whether any block, or a value beside one, stands at or beyond a height. */
export async function rowsFrom(db: Database, height: number): Promise<boolean> {
  const rows = db.rows({ gte: blockKey(height), lt: blockRangeEnd });
  const { done } = await rows.next();
  await rows.return(undefined);
  return done !== true;
}

/** What a read threw, with what it read. */
export function named(what: string, error: unknown): unknown {
  if (error instanceof StoreFailure && error.code === 'damaged')
    return new StoreError('damaged', `${what} is not what was written`, { cause: error });
  return error;
}

function reading<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw named(what, error);
  }
}

/** The values of a block's write set that stand beside it, as `<tx>/<write>` of each valid transaction. */
export function longWrites(transactions: readonly TransactionRecord[]): { tx: number; write: number }[] {
  return transactions.flatMap((t, tx) =>
    t.code === 'VALID' ? t.writes.flatMap((w, write) => (w.value === undefined ? [{ tx, write }] : [])) : [],
  );
}

/** The family of a key, for messages: the rest of it may be personal data. */
export function kindOf(key: string): string {
  return `${key.split('/', 1)[0]}/...`;
}
