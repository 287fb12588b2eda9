import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { claim } from './claim.js';
import { DirectoryFailure } from './directory-failure.js';
import { syncDirectory } from '../store/sync-directory.js';

/** In a directory that was there before it is filled: what is made, until it is whole. */
const unfinished = '.partial';

/** The root of a file system may hold it, and it belongs to nobody. */
const ofFileSystem = 'lost+found';

/**
 * Makes a directory whole or not at all: `fill` works in `<path>.partial`, which takes its name at the end.
 *
 * A directory that is there and empty stays, since it may be a mount point, or belong to an administrator who gave it an owner
 * and a mode: `fill` then works in `.partial` inside it, and what it made moves up at the end. Until all of it has moved,
 * `isUnfinished` says so.
 *
 * What a killed run left is removed first.
 * @throws DirectoryFailure `exists` if the directory holds anything; `unfinished` if it holds what a killed run had begun to
 *   move; `in_use` if another process fills it now; `unusable` if it is no directory, or cannot be written to
 */
export async function makeWhole(path: string, fill: (partial: string) => Promise<void>): Promise<void> {
  const target = resolve(path);
  const isThere = await isFillable(target, path);
  const partial = isThere ? join(target, unfinished) : `${target}${unfinished}`;
  await inPartial(partial, async () => {
    await isFillable(target, path); // Another process may have made it before this one got the lock.
    await fill(partial);
    await syncDirectory(partial);
    if (isThere) return moveUp(partial, target);
    await rename(partial, target);
    await syncDirectory(dirname(target));
  });
}

/** Whether a set-up runs in this directory, or was killed before it was whole. */
export async function isUnfinished(path: string): Promise<boolean> {
  const left = await readdir(join(path, unfinished)).catch(() => []);
  return left.length > 0;
}

/** False where there is nothing of this name yet. Throws DirectoryFailure. */
async function isFillable(target: string, path: string): Promise<boolean> {
  const present = await readdir(target).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new DirectoryFailure('unusable', `${path} is not a directory that can be read`);
  });
  if (present === undefined) return false;
  const found = present.filter((name) => name !== ofFileSystem && !name.startsWith(unfinished));
  if (found.length === 0) return true;
  if (!(await isUnfinished(target))) throw new DirectoryFailure('exists', `${path} is not empty`);
  throw new DirectoryFailure(
    'unfinished',
    `${path} holds a set-up that was stopped before it was whole: remove all that is in it, then try again`,
  );
}

/** Runs in a directory that is empty and is gone at the end, and where no other process does so. */
async function inPartial(partial: string, run: () => Promise<void>): Promise<void> {
  const release = await mkdir(dirname(partial), { recursive: true })
    .then(() => claim(`${partial}.lock`))
    .catch((error: unknown) => {
      if (error instanceof DirectoryFailure) throw error;
      throw new DirectoryFailure('unusable', `nothing can be written to ${dirname(partial)}`);
    });
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { mode: 0o700 });
    await run();
  } finally {
    await rm(partial, { recursive: true, force: true });
    await release();
  }
}

/** A failure takes back what was moved. */
async function moveUp(partial: string, target: string): Promise<void> {
  const moved: string[] = [];
  try {
    for (const name of await readdir(partial)) {
      await rename(join(partial, name), join(target, name));
      moved.push(name);
    }
    await syncDirectory(target);
  } catch (error) {
    for (const name of moved) await rm(join(target, name), { recursive: true, force: true });
    throw error;
  }
}
