import { rename, writeFile } from 'node:fs/promises';

/**
 * Writes a small file whole or not at all: a crash never leaves half a checkpoint or half a trust list. `mode`: of a file that
 * is not there yet.
 */
export async function keepFile(path: string, text: string, mode = 0o666): Promise<void> {
  const temporary = `${path}.new`;
  await writeFile(temporary, text, { flush: true, mode });
  await rename(temporary, path);
}
