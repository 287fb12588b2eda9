import { extname } from 'node:path';
import { headingsOf } from '../../maps/entries.js';
import type { ImportMap } from '../../maps/record-map.js';
import { openTable } from '../../tables/open-table.js';
import type { TableSource } from '../../tables/source.js';
import { openNdjson } from './ndjson.js';

export interface FileOptions {
  readonly map: ImportMap;
  /** Of the map, where it names several. */
  readonly table?: string;
  /** Told of a heading of the map that no line of a file of JSON lines has. */
  readonly onLacking: (heading: string) => void;
}

/** A file as a table, by its ending: JSON lines, else CSV or a workbook. Throws CliFailure. */
export async function openFile(path: string, { map, onLacking, table }: FileOptions): Promise<TableSource> {
  if (!['.ndjson', '.jsonl'].includes(extname(path).toLowerCase())) return openTable(path, map);
  const source = await openNdjson(path, headingsOfTable(map, table));
  for (const heading of source.lacking) onLacking(heading);
  return source;
}

function headingsOfTable({ records }: ImportMap, table: string | undefined): Set<string> {
  const own = records.filter((record) => table === undefined || record.table === table);
  return new Set(own.flatMap(headingsOf));
}
