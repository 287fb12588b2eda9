import { findingLines, Findings, type TableFinding } from './findings.js';
import { headingsOf } from './headings.js';
import { malformed } from './malformed.js';
import type { SourceRow, TableSource } from './source.js';

/** A row as a reader finds it: of any length, perhaps empty. */
export interface RawRow {
  readonly number: number;
  readonly cells: readonly string[];
  /** What is wrong with it, whatever its cells mean; `at` is the cell's position. */
  readonly mistakes?: readonly { readonly at: number; readonly reason: string }[] | undefined;
}

/** Opens a file's rows from its start. Throws CliFailure `csv_malformed`, at once or later. */
export type OpenRows = () => AsyncIterable<RawRow>;

/**
 * The table that a file's rows are: the first row that is not empty holds the headings, other empty ones are left out. Rows that do not
 * fit, and cells that cannot be read, are told at the end of each reading, all at once: a reading that ends well has no mistake.
 * Throws CliFailure `csv_malformed`.
 */
export async function tableOf(name: string, openRows: OpenRows): Promise<TableSource> {
  const headings = await headingsIn(name, openRows);
  return { name, headings, repeatable: true, rows: () => rowsUnder(name, headings, openRows) };
}

async function headingsIn(name: string, openRows: OpenRows): Promise<readonly string[]> {
  for await (const { cells, mistakes, number } of openRows()) {
    const filled = withoutEmptyEnd(cells);
    if (filled.length === 0) continue;
    if (mistakes === undefined || mistakes.length === 0) return headingsOf(name, filled);
    const lines = findingLines(mistakesOf(number, 0, [], mistakes));
    throw malformed(name, 'its headings cannot be read', { details: lines });
  }
  throw malformed(name, 'no headings');
}

async function* rowsUnder(
  name: string,
  headings: readonly string[],
  openRows: OpenRows,
): AsyncGenerator<SourceRow> {
  const findings = new Findings();
  let under = false;
  for await (const { number, cells, mistakes } of openRows()) {
    const length = cells.findLastIndex((cell) => cell !== '') + 1;
    if (length === 0) continue;
    if (!under) {
      under = true;
      continue;
    }
    for (const finding of mistakesOf(number, length, headings, mistakes)) findings.add(finding);
    const unread = mistakes === undefined ? undefined : new Set(mistakes.map(({ at }) => at));
    yield { number, cells: headings.map((_, i) => cells[i] ?? ''), unread };
  }
  if (!findings.empty) throw malformed(name, 'not all of it can be read', { details: findings.lines() });
}

function mistakesOf(
  row: number,
  length: number,
  headings: readonly string[],
  mistakes: RawRow['mistakes'] = [],
): TableFinding[] {
  const ofCells = mistakes.map(({ at, reason }) => ({
    row,
    column: headings[at] || `number ${at + 1}`,
    reason,
  }));
  if (length <= headings.length) return ofCells;
  return [...ofCells, { row, reason: `${length} cells under ${headings.length} headings` }];
}

/** Spreadsheets fill short rows up, and some leave a delimiter at the end of each line. */
function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}
