import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

export type DirectoryFailureCode = 'exists' | 'in_use' | 'unusable';

export class DirectoryFailure extends Error {
  readonly code: DirectoryFailureCode;
  constructor(code: DirectoryFailureCode, message: string) {
    super(message);
    this.name = 'DirectoryFailure';
    this.code = code;
  }
}

/**
 * Makes a directory whole or not at all: `fill` works in `<path>.partial`, which takes its name at the end. What a
 * killed run left there is removed first.
 * @throws DirectoryFailure `exists` if the directory holds anything; `in_use` if another process fills it now;
 *   `unusable` if it is no directory, or nothing can be written beside it
 */
export async function makeWhole(path: string, fill: (partial: string) => Promise<void>): Promise<void> {
  const target = resolve(path);
  const present = await readdir(target).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new DirectoryFailure('unusable', `${path} is not a directory that can be read`);
  });
  if (present.length > 0) throw new DirectoryFailure('exists', `${path} is not empty`);
  const partial = `${target}.partial`;
  const release = await mkdir(dirname(target), { recursive: true })
    .then(() => claim(partial))
    .catch((error: unknown) => {
      if (error instanceof DirectoryFailure) throw error;
      throw new DirectoryFailure('unusable', `nothing can be written to ${dirname(target)}`);
    });
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { mode: 0o700 });
    await fill(partial);
    await syncDirectory(partial);
    await rmdir(target).catch(() => undefined); // only if it was there, and empty
    await rename(partial, target);
    await syncDirectory(dirname(target));
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  } finally {
    await release();
  }
}

/** Two set-ups at once would remove each other's work. The lock file names its process: the lock of a dead one is taken. */
async function claim(partial: string): Promise<() => Promise<void>> {
  const lock = `${partial}.lock`;
  const take = () =>
    open(lock, 'wx').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return undefined;
    });
  let handle = await take();
  if (!handle && !(await isRunning(lock))) {
    await rm(lock, { force: true });
    handle = await take();
  }
  if (!handle) throw new DirectoryFailure('in_use', 'another process is setting up this directory');
  await handle.writeFile(String(process.pid));
  await handle.close();
  return () => rm(lock, { force: true });
}

async function isRunning(lock: string): Promise<boolean> {
  const handle = await open(lock, 'r').catch(() => undefined);
  const pid = Number(await handle?.readFile('utf8'));
  await handle?.close();
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A rename is durable only once its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
