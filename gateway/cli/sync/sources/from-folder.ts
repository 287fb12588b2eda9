import type { ImportMap } from '../../maps/record-map.js';
import type { TableSource } from '../../tables/source.js';
import type { Deliveries, Delivery } from '../delivery.js';
import type { SourceMemory } from '../memory.js';
import { digestOf, lookAt, type SettledFile } from './folder.js';
import { openFile } from './open-file.js';

export interface FolderSource {
  readonly path: string;
  readonly map: ImportMap;
  readonly memory: SourceMemory;
  /** See `openFile`. */
  readonly onLacking: (heading: string) => void;
  /** Seconds without a change after which a file is whole. */
  readonly settle: number;
  readonly signal: AbortSignal;
}

/**
 * The files that were not stated yet as they are: each alone, or, where the map tells of an export of several files, all of these as one
 * once each is there. Throws CliFailure `source_unreachable`.
 */
export async function fromFolder(source: FolderSource): Promise<Deliveries> {
  const { map, path, settle, signal } = source;
  const look = await lookAt(path, settle, signal);
  if (map.tables.size === 0) return { ...look, items: each(look.settled, source) };
  const names = new Map([...map.tables].map(([table, { file }]) => [table, file]));
  const found = [...names].flatMap(([table, name]) => {
    const file = look.settled.find((settled) => settled.name === name);
    return file === undefined ? [] : [{ table, file }];
  });
  const lacking = [...names.values()].filter((name) => !found.some(({ file }) => file.name === name));
  if (lacking.length > 0) return { unsettled: lacking, foreign: [], items: none() };
  return { unsettled: [], foreign: [], items: allOf(found, source) };
}

async function* each(files: readonly SettledFile[], source: FolderSource): AsyncGenerator<Delivery> {
  for (const file of files) {
    const fresh = await freshOf(file, source);
    if (fresh === undefined) continue;
    yield {
      name: file.name,
      version: fresh.digest,
      open: async () => new Map([[file.name, await openFile(file.path, source)]]),
      taken: fresh.taken,
      close: nothing,
    };
  }
}

async function* allOf(
  files: readonly { readonly table: string; readonly file: SettledFile }[],
  source: FolderSource,
): AsyncGenerator<Delivery> {
  const fresh: Fresh[] = [];
  for (const { file } of files) {
    const one = await freshOf(file, source);
    if (one !== undefined) fresh.push(one);
  }
  if (fresh.length === 0) return;
  yield {
    name: files.map(({ file }) => file.name).join(', '),
    version: fresh.map(({ digest }) => digest).join(),
    async open() {
      const tables = new Map<string, TableSource>();
      for (const { file, table } of files) tables.set(table, await openFile(file.path, { ...source, table }));
      return tables;
    },
    async taken() {
      for (const one of fresh) await one.taken();
    },
    close: nothing,
  };
}

interface Fresh {
  readonly digest: string;
  readonly taken: () => Promise<void>;
}

/** Undefined for a file that was stated as it is, under this name. */
async function freshOf(file: SettledFile, { memory, signal }: FolderSource): Promise<Fresh | undefined> {
  const { changed, name, size } = file;
  const known = memory.file(name);
  if (known?.size === size && known.changed === changed) return undefined;
  const digest = await digestOf(file, signal);
  const taken = (): Promise<void> => memory.keepFile(name, { digest, size, changed });
  if (known?.digest !== digest) return { digest, taken };
  await taken();
  return undefined;
}

const nothing = (): Promise<void> => Promise.resolve();

// eslint-disable-next-line @typescript-eslint/require-await -- as the others are asked, too
async function* none(): AsyncGenerator<never> {
  yield* [];
}
