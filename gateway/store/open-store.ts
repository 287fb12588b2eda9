import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { allRows, beforeFirst, chainDefect, decodeRow, type Row } from './chain.js';
import { unsealed } from './checksum.js';
import { assertFormat, formatPath } from './format.js';
import { KeptRows } from './kept-rows.js';
import { isLocked, locked, openLevel, type Database, type Key } from './level-database.js';
import { checkFiles, FileDamaged } from './level-files/check-files.js';
import { NewestFile, type Newest } from './newest-file.js';
import { Store } from './store.js';
import { StoreFailure } from './store-failure.js';
import { syncDirectory } from './sync-directory.js';

export interface StoreOptions {
  readonly directory: string;
  /** Of all keys. */
  readonly keys: 'utf8' | 'buffer';
  /** Whether a write is on the disk before it resolves. Writes that are not may be lost, the newest first. */
  readonly synced: boolean;
  /** Whether to make a store: never, only where there is none at all, or always, where being there already is an error. */
  readonly create: 'never' | 'if-absent' | 'always';
  /** Default 4 MiB: level's own. */
  readonly writeBufferBytes?: number;
  /** Default 8 MiB: level's own. */
  readonly cacheBytes?: number;
}

/** Beside the store: what lies within is lost, or put back, with it. */
export const newestPath = (directory: string): string => `${directory}.newest`;

/**
 * Opens a store. Before level may touch anything, its manifest and tables are checked; then that the chain of writes has no gap,
 * and that it reaches as far as is known outside. Nothing is repaired. Throws StoreFailure.
 */
export async function openStore<K extends Key>(options: StoreOptions): Promise<Store<K>> {
  const { directory } = options;
  try {
    return await attempt<K>(options);
  } catch (error) {
    if (error instanceof StoreFailure && error.code !== 'damaged') throw error;
    // What another process is writing may look like damage.
    if (await isLocked(directory).catch(() => false)) throw locked(directory, error);
    if (error instanceof StoreFailure) throw error;
    throw new StoreFailure('unusable', directory, 'it cannot be opened', { cause: error });
  }
}

/** Removes a store with what is known of it outside. Nobody may have it open. */
export async function removeStore(directory: string): Promise<void> {
  // First, so that a crash in between leaves what is refused, and never an empty store that seems new.
  await rm(directory, { recursive: true, force: true });
  for (const path of [newestPath(directory), formatPath(directory)]) await rm(path, { force: true });
}

async function attempt<K extends Key>(options: StoreOptions): Promise<Store<K>> {
  const { directory, synced, writeBufferBytes = 4 * 1024 * 1024, cacheBytes = 8 * 1024 * 1024 } = options;
  await assertFormat(directory);
  const isNew = await prepare(options);
  if (!isNew) await checkStored(directory);
  const { file, newest: named } = await NewestFile.open(newestPath(directory), synced);
  let db: Database<K> | undefined;
  try {
    if (named === undefined)
      throw new StoreFailure('damaged', directory, `${newestPath(directory)} holds nothing that can be read`);
    db = await openLevel<K>({ ...options, writeBufferBytes, cacheBytes }, isNew);
    // Level syncs what is in its directory, but not that the directory is there.
    if (isNew) await syncDirectory(dirname(directory));
    const rows = await readRows(directory, db);
    const newest = rows.at(-1) ?? beforeFirst;
    const defect = chainDefect(rows) ?? endDefect(newest, named, rows, synced);
    if (defect !== undefined) throw new StoreFailure('damaged', directory, defect);
    if (newest.n !== named.n) file.reset(newest);
    return new Store({ db, directory, newest, file, kept: new KeptRows(writeBufferBytes, rows), synced });
  } catch (error) {
    await file.close();
    await db?.close();
    throw error;
  }
}

/** Whether the store is to be made; then the file beside it is there, and names nothing. */
async function prepare({ directory, create }: StoreOptions): Promise<boolean> {
  const names = await readdir(directory).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const named = await readNamed(directory);
  const untouched = names.every((name) => name === 'LOCK' || name.startsWith('LOG'));
  if (create === 'always' && !(untouched && named === 'no file'))
    throw new StoreFailure('exists', directory, 'there is something already');
  if (untouched && named === 'no file') {
    if (create === 'never') throw new StoreFailure('missing', directory, 'there is no store');
    await mkdir(dirname(directory), { recursive: true });
    await NewestFile.create(newestPath(directory), beforeFirst);
    await syncDirectory(dirname(directory));
    return true;
  }
  if (named === 'no file')
    throw new StoreFailure('damaged', directory, `${newestPath(directory)} is missing beside it`);
  // Nothing was ever written: making it was interrupted.
  if (named?.n === 0 && names.every((name) => /^(LOCK|LOG|LOG\.old|MANIFEST-\d+|\d+\.dbtmp)$/.test(name)))
    return true;
  if (untouched) throw new StoreFailure('damaged', directory, 'it is empty, but was written before');
  return false;
}

async function readNamed(directory: string): Promise<Newest | undefined | 'no file'> {
  try {
    const { file, newest } = await NewestFile.open(newestPath(directory), false);
    await file.close();
    return newest;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'no file';
    throw error;
  }
}

async function checkStored(directory: string): Promise<void> {
  await checkFiles(directory).catch((cause: unknown) => {
    throw cause instanceof FileDamaged
      ? new StoreFailure('damaged', directory, cause.message, { cause })
      : cause;
  });
}

async function readRows<K extends Key>(directory: string, db: Database<K>): Promise<Row[]> {
  const rows: Row[] = [];
  const stored = db.iterator<Buffer, Buffer>({ ...allRows, keyEncoding: 'buffer', valueEncoding: 'buffer' });
  for await (const [key, bytes] of stored) {
    const value = unsealed(key, bytes);
    const row = value && decodeRow(key, value);
    if (row === undefined)
      throw new StoreFailure('damaged', directory, 'a row of its chain of writes is wrong');
    rows.push(row);
  }
  return rows;
}

/** Compares the chain's end with what is known outside. */
function endDefect(newest: Newest, named: Newest, rows: readonly Row[], synced: boolean): string | undefined {
  if (newest.n < named.n) {
    return synced
      ? `its newest writes are lost, or it is an older copy: it ends at write ${newest.n}, and ${named.n} was written`
      : undefined;
  }
  const same = rows.find(({ n }) => n === named.n);
  if (same !== undefined && !same.digest.equals(named.digest))
    return `write ${named.n} is not the one that is known outside of it`;
  return undefined;
}
