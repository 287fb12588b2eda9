import type { TableSource } from '../../tables/source.js';
import { CliFailure } from '../../frame/failure.js';

/** What is asked of a database. */
export interface SqlQuestion {
  /** One SELECT, without a semicolon. It may use `$1`: the position read from, null where it is read from the start. */
  readonly query: string;
  /** The column that only grows; left out: all is read each time. */
  readonly cursor?: string | undefined;
  /** A position that an earlier answer gave. */
  readonly from?: string | undefined;
  /** Breaks the answer off. */
  readonly signal: AbortSignal;
}

/** An answer, read once and row by row. */
export interface SqlTable extends TableSource {
  /** The cursor's value in the last row, once all are read; `from` where there was none. */
  position(): string | undefined;
  /** Ends the connection, however far it was read. */
  close(): Promise<void>;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * The query with its rows from the position on, in the cursor's order. Rows of the very position come again: others may have been
 * committed with the same value since. Rows without a value come always, so that none is left out silently: see `withoutPosition`.
 */
export function statementOf({ query, cursor, from }: SqlQuestion): string {
  const inner = `select * from (\n${query.replace(/[\s;]+$/, '')}\n) as source`;
  if (cursor === undefined) return inner;
  const column = `source.${quoted(cursor)}`;
  const since = from === undefined ? '' : ` where ${column} >= $1 or ${column} is null`;
  return `${inner}${since} order by ${column} nulls first`;
}

/** Whether a statement asks for the position that it is read from. */
export const takesPosition = (statement: string): boolean => /\$1(?!\d)/.test(statement);

/** Throws CliFailure `source_columns`: of two columns of one name, nobody can say which is meant. */
export function needOnce(name: string, headings: readonly string[]): void {
  const twice = headings.find((heading, i) => headings.indexOf(heading) !== i);
  if (twice === undefined) return;
  throw new CliFailure(`${name}: the query gives two columns the name "${twice}"; rename one with "as"`, {
    code: 'source_columns',
  });
}

/** Without a value a row would be read in every run, or in none. */
export function withoutPosition(name: string, cursor: string, row: number): CliFailure {
  return new CliFailure(
    `${name}, row ${row}: the cursor ${cursor} is empty; choose a column that every row fills, or leave such rows out of the query`,
    { code: 'source_columns' },
  );
}
