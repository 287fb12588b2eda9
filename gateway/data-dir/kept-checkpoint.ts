import { readFile } from 'node:fs/promises';
import { parseCheckpoint, type Checkpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import { SetupError } from './setup-error.js';

/** A checkpoint that was kept in a file; undefined where there is no such file. Throws SetupError. */
export async function keptCheckpoint(path: string): Promise<Checkpoint | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SetupError(`${path} cannot be read.`, { cause: error });
  });
  if (text === undefined) return undefined;
  const checkpoint = checkpointIn(text);
  if (checkpoint === undefined) throw new SetupError(`${path} is not a signed checkpoint.`);
  return checkpoint;
}

/** The checkpoint of a signed note; undefined where the text is none. */
export function checkpointIn(note: string): Checkpoint | undefined {
  const end = note.indexOf('\n\n');
  return end < 0 ? undefined : parseCheckpoint(note.slice(0, end + 1));
}
