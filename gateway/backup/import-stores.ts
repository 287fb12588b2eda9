import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataDir } from '../data-dir/data-dir.js';

/** Below the directory of imports; not what a run that is under way has laid out beside them. */
export async function importStores(data: DataDir): Promise<string[]> {
  const stores: string[] = [];
  for (const ledger of await namesIn(data.imports())) {
    for (const participant of await namesIn(join(data.imports(), ledger)))
      stores.push(join(ledger, participant, 'store'));
  }
  return stores;
}

/** None where there is no such directory. */
export const namesIn = (directory: string): Promise<string[]> => readdir(directory).catch(() => []);
