import { readFile } from 'node:fs/promises';
import { CliFailure } from './failure.js';

/** The bytes of a file that the caller named. Throws CliFailure, which names it, too. */
export const readGiven = (path: string): Promise<Buffer> =>
  readFile(path).catch((cause: unknown) => {
    throw new CliFailure(`cannot read ${path}`, { cause });
  });
