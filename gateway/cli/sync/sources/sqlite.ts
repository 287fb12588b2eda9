import { access } from 'node:fs/promises';
import { CliFailure } from '../../frame/failure.js';
import type { SourceRow } from '../../tables/source.js';
import {
  needOnce,
  withoutPosition,
  statementOf,
  takesPosition,
  type SqlQuestion,
  type SqlTable,
} from './sql.js';

type Cell = string | number | bigint | Uint8Array | null;

const busyMs = 10_000;

/**
 * Asks a file of SQLite, opened for reading alone. Others may write to it meanwhile: the answer is of one moment.
 * `name`: what messages call the source. Throws CliFailure.
 */
export async function openSqlite(path: string, name: string, question: SqlQuestion): Promise<SqlTable> {
  const { cursor, from, signal } = question;
  const { DatabaseSync } = await load();
  await access(path).catch((cause: unknown) => {
    throw new CliFailure(`${name}: there is no such file, or it may not be read`, {
      code: 'source_unreachable',
      cause,
    });
  });
  const failed = (cause: unknown): CliFailure =>
    new CliFailure(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      code: 'source_refused',
      cause,
    });
  const opened = (): InstanceType<typeof DatabaseSync> => {
    try {
      return new DatabaseSync(path, { readOnly: true, timeout: busyMs });
    } catch (cause) {
      throw failed(cause);
    }
  };
  const database = opened();
  const close = (): Promise<void> => {
    if (database.isOpen) database.close();
    return Promise.resolve();
  };

  try {
    const text = statementOf(question);
    const statement = database.prepare(text);
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    // Of the query itself: around it, SQLite gives the second column of a name another one.
    const headings = database
      .prepare(question.query)
      .columns()
      .map((column) => column.name);
    needOnce(name, headings);
    const at = cursor === undefined ? -1 : headings.indexOf(cursor);
    const start = from === undefined ? null : fromPosition(from);
    let position = from;

    async function* rows(): AsyncGenerator<SourceRow> {
      let number = 0;
      try {
        const answer = takesPosition(text) ? statement.iterate({ $1: start }) : statement.iterate();
        for (const row of answer as Iterable<unknown> as Iterable<readonly Cell[]>) {
          signal.throwIfAborted();
          number += 1;
          if (at >= 0) position = nextPosition(position, row[at] ?? null, name, cursor ?? '', number);
          yield { number, cells: row.map((cell, i) => plainText(cell, name, headings[i] ?? '', number)) };
        }
      } catch (error) {
        throw signal.aborted || error instanceof CliFailure ? error : failed(error);
      } finally {
        await close();
      }
    }
    return { name, headings, rows, repeatable: false, position: () => position, close };
  } catch (error) {
    await close();
    throw error instanceof CliFailure ? error : failed(error);
  }
}

/** Numbers as digits, texts in quotation marks: SQLite compares a number with a text by their types alone. */
function toPosition(cell: Exclude<Cell, null>): string {
  return typeof cell === 'string' ? JSON.stringify(cell) : String(cell);
}

function fromPosition(position: string): string | number | bigint {
  if (position.startsWith('"')) return JSON.parse(position) as string;
  return /^-?\d+$/.test(position) ? BigInt(position) : Number(position);
}

/** Where a column holds numbers and texts, rows of the one kind would never come after those of the other. */
function nextPosition(
  last: string | undefined,
  cell: Cell,
  name: string,
  cursor: string,
  row: number,
): string {
  if (cell === null) throw withoutPosition(name, cursor, row);
  const next = toPosition(cell);
  const isText = (position: string): boolean => position.startsWith('"');
  if (cell instanceof Uint8Array || (last !== undefined && isText(last) !== isText(next))) {
    throw new CliFailure(
      `${name}, row ${row}: the cursor ${cursor} holds values of several types; cast it to one in the query`,
      { code: 'source_columns' },
    );
  }
  return next;
}

function plainText(cell: Cell, name: string, heading: string, row: number): string {
  if (cell === null) return '';
  if (cell instanceof Uint8Array) {
    throw new CliFailure(`${name}, row ${row}, column ${heading}: bytes, not text; cast it in the query`, {
      code: 'source_columns',
    });
  }
  return String(cell).trim();
}

async function load(): Promise<typeof import('@photostructure/sqlite')> {
  try {
    return await import('@photostructure/sqlite');
  } catch (cause) {
    throw new CliFailure(
      'the package @photostructure/sqlite is not installed: it is optional, for there is none for some systems. ' +
        'Run "npm install" again, or export the query to a file of a folder that "stl sync" reads',
      { code: 'sqlite_missing', cause },
    );
  }
}
