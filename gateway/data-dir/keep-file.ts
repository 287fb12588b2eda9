import { rename, writeFile } from 'node:fs/promises';

/** Writes a small file whole or not at all: a crash never leaves half a checkpoint or half a trust list. */
export async function keepFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  await writeFile(temporary, text, { flush: true });
  await rename(temporary, path);
}
