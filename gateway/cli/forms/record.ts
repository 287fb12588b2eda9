import { newestFold } from '../../../chaincode/domain/fold-version.js';
import type { FactRecord, RecordKind } from '../../../chaincode/domain/records/index.js';
import { recordDefects } from '../../../chaincode/domain/records/validate.js';
import { readCell } from './cell.js';
import { CellError } from './cell-error.js';
import type { Column } from './columns.js';
import { anyColumnOf, columnsOfRow, replacedKind, withSeller } from './replacement.js';
import { utcTimes, type TimeReading } from './time-cell.js';

/** What is wrong, and in which column; without one it is the record as a whole. */
export interface Finding {
  readonly column?: Column;
  readonly reason: string;
}

function place(record: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = record;
  for (const name of path.slice(0, -1)) at = (at[name] ??= {}) as Record<string, unknown>;
  at[path.at(-1) as string] = value;
}

/** The column that holds the member a pointer leads to or into. */
function columnAt(columns: readonly Column[], pointer: string): Column | undefined {
  return columns.find(({ path }) => `${pointer}/`.startsWith(`/${path.join('/')}/`));
}

function missing(columns: readonly Column[], values: ReadonlyMap<string, string>): Finding[] {
  return columns
    .filter(({ name, required }) => required && !values.has(name))
    .map((column) => ({ column, reason: 'missing' }));
}

/** A column of another kind would be left out in silence. */
function misplaced(
  kind: RecordKind,
  columns: readonly Column[],
  values: ReadonlyMap<string, string>,
): Finding[] {
  const replaced = replacedKind(values);
  if (replaced === undefined) return [];
  return anyColumnOf(kind)
    .filter(({ name }) => values.has(name) && columns.every((column) => column.name !== name))
    .map((column) => ({ column, reason: `a record of kind ${replaced} has no such column` }));
}

/**
 * Builds a record from texts by column name. Returns the record, or every finding: a person mends all of them
 * at once. A member that is not given at all but has a natural value gets it from `defaults`.
 */
export function buildRecord(
  kind: RecordKind,
  given: ReadonlyMap<string, string>,
  times: TimeReading = utcTimes,
): { readonly record: FactRecord } | { readonly findings: readonly [Finding, ...Finding[]] } {
  const values = withSeller(given);
  const columns = columnsOfRow(kind, values);
  const findings = [...missing(columns, values), ...misplaced(kind, columns, values)];
  const record: Record<string, unknown> = { kind };
  for (const column of columns) {
    const text = values.get(column.name);
    if (text === undefined) continue;
    try {
      place(record, column.path, readCell(column, text, times));
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      findings.push({ column, reason: error.message });
    }
  }
  const told = new Set(findings.map(({ column }) => column?.name));
  for (const { code, pointer = '', reason } of recordDefects(record, newestFold)) {
    const column = columnAt(columns, pointer);
    // The ledger's reasons are for programs: a person is told what would be right.
    if (column === undefined) {
      // What the record lacks as a whole may be what its cells lack.
      if (told.size === 0) findings.push({ reason });
    } else if (!told.has(column.name)) {
      // What the cell says has the right form, and does not go together with another one.
      const isForm = code === 'record_schema';
      findings.push({ column, reason: isForm ? `not right; it must be ${column.description}` : reason });
    }
  }
  const [first, ...rest] = findings;
  return first ? { findings: [first, ...rest] } : { record: record as unknown as FactRecord };
}
