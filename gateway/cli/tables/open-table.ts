import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { csvRows } from './csv/csv-rows.js';
import { kindOf } from './file-kind.js';
import type { Layout } from './layout.js';
import { malformed } from './malformed.js';
import type { TableSource } from './source.js';
import { tableOf, type OpenRows, type RawRow } from './table-of.js';

/** Headings longer than that are cut where their delimiter is looked for, and nowhere else. */
const headBytes = 64 * 1024;

/**
 * Opens a file of rows under headings: CSV of any encoding and delimiter, or a sheet of an .xlsx workbook. It is read from its start each
 * time that its rows are asked for. Throws CliFailure `csv_malformed`.
 */
export async function openTable(path: string, layout: Layout = {}): Promise<TableSource> {
  const { head, version } = await headOf(path);
  const openRows = await rowsOf(path, head, layout);
  return tableOf(path, () => unchanged(path, version, openRows));
}

async function rowsOf(path: string, head: Buffer, layout: Layout): Promise<OpenRows> {
  const kind = kindOf(head);
  if (kind === 'text') {
    if (layout.sheet !== undefined)
      throw malformed(path, 'no workbook, so that it has no sheets; leave the sheet out');
    return csvRows(path, head, layout);
  }
  if (kind !== 'archive') throw malformed(path, kind.unread);
  const { xlsxRows } = await import('./xlsx/xlsx-rows.js');
  return xlsxRows(path, layout);
}

async function headOf(path: string): Promise<{ readonly head: Buffer; readonly version: string }> {
  const version = await versionOf(path);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path, { end: headBytes - 1 })) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw malformed(path, 'cannot be read', { cause });
  }
  return { head: Buffer.concat(chunks), version };
}

/** Another one once a file was written to, or another was put in its place. Throws CliFailure for what is no file. */
async function versionOf(path: string): Promise<string> {
  const stats = await stat(path).catch((cause: unknown) => {
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw malformed(path, isAbsent ? 'no such file' : 'cannot be read', { cause });
  });
  if (stats.isDirectory()) throw malformed(path, 'a directory, and no file');
  // What comes through a pipe comes once, and all is read once before anything of it is sent.
  if (!stats.isFile())
    throw malformed(path, 'no file that can be read twice; save what comes through a pipe first');
  return [stats.ino, stats.mtimeMs, stats.size].join();
}

/** What was checked must be what is sent: while another program writes to a file, these are two. */
async function* unchanged(path: string, version: string, openRows: OpenRows): AsyncGenerator<RawRow> {
  const need = async (): Promise<void> => {
    if ((await versionOf(path)) !== version)
      throw malformed(path, 'changed while it was read; run the command again once it is whole');
  };
  await need();
  yield* openRows();
  await need();
}
