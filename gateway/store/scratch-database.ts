import { mkdir, rm } from 'node:fs/promises';
import { Level } from 'level';

const mebibyte = 1024 * 1024;

/** Texts by key, on disk, for one run of a program that must sort what does not fit into memory. */
export type ScratchDatabase = Level;

/**
 * A fresh one, whatever a killed run has left there. It has none of the guards of `Store`: level checks its own blocks, and nothing that
 * outlives the run hangs on it.
 */
export async function createScratch(directory: string): Promise<ScratchDatabase> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const database: ScratchDatabase = new Level(directory, {
    // Each key is written once and read once or twice: memory serves better elsewhere, and packing costs more than it saves.
    ...{ writeBufferSize: mebibyte, cacheSize: mebibyte, compression: false },
  });
  await database.open();
  return database;
}
