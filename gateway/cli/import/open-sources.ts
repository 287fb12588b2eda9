import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ImportMap } from '../maps/record-map.js';
import { openTable } from '../tables/open-table.js';
import type { TableSource } from '../tables/source.js';
import { ImportFailure } from './failure.js';

/**
 * Opens the files of a run, each as the table of the map that it is: by its name where the map names several. A directory stands for the
 * files in it that the map names. Throws ImportFailure `table_missing`, CliFailure.
 */
export async function openSources(
  paths: readonly string[],
  map: ImportMap,
): Promise<ReadonlyMap<string, TableSource>> {
  const sources = new Map<string, TableSource>();
  if (map.tables.size === 0) {
    for (const path of paths) sources.set(path, await openTable(path, map));
    return sources;
  }
  for (const [name, { file }] of map.tables) {
    const path = await fileNamed(file, paths);
    if (path === undefined)
      throw new ImportFailure('table_missing', `${file}, which the map names, was not given`);
    sources.set(name, await openTable(path, map));
  }
  return sources;
}

async function fileNamed(file: string, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    if (basename(path) === file) return path;
    const stats = await stat(path).catch(() => undefined);
    if (!stats?.isDirectory()) continue;
    const inside = join(path, file);
    if ((await stat(inside).catch(() => undefined))?.isFile() === true) return inside;
  }
  return undefined;
}
