import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DataDir } from '../data-dir/data-dir.js';
import { makeWhole } from '../data-dir/whole-directory.js';
import { databasePath } from '../ledger/embedded/index.js';
import { readThrough } from '../store/copy-store.js';
import { checkFiles, readContents, type Contents } from './contents.js';
import { BackupFailure } from './failure.js';
import { importStores } from './import-stores.js';

/**
 * Makes a data directory of a backup: whole, or not at all. Every file is compared with what was kept, and every store is opened and
 * read through. Throws BackupFailure, StoreFailure, DirectoryFailure.
 */
export async function restore(from: string, dataDir: string): Promise<Contents> {
  const contents = await readContents(from);
  await checkFiles(from, contents);
  await makeWhole(dataDir, async (partial) => {
    for (const { path } of contents.files) {
      const target = join(partial, path);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await cp(join(from, path), target, { preserveTimestamps: true });
    }
    await checkFiles(partial, contents);
    const data = new DataDir(partial);
    const { ledger } = await data.genesis();
    if (ledger !== contents.ledger) {
      throw new BackupFailure(
        'damaged',
        `${from} holds ledger ${ledger}, and says that it holds ${contents.ledger}`,
      );
    }
    const stores = [
      ...[data.jobs(), data.references(), data.witness(), databasePath(data.ledger())],
      ...(await importStores(data)).map((path) => join(data.imports(), path)),
    ];
    const kept = stores.filter((store) =>
      contents.files.some(({ path }) => isBelow(join(partial, path), store)),
    );
    for (const store of kept) await readThrough(store);
  });
  return contents;
}

const isBelow = (path: string, directory: string): boolean => path.startsWith(`${directory}/`);
