import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
import type { AbstractSnapshot } from 'abstract-level';
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
import { StoreError } from './store-error.js';

export type Database = Level<Buffer, Buffer>;
export type Snapshot = AbstractSnapshot;

/** Level's own default, named because the check at open covers twice as much (see open-check.ts). */
export const writeBufferBytes = 4 * 1024 * 1024;

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

/** @throws StoreError `locked`, or `damaged` if level cannot open it or it is not there */
export async function openDatabase(dir: string): Promise<Database> {
  const location = databasePath(dir);
  await access(join(location, 'CURRENT')).catch((cause: unknown) => {
    throw new StoreError('damaged', "level's file CURRENT is missing from the store", { cause });
  });
  // Level's default, createIfMissing, would delete every table when CURRENT is gone.
  return open(location, { createIfMissing: false, errorIfExists: false });
}

export async function createDatabase(dir: string): Promise<Database> {
  return open(databasePath(dir), { createIfMissing: true, errorIfExists: true });
}

async function open(location: string, how: { createIfMissing: boolean; errorIfExists: boolean }) {
  const db: Database = new Level(location, {
    keyEncoding: 'buffer',
    valueEncoding: 'buffer',
    writeBufferSize: writeBufferBytes,
    ...how,
  });
  try {
    await db.open();
    return db;
  } catch (cause) {
    const inner = (cause as { cause?: { code?: string } }).cause;
    if (inner?.code === 'LEVEL_LOCKED')
      throw new StoreError('locked', 'another process has this ledger open', { cause });
    throw new StoreError('damaged', 'level cannot open the store', { cause });
  }
}

export function readHead(db: Database): Head {
  const bytes = db.getSync(headKey);
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
  const bytes = db.getSync(blockKey(number));
  if (!bytes) throw new StoreError('damaged', `block ${number} is missing`);
  return openBlock(number, bytes);
}

/** The value a state entry stands for, checked against its digest: level gives wrong bytes without an error. */
export function valueOf(db: Database, key: string, entry: StateEntry, snapshot?: Snapshot): Buffer {
  const value =
    entry.inline ?? db.getSync(valueKey(entry.version, entry.write), snapshot ? { snapshot } : {});
  if (!value || !sha256(value).equals(entry.digest)) {
    throw new StoreError(
      'damaged',
      `a state value of block ${entry.version.block} is ${value ? 'wrong' : 'missing'} (${kindOf(key)})`,
    );
  }
  return value;
}

export function readState(db: Database, key: string, snapshot?: Snapshot): StateEntry | undefined {
  const bytes = db.getSync(stateKey(key), snapshot ? { snapshot } : {});
  return bytes && decodeStateEntry(bytes);
}

/** State entries from `start` (included) to `end` (excluded) in order of their keys' bytes. */
export async function* readRange(
  db: Database,
  start: string,
  end: string,
  snapshot: Snapshot,
): AsyncGenerator<readonly [key: string, entry: StateEntry]> {
  for await (const [key, value] of db.iterator({ gte: stateKey(start), lt: stateKey(end), snapshot }))
    yield [readStateKey(key), decodeStateEntry(value)];
}

/** State entries of many keys as they are stored, in their order. */
export function readStateRows(db: Database, keys: readonly string[]): Promise<(Buffer | undefined)[]> {
  return db.getMany(keys.map(stateKey), { fillCache: false });
}

export async function countState(db: Database): Promise<number> {
  const iterator = db.keys({ ...allState, fillCache: false });
  try {
    let count = 0;
    for (;;) {
      const keys = await iterator.nextv(1_000);
      if (keys.length === 0) return count;
      count += keys.length;
    }
  } finally {
    await iterator.close();
  }
}

/** Whether any block, or a value beside one, stands at or beyond a height. */
export async function rowsFrom(db: Database, height: number): Promise<boolean> {
  const keys = await db.keys({ gte: blockKey(height), lt: blockRangeEnd, limit: 1 }).all();
  return keys.length > 0;
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
