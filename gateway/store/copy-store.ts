import { constants } from 'node:fs';
import { copyFile, mkdir, open, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertFormat, formatPath } from './format.js';
import { FileDamaged, readManifest, tableName } from './level-files/check-files.js';
import { newestPath, openStore } from './open-store.js';
import { StoreFailure } from './store-failure.js';
import { syncDirectory } from './sync-directory.js';

/**
 * Copies a store that another process may have open and write to, as it stands at one moment after the call: all that was
 * durable before it is in the copy. Nothing of the store is changed. Then the copy is opened and read through, so that what
 * would not open later is told now. `to` must not be there. Throws StoreFailure: `missing`, `damaged`,
 * `newer`, `unusable`.
 */
export async function copyStore(from: string, to: string): Promise<void> {
  // A program that does not know its format cannot tell what belongs to it.
  await assertFormat(from);
  // Before all else that is copied: the copy must reach as far as this file says, and what is written meanwhile only adds to it.
  const newest = await readFile(newestPath(from)).catch((cause: unknown) => {
    if (isMissing(cause)) throw new StoreFailure('missing', from, 'there is no store', { cause });
    throw new StoreFailure('unusable', from, 'it cannot be read', { cause });
  });
  await mkdir(to);
  let gone: string | undefined;
  do {
    const before: string | undefined = gone;
    gone = await copyFiles(from, to);
    // Level moves its files away as it merges them, and says so in its manifest first: one that is still named is lost.
    if (gone !== undefined && gone === before)
      throw new StoreFailure('damaged', from, 'a file of it is missing');
  } while (gone !== undefined);

  await syncDirectory(to);
  await copyDurably(formatPath(from), formatPath(to)).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
  await writeFile(newestPath(to), newest, { flag: 'wx', flush: true });
  await readThrough(to).catch((error: unknown) => {
    if (!(error instanceof StoreFailure)) throw error;
    throw new StoreFailure(error.code, from, error.detail, { cause: error });
  });
}

/** Opens a copy and reads all of it. Throws StoreFailure. */
export async function readThrough(directory: string): Promise<void> {
  const store = await openStore<Buffer>({ directory, keys: 'buffer', synced: true, create: 'never' });
  try {
    await store.scrub(() => Promise.resolve());
  } finally {
    await store.close();
  }
}

/**
 * One try. Tells what the manifest was where a file that it names was gone; undefined once all is copied. Tables that were
 * copied stay, since a table never changes. Logs come right after the manifest, for they go first; in order, so that what
 * the copy has of them is a beginning of what was written.
 */
async function copyFiles(from: string, to: string): Promise<string | undefined> {
  let manifest = '';
  try {
    const { name, bytes, tables, firstLog } = await readManifest(from);
    manifest = `${name} ${bytes.length}`;
    const logs = await logsOf(from, firstLog);
    if (logs === undefined) return manifest;
    for (const old of (await logsOf(to, 0)) ?? []) await rm(join(to, old));
    for (const log of logs) await copyDurably(join(from, log), join(to, log));
    for (const [number, size] of tables) {
      const table = tableName(number);
      if (await hasSize(join(to, table), size)) continue;
      await copyDurably(join(from, table), join(to, table));
    }
    await writeFile(join(to, name), bytes, { flush: true });
    await writeFile(join(to, 'CURRENT'), `${name}\n`, { flush: true });
    return undefined;
  } catch (error) {
    if (isMissing(error) || (error instanceof FileDamaged && isMissing(error.cause))) return manifest;
    if (error instanceof FileDamaged)
      throw new StoreFailure('damaged', from, error.message, { cause: error });
    throw error;
  }
}

/** Names of the logs from that number on, in order; undefined where the first is gone, so that a newer manifest holds. */
async function logsOf(directory: string, first: number): Promise<string[] | undefined> {
  const logs = (await readdir(directory))
    .filter((name) => /^\d+\.log$/.test(name) && Number.parseInt(name, 10) >= first)
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const isWhole = logs[0] !== undefined && Number.parseInt(logs[0], 10) === first;
  return isWhole || first === 0 ? logs : undefined;
}

async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  const file = await open(to, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const hasSize = (path: string, size: number): Promise<boolean> =>
  stat(path).then(
    (found) => found.size === size,
    () => false,
  );

const isMissing = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
