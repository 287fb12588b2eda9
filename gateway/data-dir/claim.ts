import { randomUUID } from 'node:crypto';
import { link, readFile, readlink, rename, rm, writeFile } from 'node:fs/promises';
import { DirectoryFailure } from './directory-failure.js';

/** Which process holds a lock. A process id alone is not enough: every container has a process 1. */
interface Holder {
  readonly pid: number;
  /** What tells its process ids from those of other containers; empty where the system has no such thing. */
  readonly space: string;
  /** When it started, in the system's own unit; empty where the system does not say. */
  readonly started: string;
}

/**
 * Takes a lock file for this process, so that two set-ups do not remove each other's work; the lock of a dead process is taken
 * over. Gives a function that releases it. Throws DirectoryFailure `in_use`.
 */
export async function claim(lock: string): Promise<() => Promise<void>> {
  const mine = `${lock}.${randomUUID()}`;
  const space = await readlink('/proc/self/ns/pid').catch(() => '');
  const holder: Holder = { pid: process.pid, space, started: await startOf(process.pid) };
  // A link to what was written before: nobody ever sees a lock that names no process yet.
  await writeFile(mine, JSON.stringify(holder), { flag: 'wx', flush: true });
  const take = (): Promise<boolean> =>
    link(mine, lock).then(
      () => true,
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        return false;
      },
    );
  try {
    if (!(await take())) {
      await removeDead(lock, space);
      if (!(await take())) throw inUse();
    }
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(lock, { force: true });
}

const inUse = (): DirectoryFailure =>
  new DirectoryFailure('in_use', 'another process is setting up this directory');

async function removeDead(lock: string, space: string): Promise<void> {
  const text = await readFile(lock, 'utf8').catch(() => '');
  const holder = holderIn(text);
  if (holder !== undefined && holder.space !== space) {
    throw new DirectoryFailure(
      'in_use',
      `another container or machine was setting up this directory; if it no longer runs, remove ${lock} and try again`,
    );
  }
  if (holder !== undefined && (await isRunning(holder))) throw inUse();
  // By another name first: a third process may have taken the lock over since it was read.
  const aside = `${lock}.${randomUUID()}`;
  await rename(lock, aside).catch(() => undefined);
  const isOther = (await readFile(aside, 'utf8').catch(() => text)) !== text;
  if (isOther) await link(aside, lock);
  await rm(aside, { force: true });
}

/** Undefined where the text names no process. */
function holderIn(text: string): Holder | undefined {
  try {
    const { pid, space, started } = JSON.parse(text) as Partial<Holder>;
    if (!Number.isSafeInteger(pid) || (pid as number) <= 0) return undefined;
    return { pid: pid as number, space: space ?? '', started: started ?? '' };
  } catch {
    return undefined;
  }
}

async function isRunning({ pid, started }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return (await startOf(pid)) === started;
}

/** The 22nd field of its status in proc(5): a later process of the same id has another one. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
