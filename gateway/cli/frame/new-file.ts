import { writeFile } from 'node:fs/promises';
import { CliFailure } from './failure.js';

/** Writes a file that the caller named. Never overwrites: what it would replace may have been signed, or sent. Throws CliFailure. */
export async function writeNew(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' }).catch((cause: unknown) => {
    const isThere = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new CliFailure(isThere ? `${path} exists already` : `cannot write ${path}`, { cause });
  });
}
