import { readFile } from 'node:fs/promises';
import { CsvError, parse, type CsvErrorCode } from 'csv-parse/sync';
import { text } from '../../../../../chaincode/domain/bytes.js';
import { CliFailure } from '../../../frame/failure.js';

export interface Table {
  readonly headings: readonly string[];
  /** `number` is the row's number as a spreadsheet shows it: the headings are row 1. */
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}

const quoteWithin = 'a quotation mark within a cell; double it and quote the whole cell';
// The library's own messages repeat cells.
const explanations: Readonly<Partial<Record<CsvErrorCode, string>>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'not as many cells as there are headings',
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened and never closed',
  INVALID_OPENING_QUOTE: quoteWithin,
  CSV_INVALID_CLOSING_QUOTE: quoteWithin,
};

/** Spreadsheets of countries with decimal commas write semicolons. */
function delimiterOf(content: string): ',' | ';' {
  const [heading = ''] = content.split('\n', 1);
  return heading.includes(';') && !heading.includes(',') ? ';' : ',';
}

/** Reads RFC 4180 CSV in UTF-8, with or without byte order mark. Rows of empty cells are left out. */
export async function readTable(path: string): Promise<Table> {
  const malformed = (reason: string, cause?: unknown): CliFailure =>
    new CliFailure(`${path}: ${reason}`, { code: 'csv_malformed', cause });
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw malformed('cannot be read', cause);
  });
  let parsed: string[][];
  try {
    const content = text(bytes);
    parsed = parse(content, {
      bom: true,
      delimiter: delimiterOf(content),
      skip_empty_lines: false,
      trim: true,
    });
  } catch (cause) {
    if (cause instanceof CsvError) {
      throw malformed(
        `line ${String(cause['lines'])}: ${explanations[cause.code] ?? 'not CSV as RFC 4180 describes it'}`,
        cause,
      );
    }
    throw malformed('not UTF-8; save it as "CSV UTF-8"', cause);
  }
  const [headings, ...rows] = parsed;
  if (!headings) throw malformed('no headings');
  const twice = headings.find((heading, i) => heading !== '' && headings.indexOf(heading) !== i);
  if (twice !== undefined) throw malformed(`two columns have the heading "${twice}"`);
  return {
    headings,
    rows: rows
      .map((cells, i) => ({ number: i + 2, cells }))
      .filter(({ cells }) => cells.some((cell) => cell !== '')),
  };
}
