import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { anyColumnOf } from '../forms/replacement.js';
import { CliFailure } from '../frame/failure.js';
import type { TableFinding } from '../tables/findings.js';
import type { SourceRow } from '../tables/source.js';
import { combineEntries } from './combine.js';
import { columnNames, derivedOf } from './derived.js';
import { entryReader, type EntryReader, type Headed } from './entries.js';
import type { CsvMap, RecordMap } from './record-map.js';
import { tableFindings } from './place.js';
import { recordOf, type Resolver } from './resolve.js';

/** What a row of a spreadsheet comes to. */
export type RowRecord =
  | { readonly record: FactRecord }
  | { readonly leftOut: true }
  /** None where a cell cannot be read, of which the table tells itself. */
  | { readonly findings: readonly TableFinding[] };

/** Reads rows of which each is one record. */
export interface RowReader {
  /** Headings that mean no column: what stands under them is not signed. */
  readonly unused: readonly string[];
  /** The references of a row, for which a resolver must know the order before the row is read. */
  referenceIn(row: SourceRow): string | undefined;
  read(row: SourceRow, resolver: Resolver): RowRecord;
}

/** For one table. Throws CliFailure `csv_columns`, once for the whole file and not for each of its rows. */
export function rowReader({ headings, name }: Headed, map: CsvMap): RowReader {
  const record = withHeadings(map.record, headings);
  needColumns(record, headings);
  const entries = entryReader({ headings, name }, [record], map);
  return {
    unused: entries.unused,
    referenceIn: (row) => entries.entriesOf(row).entries[0]?.values.get('reference'),
    read: (row, resolver) => readRow(row, entries, map, resolver),
  };
}

function readRow(row: SourceRow, reader: EntryReader, map: CsvMap, resolver: Resolver): RowRecord {
  const { entries, findings } = reader.entriesOf(row);
  const [entry] = entries;
  if (entry === undefined) return { leftOut: true };
  const { record } = entry;
  const values = combineEntries(record, entries);
  const made = recordOf(record, values, map, resolver);
  if ('record' in made) return made;
  const all = [...findings, ...tableFindings(entry, made.findings)];
  if (all.length === 0 && row.unread === undefined)
    throw new TypeError('a row is neither a record nor wrong');
  return { findings: all };
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * With the headings that the map leaves out, and that match a column by its name. What the map says of a column goes before. Throws
 * CliFailure.
 */
function withHeadings(record: RecordMap, headings: readonly string[]): RecordMap {
  const columns = new Map(record.columns);
  const mapped = new Set([...columns.values()].flat());
  for (const name of columnNames(record.kind, 'csv')) {
    const meant = headings.filter((heading) => isNamed(heading, name) && !columns.has(heading));
    const [heading = '', ...others] = meant;
    if (mapped.has(name) || meant.length === 0) continue;
    if (others.length > 0) {
      throw new CliFailure(`several headings mean the column ${name}: ${meant.join(', ')}`, {
        code: 'csv_columns',
        details: [`say in a --map file which it is: {"columns": {${JSON.stringify(heading)}: "${name}"}}`],
      });
    }
    columns.set(heading, [name]);
  }
  return { ...record, columns };
}

/** One that stands there twice is numbered, see `headingsOf`. */
const isNamed = (heading: string, column: string): boolean =>
  plain(heading.replace(/ \(\d+\)$/, '')) === plain(column);

function needColumns(record: RecordMap, headings: readonly string[]): void {
  const { columns, constants, kind, promises } = record;
  const given = new Set([...[...columns.values()].flat(), ...constants.keys(), ...promises.keys()]);
  const made = derivedOf(kind).flatMap(({ gives, name }) => (given.has(name) ? gives : []));
  for (const name of made) given.add(name);
  const all = anyColumnOf(kind);
  // Where something has a start, that is when it happened.
  if (all.some(({ name }) => name === 'validFrom')) given.add('at');
  const missing = all.filter(({ name, required }) => required && !given.has(name));
  if (missing.length === 0) return;
  const unused = headings.filter((heading) => heading !== '' && !columns.has(heading));
  const details = missing.map(
    ({ name, description }) => `no column ${nameOrOther(record, name)}: ${description}`,
  );
  if (unused.length > 0) details.push(`headings without a meaning so far: ${unused.join(', ')}`);
  throw new CliFailure('the file lacks columns; rename its headings, or say in a --map file what they mean', {
    code: 'csv_columns',
    details,
  });
}

/** `value.band, or value.amount`: what a row can hold in its place. */
function nameOrOther({ kind }: RecordMap, name: string): string {
  const others = derivedOf(kind).filter(({ gives }) => gives.includes(name));
  const here = others.filter(({ forImporter }) => !forImporter).map((one) => one.name);
  const there = others.filter(({ forImporter }) => forImporter).map((one) => one.name);
  const importer = there.length === 0 ? '' : ` (stl import orders makes it of a column ${there.join(', ')})`;
  return `${[name, ...here].join(', or ')}${importer}`;
}
