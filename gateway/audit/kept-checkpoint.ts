import { readFile } from 'node:fs/promises';
import { SetupError } from '../data-dir.js';
import { checkpointIn } from './audit.js';

/** A checkpoint that was kept in a file; undefined where there is no such file. Throws SetupError. */
export async function keptCheckpoint(path: string) {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SetupError(`${path} cannot be read.`, { cause: error });
  });
  if (text === undefined) return undefined;
  const checkpoint = checkpointIn(text);
  if (checkpoint === undefined) throw new SetupError(`${path} is not a signed checkpoint.`);
  return checkpoint;
}
