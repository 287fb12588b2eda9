import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { isLocked } from './level-database.js';
import { checkFiles, FileDamaged } from './level-files/check-files.js';
import { newestPath } from './open-store.js';

export interface StoreCondition {
  readonly state: 'whole' | 'in_use' | 'missing' | 'damaged';
  readonly detail: string;
}

/** What can be said of a store without opening it: a gateway that runs has it open, and checks it itself. */
export async function storeCondition(directory: string): Promise<StoreCondition> {
  const isThere = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );
  const [isMade, isNamed] = await Promise.all([
    isThere(join(directory, 'CURRENT')),
    isThere(newestPath(directory)),
  ]);
  if (!isMade && !isNamed) return { state: 'missing', detail: 'there is none yet' };
  if (await isLocked(directory))
    return { state: 'in_use', detail: 'a process that runs has it open, and checks it' };
  if (!isNamed) return { state: 'damaged', detail: `${newestPath(directory)} is missing beside it` };
  try {
    await checkFiles(directory);
    return { state: 'whole', detail: 'its files are whole' };
  } catch (error) {
    // What a process that has just started writes may look like damage.
    if (await isLocked(directory)) return { state: 'in_use', detail: 'a process has just opened it' };
    if (error instanceof FileDamaged) return { state: 'damaged', detail: error.message };
    return { state: 'damaged', detail: `it cannot be read: ${(error as Error).message}` };
  }
}
