import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newestPath, openStore, type StoreOptions } from '../../../gateway/store/open-store.js';
import type { Store } from '../../../gateway/store/store.js';
import { StoreFailure } from '../../../gateway/store/store-failure.js';

export interface Scratch {
  readonly root: string;
  readonly directory: string;
  open(options?: Partial<StoreOptions>): Promise<Store<string>>;
  remove(): Promise<void>;
}

/** A place for one store, removed after the test. */
export async function scratchStore(): Promise<Scratch> {
  const root = await mkdtemp(join(tmpdir(), 'stl-store-'));
  const directory = join(root, 'store');
  return {
    root,
    directory,
    open: (options) => openStore({ directory, keys: 'utf8', synced: true, create: 'if-absent', ...options }),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** A store with the file beside it, copied to another place. */
export async function copyStore(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  await cp(newestPath(from), newestPath(to));
}

/** The files that matter of a store, the one beside it included. */
export async function filesOf(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  const level = names.filter((name) => name !== 'LOCK' && !name.startsWith('LOG')).sort();
  return [...level.map((name) => join(directory, name)), newestPath(directory)];
}

export async function alterFile(path: string, alter: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(path, alter(await readFile(path)));
}

export const flipBit =
  (at: number, bit: number) =>
  (bytes: Buffer): Buffer => {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] as number) ^ (1 << bit);
    return flipped;
  };

/** The code with which it is refused. */
export async function refusalOf(opening: Promise<{ close(): Promise<void> }>): Promise<StoreFailure> {
  let opened;
  try {
    opened = await opening;
  } catch (error) {
    if (error instanceof StoreFailure) return error;
    throw error;
  }
  await opened.close();
  throw new Error('it was opened');
}
