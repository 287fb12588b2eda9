import type { FactRecord } from '../../../../../chaincode/domain/records/index.js';
import { CliFailure } from '../../../frame/failure.js';
import type { RowRecord } from '../../../maps/rows.js';
import { Findings } from '../../../tables/findings.js';
import type { SourceRow, TableSource } from '../../../tables/source.js';

export interface CsvRow {
  /** As the spreadsheet shows it. */
  readonly row: number;
  readonly record: FactRecord;
}

/** A file that was read once, and found to be right. */
export interface CheckedFile {
  readonly rows: number;
  /** Rows that its map leaves out. */
  readonly leftOut: number;
  /** Reads it again. */
  records(): AsyncIterable<CsvRow>;
}

/**
 * Reads a file to its end. `read` must say the same of a row each time. Throws CliFailure `csv_rows` that tells every mistake by row and
 * column: nothing is sent of a file that has one.
 */
export async function checkRows(
  source: TableSource,
  read: (row: SourceRow) => RowRecord,
): Promise<CheckedFile> {
  const findings = new Findings();
  let [rows, leftOut] = [0, 0];
  const unreadable = await (async () => {
    for await (const row of source.rows()) {
      const found = read(row);
      if ('leftOut' in found) leftOut += 1;
      else rows += 1;
      if ('findings' in found) for (const finding of found.findings) findings.add(finding);
    }
  })().catch(ofTable);
  const details = [...(unreadable?.details ?? []), ...findings.lines()];
  if (unreadable !== undefined)
    throw new CliFailure(unreadable.message, { code: unreadable.code, cause: unreadable, details });
  if (details.length > 0)
    throw new CliFailure('the file has mistakes; nothing was sent', { code: 'csv_rows', details });
  return { rows, leftOut, records: () => recordsOf(source, read) };
}

/** What is wrong with the file hides no mistake of its rows. */
function ofTable(error: unknown): CliFailure {
  if (error instanceof CliFailure && error.code === 'csv_malformed') return error;
  throw error;
}

async function* recordsOf(source: TableSource, read: (row: SourceRow) => RowRecord): AsyncGenerator<CsvRow> {
  for await (const row of source.rows()) {
    const found = read(row);
    if ('record' in found) yield { row: row.number, record: found.record };
  }
}
