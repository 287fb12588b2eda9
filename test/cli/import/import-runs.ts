import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../chaincode/domain/canonical.js';
import type { BatchGateway } from '../../../gateway/cli/import/batch-gateway.js';
import type { ImportCounts } from '../../../gateway/cli/import/counts.js';
import type { Happening, ImportRun } from '../../../gateway/cli/import/import-run.js';
import { ImportStore } from '../../../gateway/cli/import/import-store.js';
import { importTables } from '../../../gateway/cli/import/import-tables.js';
import { openSources } from '../../../gateway/cli/import/open-sources.js';
import { importMapOf, readImportMap } from '../../../gateway/cli/maps/read-map.js';
import { generateKey, importSigner } from '../../../gateway/sdk/client/index.js';

const ledger = '0'.repeat(64);

export interface Imported extends ImportCounts {
  readonly happenings: readonly Happening[];
}

/** One platform with its store; imports files as often as a test likes. `map`: a name, or what a file of it would hold. */
export async function platformFor(map: string | JsonObject) {
  const directory = await mkdtemp(join(tmpdir(), 'stl-platform-'));
  const signer = await importSigner(await generateKey('ES256'));
  const announced: number[] = [];
  const run = async (
    paths: readonly string[],
    gateway: BatchGateway,
    { ledger: of = ledger, ...options }: Partial<ImportRun> = {},
  ): Promise<Imported> => {
    const store = await ImportStore.open(directory, { ledger: of, participant: 'demo-platform' });
    const happenings: Happening[] = [];
    try {
      const read =
        typeof map === 'string'
          ? await readImportMap(map)
          : importMapOf({ value: map, at: (pointer) => `map${pointer}` }, 'map');
      const counts = await importTables(await openSources(paths, read), {
        ...{ map: read, store, gateway, ledger: of, missing: 'keep', dryRun: false },
        references: withoutReferences,
        issuer: { id: 'demo-platform', signer },
        others: new Map([['payment-provider', { id: 'demo-pay', signer }]]),
        announceShift: (days) => Promise.resolve(void announced.push(days)),
        refusal: () => undefined,
        foresee: drained,
        now: () => Math.floor(Date.now() / 1000),
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onHappening: (happening) => void happenings.push(happening),
        ...options,
      });
      return { ...counts, happenings };
    } finally {
      await store.close();
    }
  };
  /** A file in the platform's directory. */
  const file = async (name: string, lines: readonly string[]): Promise<string> => {
    const path = join(directory, name);
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
    return path;
  };
  return { directory, announced, run, file, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** Nobody is asked what would become of it. */
export const drained: ImportRun['foresee'] = async (planned) => {
  const iterator = planned[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
};

/** No map of these tests has any. */
const withoutReferences: ImportRun['references'] = {
  platform: { findReferences: () => Promise.resolve([]) },
  own: { keepReferences: () => Promise.resolve([]) },
  skipUnknown: false,
  again: false,
};
