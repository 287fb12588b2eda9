import { statfs } from 'node:fs/promises';

/** Of the disk on which that directory lies, bytes; `freeBytes` are those that this process may use. */
export async function diskRoom(
  directory: string,
): Promise<{ readonly freeBytes: number; readonly sizeBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
}
