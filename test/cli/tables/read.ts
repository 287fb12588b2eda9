import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliFailure } from '../../../gateway/cli/frame/failure.js';
import type { Layout } from '../../../gateway/cli/tables/layout.js';
import { openTable } from '../../../gateway/cli/tables/open-table.js';

export interface Read {
  readonly headings: readonly string[];
  /** By the number of each row. */
  readonly rows: readonly (readonly [number: number, ...cells: string[]])[];
}

/** Reads a file of this content as a table, twice: both times it must say the same. */
export async function readTable(content: string | Buffer, layout?: Layout): Promise<Read> {
  const dir = await mkdtemp(join(tmpdir(), 'stl-table-'));
  try {
    const file = join(dir, 'file');
    await writeFile(file, content);
    const table = await openTable(file, layout);
    const read = async (): Promise<Read['rows']> => {
      const rows: (readonly [number, ...string[]])[] = [];
      for await (const { number, cells } of table.rows()) rows.push([number, ...cells]);
      return rows;
    };
    const rows = await read();
    if (JSON.stringify(await read()) !== JSON.stringify(rows)) throw new Error('it read another table');
    return { headings: table.headings, rows };
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** What a person is told of a file that cannot be read: the message, then its details. */
export async function complaintOf(content: string | Buffer, layout?: Layout): Promise<readonly string[]> {
  try {
    await readTable(content, layout);
  } catch (error) {
    if (!(error instanceof CliFailure) || error.code !== 'csv_malformed') throw error;
    return [error.message.replace(/^.*\/file: /, ''), ...error.details];
  }
  throw new Error('it was read');
}
