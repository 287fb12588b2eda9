import { readFile } from 'node:fs/promises';
import { StoreFailure } from './store-failure.js';

/** The layout of rows and of what stands beside them that this program reads and writes. */
const format = 1;

/** Beside the store. A store in format 1 has none. */
export const formatPath = (directory: string): string => `${directory}.format`;

/** What a program writes there before it first writes in a format above 1. */
interface Written {
  readonly format: number;
  /** The oldest version of the program that reads it (SemVer). */
  readonly program: string;
}

/**
 * Refuses a store that a later program has written: to level its rows are as good as any, and a program that took them for its
 * own would spoil them. Throws StoreFailure `newer`, `damaged`.
 */
export async function assertFormat(directory: string): Promise<void> {
  const path = formatPath(directory);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const written = parse(text);
  if (written === undefined)
    throw new StoreFailure('damaged', directory, `${path} cannot be read as a format`);
  if (written.format <= format) return;
  throw new StoreFailure(
    'newer',
    directory,
    `it is in format ${written.format}, for which version ${written.program} of this program is needed; this one reads format ${format}`,
  );
}

function parse(text: string): Written | undefined {
  try {
    const { format: number, program } = JSON.parse(text) as Partial<Written>;
    const isWritten = Number.isSafeInteger(number) && typeof program === 'string';
    return isWritten && number !== undefined ? { format: number, program } : undefined;
  } catch {
    return undefined;
  }
}
