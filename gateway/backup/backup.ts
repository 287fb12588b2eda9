import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatTime } from '../../chaincode/domain/time.js';
import { DataDir } from '../data-dir/data-dir.js';
import { makeWhole } from '../data-dir/whole-directory.js';
import { anchorPath, databasePath } from '../ledger/embedded/index.js';
import { copyStore } from '../store/copy-store.js';
import { contentsFile, filesBelow, type Contents } from './contents.js';
import { BackupFailure } from './failure.js';
import { importStores, namesIn } from './import-stores.js';

export interface BackupRun {
  /** Whether private keys are kept, too: organisations', and those of a demonstration. */
  readonly keys: boolean;
  /** Seconds since the epoch. */
  readonly clock: () => number;
  /** Told of each part before it is copied. */
  readonly onPart: (part: string) => void;
}

/**
 * Copies a data directory, whose gateway may run, to a new directory: the consortium document, the queue of acknowledged batches
 * and the embedded ledger. All that was acknowledged before the call is in it. The projection is not: it follows from
 * the ledger. The backup is whole or absent. Throws BackupFailure, StoreFailure, DirectoryFailure, SetupError.
 */
export async function backUp(dataDir: string, to: string, run: BackupRun): Promise<Contents> {
  const data = new DataDir(dataDir);
  if (!(await data.isFounded()))
    throw new BackupFailure('nothing_to_keep', `There is no ledger in ${dataDir}: nothing to back up.`);
  const { ledger, bytes } = await data.genesis();
  const begun = formatTime(run.clock());
  let contents: Contents | undefined;
  await makeWhole(to, async (partial) => {
    const copy = new DataDir(partial);
    await copy.writeGenesis(Buffer.from(bytes).toString('utf8'));
    // The queue first: a batch leaves it once the ledger has it, so that none can be in neither copy.
    for (const [part, from, target] of [
      ['jobs', data.jobs(), copy.jobs()],
      ['references', data.references(), copy.references()],
      ['witness', data.witness(), copy.witness()],
      ...(await importStores(data)).map((path) => {
        const from = join(data.imports(), path);
        return ['imports', from, join(copy.imports(), path)] as const;
      }),
    ] as const) {
      if (!(await isThere(from))) continue;
      run.onPart(part);
      await mkdir(dirname(target), { recursive: true });
      await copyStore(from, target);
    }
    if (await isThere(data.ledger())) {
      run.onPart('ledger');
      await mkdir(copy.ledger());
      await copyFile(anchorPath(data.ledger()), anchorPath(copy.ledger()));
      await copyStore(databasePath(data.ledger()), databasePath(copy.ledger()));
    }
    if (run.keys) await keepKeys(data, copy);
    contents = { v: 1, ledger, begun, keys: run.keys, files: await filesBelow(partial) };
    await writeFile(join(partial, contentsFile), `${JSON.stringify(contents, null, 2)}\n`, { flush: true });
  });
  return contents as Contents;
}

async function keepKeys(data: DataDir, copy: DataDir): Promise<void> {
  for (const [from, to] of [
    [data.organisationKeys(), copy.organisationKeys()],
    [data.demoKeys(), copy.demoKeys()],
  ] as const)
    if (await isThere(from)) await cp(from, to, { recursive: true, errorOnExist: true });

  await copyFile(data.referencesKey(), copy.referencesKey()).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
}

/** A directory that holds something. */
const isThere = async (directory: string): Promise<boolean> => (await namesIn(directory)).length > 0;
