import type { Client as PgClient, QueryResult } from 'pg';
import type Cursor from 'pg-cursor';
import { CliFailure } from '../../frame/failure.js';
import type { SourceRow } from '../../tables/source.js';
import { databaseFailure } from './postgres-failure.js';
import {
  needOnce,
  withoutPosition,
  statementOf,
  takesPosition,
  type SqlQuestion,
  type SqlTable,
} from './sql.js';

type Cells = readonly (string | null)[];
type Fields = QueryResult['fields'];

const rowsAtOnce = 500;
const connectMs = 15_000;

/** LOCAL: a pooler that lends one connection to many (PgBouncer) must not keep any of it for others. */
const settings = [
  // Nothing that the query calls may write, and one snapshot answers all of it.
  'begin transaction isolation level repeatable read, read only',
  "set local statement_timeout = '10min'",
  "set local timezone = 'UTC'",
  "set local datestyle = 'ISO, YMD'",
  "set local intervalstyle = 'iso_8601'",
];

/** Texts as PostgreSQL writes them: a library's numbers and dates would lose digits. */
const asWritten = { getTypeParser: () => (text: string | Buffer) => text.toString() };

const boolType = 16;
const timeWithZoneType = 1184;

/**
 * Asks PostgreSQL in a transaction that can write nothing. `url`: `postgres://user@host:port/database`; what it leaves out is taken
 * from PGUSER, PGPASSWORD and the others, or from ~/.pgpass. `name`: what messages call the source. Throws CliFailure.
 */
export async function openPostgres(url: string, name: string, question: SqlQuestion): Promise<SqlTable> {
  const { cursor, from, signal } = question;
  signal.throwIfAborted();
  const { Client, PgCursor } = await load();
  const newClient = (): PgClient => {
    try {
      return new Client({
        connectionString: url,
        connectionTimeoutMillis: connectMs,
        application_name: 'stl sync',
        keepAlive: true,
      });
    } catch (cause) {
      // A file of certificates that the address names and that is not there.
      throw databaseFailure(name, cause);
    }
  };
  const client = newClient();
  // Without a listener a connection that breaks between two queries ends the process.
  client.on('error', () => undefined);
  const close = (): Promise<void> => client.end().catch(() => undefined);
  const onAbort = (): void => void close();
  signal.addEventListener('abort', onAbort);
  const end = async (): Promise<void> => {
    signal.removeEventListener('abort', onAbort);
    await close();
  };
  const failed = async (error: unknown): Promise<never> => {
    await end();
    signal.throwIfAborted();
    throw error instanceof CliFailure ? error : databaseFailure(name, error);
  };

  try {
    await client.connect();
    for (const setting of settings) await client.query(setting);
    const statement = statementOf(question);
    const answer = new PgCursor<Cells>(statement, takesPosition(statement) ? [from ?? null] : [], {
      rowMode: 'array',
      types: asWritten,
    });
    client.query(answer);
    const first = await readSome(answer);
    const headings = first.fields.map((field) => field.name);
    needOnce(name, headings);
    const at = cursor === undefined ? -1 : headings.indexOf(cursor);
    let position = from;

    async function* rows(): AsyncGenerator<SourceRow> {
      let number = 0;
      try {
        for (let some = first; some.rows.length > 0; some = await readSome(answer)) {
          for (const cells of some.rows) {
            number += 1;
            if (at >= 0) {
              position = cells[at] ?? undefined;
              if (position === undefined) throw withoutPosition(name, cursor ?? '', number);
            }
            yield { number, cells: cells.map((cell, i) => plainText(cell, first.fields[i]?.dataTypeID)) };
          }
        }
      } catch (error) {
        await failed(error);
      }
      await end();
    }
    return { name, headings, rows, repeatable: false, position: () => position, close: end };
  } catch (error) {
    return failed(error);
  }
}

function readSome(answer: Cursor<Cells>): Promise<{ rows: Cells[]; fields: Fields }> {
  return new Promise((resolve, reject) => {
    // Without a third argument after the last row, and after an error, whatever its types say.
    answer.read(rowsAtOnce, (error: Error | undefined, rows, found?: QueryResult) => {
      if (error) reject(error);
      else resolve({ rows, fields: found?.fields ?? [] });
    });
  });
}

/** As a file would have it: `true`, not `t`; an offset with its minutes. */
function plainText(cell: string | null, type: number | undefined): string {
  if (cell === null) return '';
  if (type === boolType) return cell === 't' ? 'true' : 'false';
  if (type === timeWithZoneType) return cell.replace(/\+00$/, 'Z');
  return cell.trim();
}

async function load(): Promise<{
  Client: new (...args: ConstructorParameters<typeof PgClient>) => PgClient;
  PgCursor: typeof Cursor;
}> {
  const [{ default: pg }, { default: PgCursor }] = await Promise.all([import('pg'), import('pg-cursor')]);
  return { Client: pg.Client, PgCursor };
}
