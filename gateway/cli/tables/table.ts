import { readFile } from 'node:fs/promises';
import { CsvError, parse, type CsvErrorCode } from 'csv-parse/sync';
import { text } from '../../../chaincode/domain/bytes.js';
import { CliFailure } from '../frame/failure.js';
import { findingLines, type TableFinding } from './findings.js';

export interface Table {
  readonly headings: readonly string[];
  /** `number` is the row's number as a spreadsheet shows it. */
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}

/** What may stand between cells. */
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

const quoteWithin = 'a quotation mark within a cell; double it and quote the whole cell';
// The library's own messages repeat cells.
const explanations: Readonly<Partial<Record<CsvErrorCode, string>>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  INVALID_OPENING_QUOTE: quoteWithin,
  CSV_INVALID_CLOSING_QUOTE: quoteWithin,
};

/**
 * Reads RFC 4180 CSV in UTF-8 or UTF-16 (which a byte order mark tells). Cells are parted by what the first line `sep=` says, else by
 * what stands most often in the headings, outside of quotation marks; `delimiter` decides instead. Empty rows are left out. Throws
 * CliFailure `csv_malformed`.
 */
export async function readTable(path: string, delimiter?: Delimiter): Promise<Table> {
  const malformed = (reason: string, cause?: unknown, details: readonly string[] = []): CliFailure =>
    new CliFailure(`${path}: ${reason}`, { code: 'csv_malformed', cause, details });
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw malformed('cannot be read', cause);
  });
  let parsed: string[][];
  let first = 1;
  try {
    const content = decoded(bytes);
    const [, said, rest = content] = /^sep=(.)\r?\n([^]*)$/.exec(content) ?? [];
    if (said !== undefined) first = 2;
    parsed = parse(rest, {
      delimiter: delimiter ?? said ?? delimiterOf(rest),
      relax_column_count: true,
      skip_empty_lines: false,
      trim: true,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw malformed('not UTF-8; save it as "CSV UTF-8"', cause);
    const why = explanations[cause.code] ?? 'not CSV as RFC 4180 describes it';
    throw malformed(`line ${Number(cause['lines']) + first - 1}: ${why}`, cause);
  }
  const filled = parsed
    .map((cells, i) => ({ number: i + first, cells: withoutEmptyEnd(cells) }))
    .filter(({ cells }) => cells.length > 0);
  const [top, ...rows] = filled;
  if (top === undefined) throw malformed('no headings');
  const headings = top.cells;
  const twice = headings.find((heading, i) => heading !== '' && headings.indexOf(heading) !== i);
  if (twice !== undefined) throw malformed(`two columns have the heading "${twice}"`);
  const longer = rows.filter(({ cells }) => cells.length > headings.length);
  if (longer.length > 0) {
    const found = longer.map(({ number, cells }): TableFinding => ({
      row: number,
      reason: `${cells.length} cells under ${headings.length} headings`,
    }));
    throw malformed('rows do not fit the headings', undefined, findingLines(found));
  }
  return { headings, rows };
}

/** Throws TypeError for what is no text of the encoding. */
function decoded(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    const encoding = a === 0xff ? 'utf-16le' : 'utf-16be';
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  }
  return text(bytes).replace(/^\uFEFF/, '');
}

/** Of headings such as `a;"b, c";d`, the character that parts most of them. */
function delimiterOf(content: string): Delimiter {
  const [line = ''] = content.split('\n').filter((one) => one.trim() !== '');
  const unquoted = line.replace(/"(?:[^"]|"")*"/g, '');
  const times = (delimiter: Delimiter): number => unquoted.split(delimiter).length;
  return delimiters.reduce((best, one) => (times(one) > times(best) ? one : best));
}

/** Spreadsheets fill short rows up, and some leave a delimiter at the end of each line. */
function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}
