import type { FactRecord, RecordKind } from '../../../chaincode/domain/records/index.js';
import { CliFailure } from '../failure.js';
import { columnsOf, type Column } from '../forms/columns.js';
import { buildRecord } from '../forms/record.js';
import type { CsvMap } from './map.js';
import type { Table } from './table.js';

export interface CsvRow {
  /** As the spreadsheet shows it. */
  readonly row: number;
  readonly record: FactRecord;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Which column each heading means; undefined for a heading that is to be ignored. */
function assign(
  headings: readonly string[],
  columns: readonly Column[],
  map: CsvMap,
): (Column | undefined)[] {
  const assigned = headings.map((heading) => {
    const wanted = map.columns[heading] ?? heading;
    return columns.find(({ name }) => plain(name) === plain(wanted));
  });
  const twice = assigned.find((column, i) => column !== undefined && assigned.indexOf(column) !== i);
  if (twice) {
    throw new CliFailure(`two headings mean the column ${twice.name}`, { code: 'csv_malformed' });
  }
  return assigned;
}

/** The texts of one row by column name. */
function valuesOf(
  cells: readonly string[],
  assigned: readonly (Column | undefined)[],
  map: CsvMap,
): Map<string, string> {
  const values = new Map(Object.entries(map.constants));
  cells.forEach((cell, i) => {
    const column = assigned[i];
    if (column && cell !== '') values.set(column.name, map.values[column.name]?.[cell] ?? cell);
  });
  // Not the time of this run: the same file must give the same records whenever it is run again.
  const validFrom = values.get('validFrom');
  if (!values.has('at') && validFrom !== undefined) values.set('at', validFrom);
  return values;
}

/**
 * Reads every row as a record. Throws CliFailure `csv_rows` that lists every finding by row and column: nothing
 * is sent of a file that has one.
 */
export function readRows(kind: RecordKind, table: Table, map: CsvMap): readonly CsvRow[] {
  const assigned = assign(table.headings, columnsOf(kind), map);
  const rows: CsvRow[] = [];
  const findings: string[] = [];
  for (const { number, cells } of table.rows) {
    const built = buildRecord(kind, valuesOf(cells, assigned, map), map.dates);
    if ('record' in built) rows.push({ row: number, record: built.record });
    else {
      for (const { column, reason } of built.findings) {
        const index = column ? assigned.findIndex((candidate) => candidate?.name === column.name) : -1;
        const heading = table.headings[index] ?? column?.name;
        findings.push(`row ${number}${heading === undefined ? '' : `, column ${heading}`}: ${reason}`);
      }
    }
  }
  if (findings.length === 0) return rows;
  throw new CliFailure('the file has mistakes; nothing was sent', { code: 'csv_rows', details: findings });
}
