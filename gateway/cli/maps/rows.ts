import type { FactRecord, RecordKind } from '../../../chaincode/domain/records/index.js';
import { CliFailure } from '../frame/failure.js';
import type { Column } from '../forms/columns.js';
import { buildRecord } from '../forms/record.js';
import { anyColumnOf, setStarts } from '../forms/replacement.js';
import type { TableFinding } from '../tables/findings.js';
import type { CsvMap } from './map.js';
import type { SourceRow } from '../tables/source.js';

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
  if (twice) throw new CliFailure(`two headings mean the column ${twice.name}`, { code: 'csv_malformed' });

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
  // The same file must give the same records whenever it is run again.
  setStarts(values);
  return values;
}

/** A mistyped heading would leave out what was meant to be signed. Throws CliFailure `csv_columns`. */
function needHeadings(headings: readonly string[], { columns }: CsvMap): void {
  const lacking = Object.keys(columns).filter((heading) => !headings.includes(heading));
  if (lacking.length === 0) return;
  throw new CliFailure('the map names headings that the file does not have', {
    code: 'csv_columns',
    details: [
      ...lacking.map((heading) => `no heading "${heading}"`),
      `headings of the file: ${headings.join(', ')}`,
    ],
  });
}

/** Told once for the whole file, not for each of its rows. Throws CliFailure `csv_columns`. */
function needColumns(
  columns: readonly Column[],
  given: ReadonlySet<string | undefined>,
  unused: readonly string[],
): void {
  // Where something has a start, that is when it happened.
  const spared = (name: string): boolean =>
    name === 'at' && columns.some((column) => column.name === 'validFrom');
  const missing = columns.filter(({ name, required }) => required && !given.has(name) && !spared(name));
  if (missing.length === 0) return;
  const details = missing.map(({ name, description }) => `no column ${name}: ${description}`);
  if (unused.length > 0) details.push(`headings without a meaning so far: ${unused.join(', ')}`);
  throw new CliFailure('the file lacks columns; rename its headings, or say in a --map file what they mean', {
    code: 'csv_columns',
    details,
  });
}

/** Reads rows of a table as records. */
export interface CsvReader {
  /** Headings that mean no column: what stands under them is not signed. */
  readonly unused: readonly string[];
  /** The record of a row, or all that is wrong with it. */
  read(row: SourceRow): { readonly record: FactRecord } | { readonly findings: readonly TableFinding[] };
}

/** Throws CliFailure `csv_columns` where headings do not fit. */
export function csvReader(kind: RecordKind, headings: readonly string[], map: CsvMap): CsvReader {
  const columns = anyColumnOf(kind);
  needHeadings(headings, map);
  const assigned = assign(headings, columns, map);
  const unused = headings.filter((heading, i) => heading !== '' && assigned[i] === undefined);
  const given = new Set([...assigned.map((column) => column?.name), ...Object.keys(map.constants)]);
  needColumns(columns, given, unused);
  return {
    unused,
    read({ number, cells }) {
      const built = buildRecord(kind, valuesOf(cells, assigned, map), map);
      if ('record' in built) return built;
      const findings: TableFinding[] = [];
      for (const { column, reason } of built.findings) {
        // It is a copy of validFrom, which is named already.
        if (column?.name === 'at' && !given.has('at')) continue;
        if (column?.name === 'replacement.at' && !given.has('replacement.at') && reason !== 'missing')
          continue;
        const index = column ? assigned.findIndex((candidate) => candidate?.name === column.name) : -1;
        findings.push({ row: number, column: headings[index] ?? column?.name, reason });
      }
      return { findings };
    },
  };
}
