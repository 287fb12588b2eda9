import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';

/**
 * Seconds that level takes for the same record lines as plain batch writes, one synced write a batch and one entry a
 * record: what storing them would cost if nothing were checked, signed, chained or folded.
 */
export async function plainWrites(dir: string, batches: readonly Uint8Array[]): Promise<number> {
  const path = await mkdtemp(join(dir, 'level-'));
  const db = new Level<string, string>(path);
  await db.open();
  const texts = batches.map((bytes) => new TextDecoder().decode(bytes).split('\n').slice(0, -1));
  const started = performance.now();
  for (const [n, lines] of texts.entries()) {
    const puts = lines.map((line, i) => ({ type: 'put' as const, key: `${n}.${i}`, value: line }));
    await db.batch(puts, { sync: true });
  }
  const seconds = (performance.now() - started) / 1000;
  await db.close();
  await rm(path, { recursive: true });
  return seconds;
}
