import { statfs } from 'node:fs/promises';
import type { DiskRoom } from '../../services/common/disk.js';

/** Of the disk on which that directory lies. */
export async function diskRoom(directory: string): Promise<DiskRoom> {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
}
