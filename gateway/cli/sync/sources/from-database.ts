import type { Address } from '../address.js';
import type { Deliveries, Delivery } from '../delivery.js';
import type { SourceMemory } from '../memory.js';
import { reachedBy, resumeFrom } from '../reached.js';
import type { SqlTable } from './sql.js';

export interface DatabaseSource {
  readonly address: Extract<Address, { readonly kind: 'postgres' | 'sqlite' }>;
  readonly query: string;
  /** Left out: all is read each time. */
  readonly cursor?: string | undefined;
  /** Seconds that a transaction may take. */
  readonly lag: number;
  readonly memory: SourceMemory;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** A query's answer from where it was read to. */
export function fromDatabase(source: DatabaseSource): Deliveries {
  return { unsettled: [], foreign: [], items: answer(source) };
}

// eslint-disable-next-line @typescript-eslint/require-await -- as files are asked, too
async function* answer(source: DatabaseSource): AsyncGenerator<Delivery> {
  const { address, cursor, lag, memory, now } = source;
  const before = memory.reached();
  const at = now();
  let table: SqlTable | undefined;
  yield {
    name: address.name,
    version: String(at),
    async open() {
      table = await openDatabase(source, cursor === undefined ? undefined : resumeFrom(before, lag));
      return new Map([[address.name, table]]);
    },
    async taken() {
      // Where no row came the source stands where it stood.
      const position = table?.position() ?? before?.position;
      if (cursor !== undefined && position !== undefined)
        await memory.keepReached(reachedBy(before, { at, position }, lag));
    },
    async close() {
      await table?.close();
    },
  };
}

async function openDatabase(source: DatabaseSource, from: string | undefined): Promise<SqlTable> {
  const { address, cursor, query, signal } = source;
  const question = { query, cursor, from, signal };
  if (address.kind === 'postgres') {
    const { openPostgres } = await import('./postgres.js');
    return openPostgres(address.url, address.name, question);
  }
  const { openSqlite } = await import('./sqlite.js');
  return openSqlite(address.path, address.name, question);
}
