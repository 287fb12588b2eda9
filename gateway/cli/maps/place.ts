import type { TableFinding } from '../tables/findings.js';
import type { Entry } from './entries.js';
import type { RecordMap } from './record-map.js';
import type { ValueFinding } from './resolve.js';

/** The heading over a column's cells; the column itself where a constant says it. */
export const headingOf = ({ columns }: RecordMap, column: string | undefined): string | undefined =>
  [...columns].find(([, names]) => column !== undefined && names.includes(column))?.[0] ?? column;

/** Mistakes of a record with their row and heading: where a person finds them. */
export function tableFindings(
  { record, row }: Pick<Entry, 'record' | 'row'>,
  findings: readonly ValueFinding[],
): TableFinding[] {
  return findings.map(({ column, reason }) => ({ row, column: headingOf(record, column), reason }));
}
