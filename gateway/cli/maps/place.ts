import type { TableFinding } from '../tables/findings.js';
import type { Entry } from './entries.js';
import type { ValueFinding } from './resolve.js';

/** Mistakes of a record with their row and heading: where a person finds them. */
export function tableFindings(
  { record, row }: Pick<Entry, 'record' | 'row'>,
  findings: readonly ValueFinding[],
): TableFinding[] {
  return findings.map(({ column, reason }) => ({
    row,
    column: [...record.columns].find(([, columns]) => columns.includes(column ?? ''))?.[0] ?? column,
    reason,
  }));
}
