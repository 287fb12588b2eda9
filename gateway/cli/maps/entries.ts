import { CellError } from '../forms/cell-error.js';
import { CliFailure } from '../frame/failure.js';
import type { TableFinding } from '../tables/findings.js';
import type { SourceRow, TableSource } from '../tables/source.js';
import { cellReader, unread } from './cell-text.js';
import { currencyColumnOf } from './derived.js';
import type { Filters, Reading, RecordMap } from './record-map.js';
import { plainWord, wordOf } from './words.js';

/** What one row says of one record, before rows of one key are joined. */
export interface Entry {
  readonly record: RecordMap;
  /** The cells under the headings of the record's key. */
  readonly key: readonly string[];
  /** Of the row. */
  readonly row: number;
  /**
   * Column -> text, of filled cells alone, derived columns among them. Words are replaced, and days, times, amounts and countries
   * have one form (see `cell-text.ts`), so that they can be compared, and read without the map.
   */
  readonly values: ReadonlyMap<string, string>;
}

export interface RowEntries {
  readonly entries: readonly Entry[];
  /** Whether `only` or `except` is why there is no entry. Without both, the row has nothing that the map asks for. */
  readonly leftOut: boolean;
  readonly findings: readonly TableFinding[];
}

/** What a table is called, and its headings. */
export type Headed = Pick<TableSource, 'headings' | 'name'>;

/** Reads the rows of one table. */
export interface EntryReader {
  /** Headings without a meaning: what stands under them goes nowhere. */
  readonly unused: readonly string[];
  entriesOf(row: SourceRow): RowEntries;
}

/** A record, with the places of its cells in a row. */
interface Plan {
  readonly record: RecordMap;
  readonly key: readonly { readonly index: number; readonly heading: string }[];
  readonly only: readonly Filter[];
  readonly except: readonly Filter[];
  /** Without one of these cells there is no record; empty where each row is one. */
  readonly starts: readonly PlannedCell[];
  readonly cells: readonly PlannedCell[];
}

interface Filter {
  readonly index: number;
  readonly words: ReadonlySet<string>;
}

interface PlannedCell {
  readonly index: number;
  readonly heading: string;
  readonly column: string;
  readonly read: ReturnType<typeof cellReader>;
}

/**
 * What the rows of a table say: entries of `records`, which are those of the table. Throws CliFailure `csv_columns` where the
 * records name headings that are not there.
 */
export function entryReader(table: Headed, records: readonly RecordMap[], reading: Reading): EntryReader {
  needHeadings(table, records, reading);
  const { headings } = table;
  const plans = records.map((record) => planOf(headings, record, reading));
  const used = new Set(records.flatMap(headingsOf));
  return {
    unused: headings.filter((heading) => heading !== '' && !used.has(heading)),
    entriesOf: (row) => entriesOf(row, plans),
  };
}

/** All headings that a record asks for. */
export const headingsOf = ({ columns, except, key, only }: RecordMap): string[] => [
  ...columns.keys(),
  ...key,
  ...only.keys(),
  ...except.keys(),
];

/** A mistyped heading would leave out what was meant to be signed. */
function needHeadings(
  { headings, name }: Headed,
  records: readonly RecordMap[],
  { optional = new Set() }: Reading,
): void {
  const there = new Set([...headings, ...optional]);
  const lacking = [...new Set(records.flatMap(headingsOf))].filter((heading) => !there.has(heading));
  if (lacking.length === 0) return;
  const similar = new Map(headings.map((heading) => [plainWord(heading), heading]));
  throw new CliFailure(`${name} lacks headings that the map names`, {
    code: 'csv_columns',
    details: [
      ...lacking.map((heading) => {
        const meant = similar.get(plainWord(heading));
        return `no heading "${heading}"${meant === undefined ? '' : `; there is "${meant}"`}`;
      }),
      `headings of the file: ${headings.join(', ')}`,
    ],
  });
}

function planOf(headings: readonly string[], record: RecordMap, reading: Reading): Plan {
  const index = (heading: string): number => headings.indexOf(heading);
  const filters = (of: Filters): Filter[] =>
    [...of].map(([heading, words]) => ({ index: index(heading), words }));
  const cells = [...record.columns].flatMap(([heading, columns]) =>
    columns.map((column): PlannedCell => ({
      index: index(heading),
      heading,
      column,
      read: cellReader(record, column, reading),
    })),
  );
  const timed = ['at', 'validFrom'].map((name) => cells.filter(({ column }) => column === name));
  return {
    record,
    key: record.key.map((heading) => ({ index: index(heading), heading })),
    only: filters(record.only),
    except: filters(record.except),
    // A row of a spreadsheet that lacks its time is a mistake; one of an export tells of what has not happened.
    starts:
      record.key.length === 0 || record.constants.has('at')
        ? []
        : (timed.find((found) => found.length > 0) ?? []),
    // Amounts are compared with their currency.
    cells: cells.sort((a, b) => Number(isAmount(a.column)) - Number(isAmount(b.column))),
  };
}

const isAmount = (column: string): boolean => currencyColumnOf(column) !== undefined;

function entriesOf(row: SourceRow, plans: readonly Plan[]): RowEntries {
  const entries: Entry[] = [];
  const findings = new Map<string, TableFinding>();
  let filtered = false;
  const found = (column: string, reason: string): void => {
    // Several records may read one cell.
    findings.set(`${column}\n${reason}`, { row: row.number, column, reason });
  };
  for (const plan of plans) {
    if (!isWanted(row, plan)) filtered = true;
    else if (isThere(row, plan)) entries.push(entryOf(row, plan, found));
  }
  return {
    entries,
    leftOut: filtered && entries.length === 0,
    findings: [...findings.values()],
  };
}

function isWanted({ cells }: SourceRow, { except, only }: Plan): boolean {
  const has = ({ index, words }: Filter): boolean => words.has(plainWord(cells[index] ?? ''));
  return only.every(has) && !except.some(has);
}

function isThere({ cells }: SourceRow, { record, starts }: Plan): boolean {
  const isFilled = ({ column, index }: PlannedCell): boolean =>
    wordOf(record.values.get(column), cells[index] ?? '') !== '';
  return starts.length === 0 || starts.some(isFilled);
}

/** Of which the table tells what is wrong. */
const isUnread = ({ unread: those }: SourceRow, index: number): boolean => those?.has(index) ?? false;

function entryOf(
  row: SourceRow,
  { cells, key, record }: Plan,
  found: (column: string, reason: string) => void,
): Entry {
  const values = new Map<string, string>();
  for (const { heading, index } of key) {
    if ((row.cells[index] ?? '') !== '' || isUnread(row, index)) continue;
    found(heading, 'empty; it says what the row is about');
    for (const column of record.columns.get(heading) ?? []) values.set(column, unread);
  }
  for (const { column, heading, index, read } of cells) {
    if (isUnread(row, index) && !values.has(column)) values.set(column, unread);
    const text = wordOf(record.values.get(column), row.cells[index] ?? '');
    // Of several headings for one column, the first that is filled counts.
    if (text === '' || values.has(column)) continue;
    if (text.includes(unread)) {
      found(heading, 'it holds the character NUL');
      values.set(column, unread);
      continue;
    }
    try {
      values.set(column, read(text, values));
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      found(heading, error.message);
      values.set(column, unread);
    }
  }
  return { record, key: key.map(({ index }) => row.cells[index] ?? ''), row: row.number, values };
}
