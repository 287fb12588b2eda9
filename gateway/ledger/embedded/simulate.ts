import type { Transaction, TransactionContext } from '../../../chaincode/transactions/index.js';
import type { Caller, WorldState } from '../../../chaincode/world-state.js';
import type { TransactionCall } from '../port.js';
import {
  sha256Hex,
  type RangeRecord,
  type ReadRecord,
  type TransactionRecord,
  type WriteRecord,
} from './block.js';
import { readRange, readState, valueOf, type Database } from './database.js';
import { inlineBytesMax, type StateEntry } from './layout.js';
import type { View } from './views.js';

/** What a transaction read and would write, before it has a place in the ledger. */
export interface Simulation {
  readonly record: Omit<TransactionRecord, 'code'>;
  /** In the order of `record.writes`. */
  readonly values: readonly Buffer[];
}

export interface Stamp {
  readonly caller: Caller;
  readonly txId: string;
  /** Seconds since the epoch. */
  readonly txTime: number;
}

/** Runs a transaction on a view of committed state. Whatever it throws, its writes are dropped. */
export async function simulate(
  db: Database,
  view: View,
  transaction: Transaction,
  tools: Pick<TransactionContext, 'crypto' | 'parseBatch'>,
  call: TransactionCall,
  stamp: Stamp,
): Promise<Simulation> {
  const reads = new Map<string, ReadRecord>();
  const ranges: RangeRecord[] = [];
  const puts = new Map<string, Buffer>();
  let event: { name: string; payload: string } | undefined;

  const state: WorldState = {
    ...stamp,
    get: (key) =>
      asPromise(() => {
        assertKey(key);
        const known = view.known(key);
        const entry = known?.entry ?? readState(db, key, view.snapshot);
        reads.set(key, readOf(key, entry));
        if (known !== undefined || entry === undefined) return known?.value;
        const value = valueOf(db, key, entry, view.snapshot);
        view.keep(key, { entry, value });
        return value;
      }),
    async *range(start, end) {
      const seen: ReadRecord[] = [];
      const range = { end, exhausted: false, reads: seen, start };
      ranges.push(range);
      for await (const [key, entry] of readRange(db, start, end, view.snapshot)) {
        seen.push(readOf(key, entry));
        yield [key, valueOf(db, key, entry, view.snapshot)] as const;
      }
      range.exhausted = true;
    },
    put: (key, value) =>
      asPromise(() => {
        assertKey(key);
        if (value.length === 0) throw new TypeError('an empty value cannot be told from none');
        // A copy: if the caller used its buffer again before the block is written, value and digest would differ.
        puts.set(key, Buffer.from(value));
      }),
    emit(name, payload) {
      event = { name, payload: Buffer.from(payload).toString('base64url') };
    },
  };

  const { args, transient = {} } = call;
  const result = await transaction({ ...tools, state, args, transient });
  const writes = [...puts].sort(([a], [b]) => compareKeys(a, b));
  return {
    record: {
      args: call.args,
      caller: stamp.caller,
      ...(event ? { event } : {}),
      name: call.name,
      ranges,
      reads: [...reads.values()],
      result,
      time: stamp.txTime,
      txId: stamp.txId,
      writes: writes.map(([key, value]) => writeRecord(key, value)),
    },
    values: writes.map(([, value]) => value),
  };
}

export const writeRecord = (key: string, value: Buffer): WriteRecord => ({
  digest: sha256Hex(value),
  key,
  length: value.length,
  ...(value.length <= inlineBytesMax ? { value: value.toString('base64url') } : {}),
});

/** Order of UTF-8 bytes, which is not that of JavaScript's UTF-16 units. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** A throw becomes a rejection, as callers of the port expect. */
function asPromise<T>(body: () => T): Promise<T> {
  return new Promise((resolve) => resolve(body()));
}

function readOf(key: string, entry: StateEntry | undefined): ReadRecord {
  return [key, entry ? [entry.version.block, entry.version.tx] : null];
}

/** As on Fabric. A lone surrogate would change on its way through UTF-8, so that two keys could meet. */
function assertKey(key: string): void {
  if (key === '' || key.startsWith('\0') || /\p{Surrogate}/u.test(key))
    throw new TypeError('not a state key');
}
