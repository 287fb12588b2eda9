import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { median } from './measurement.js';
import { ServerProcess } from './child.js';

const openings = 5;

/** Median seconds from starting a process to its gateway's first answer, over a data directory that nobody has open. */
export async function secondsToOpen(dataDir: string): Promise<number> {
  const seconds: number[] = [];
  for (let n = 0; n < openings; n += 1) {
    const from = performance.now();
    const gateway = await ServerProcess.start('serve-gateway.js', { STL_DATA_DIR: dataDir, STL_PORT: '0' });
    const answer = await fetch(`${gateway.url}/v1/epochs/agreed`);
    await answer.arrayBuffer();
    seconds.push((performance.now() - from) / 1_000);
    await gateway.stop();
  }
  return median(seconds);
}

/** Bytes of all files below a directory. */
export async function bytesBelow(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async ({ name, parentPath }) => (await stat(join(parentPath, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
