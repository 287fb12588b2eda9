import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { ImportFailure } from '../failure.js';

/** One row, its cells in the order of the columns asked for. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads one CSV file (RFC 4180, UTF-8, header line) as a stream: memory does not grow with the file.
 * `name` is what messages call the file.
 */
export async function* readRows(path: string, name: string, columns: readonly string[]): AsyncGenerator<Row> {
  const source = createReadStream(path);
  const parser = source.pipe(parse({ bom: true, info: true, relax_column_count: false }));
  source.on('error', (error) => parser.destroy(error));
  let wanted: readonly number[] | undefined;
  try {
    for await (const entry of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const { record, info } = entry;
      if (wanted === undefined) {
        wanted = columns.map((column) => positionOf(column, record, name));
        continue;
      }
      yield { line: info.lines, cells: wanted.map((position) => record[position] as string) };
    }
  } catch (error) {
    throw readFailure(error, name);
  } finally {
    source.destroy();
  }
  if (wanted === undefined) throw new ImportFailure('file_malformed', `${name} is empty`);
}

function positionOf(column: string, header: readonly string[], name: string): number {
  const position = header.indexOf(column);
  if (position < 0) throw new ImportFailure('file_malformed', `${name} has no column ${column}`);
  return position;
}

function readFailure(error: unknown, name: string): unknown {
  if (error instanceof ImportFailure) return error;
  const { code, lines } = error as { code?: string; lines?: number };
  if (code === 'ENOENT') return new ImportFailure('file_missing', `${name} is not in the directory`);
  if (typeof code === 'string' && code.startsWith('CSV_')) {
    // The parser's own message quotes the row, so it is not passed on.
    return new ImportFailure('file_malformed', `${name}, line ${lines ?? '?'}: ${code}`);
  }
  return error;
}
