import { extname } from 'node:path';
import { openTable } from '../../tables/open-table.js';
import type { Layout } from '../../tables/layout.js';
import type { TableSource } from '../../tables/source.js';
import { openNdjson } from './ndjson.js';

/** A file of a folder as a table, by its ending: JSON lines, else CSV or a workbook. Throws CliFailure. */
export function openFile(path: string, layout: Layout): Promise<TableSource> {
  const isJson = ['.ndjson', '.jsonl'].includes(extname(path).toLowerCase());
  return isJson ? openNdjson(path) : openTable(path, layout);
}
