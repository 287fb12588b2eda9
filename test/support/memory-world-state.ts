import type { Caller, WorldState } from '../../chaincode/world-state.js';
import { parseBatch } from '../../chaincode/domain/batch/parse.js';
import { transactions, type TransactionContext } from '../../chaincode/transactions/index.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';

/** What a transaction needs of its platform. */
export const tools: Pick<TransactionContext, 'crypto' | 'parseBatch'> = {
  crypto: nodeCrypto,
  parseBatch: (bytes, foldVersion) => parseBatch(bytes, foldVersion, nodeCrypto),
};

interface CommittedWrites {
  /** Seconds. */
  readonly time: number;
  readonly writes: readonly { readonly key: string; readonly value: Uint8Array }[];
}

/** A ledger in memory: runs one transaction at a time, commits its writes only if it succeeds. */
export class MemoryLedger {
  readonly entries = new Map<string, Uint8Array>();
  /** Of each transaction that wrote something: its writes by key, as a peer orders them. */
  readonly committed: CommittedWrites[] = [];
  /** Seconds: the time of the next transaction. */
  time: number;
  #count = 0;

  constructor(time: number) {
    this.time = time;
  }

  /** Runs a transaction by name; its result, parsed. Throws what it throws, and then nothing is written. */
  async run(
    name: string,
    args: readonly string[],
    caller: Caller,
    transient: Readonly<Record<string, Uint8Array>> = {},
  ): Promise<{ readonly [member: string]: unknown }> {
    const transaction = transactions[name];
    if (!transaction) throw new Error(`no transaction ${name}`);
    const state = new MemoryWorldState(this.entries, caller, `tx-${++this.#count}`, this.time);
    const result = await transaction({ ...tools, state, args, transient });
    const writes = [...state.writes].map(([key, value]) => ({ key, value }));
    for (const { key, value } of writes) this.entries.set(key, value);
    writes.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
    if (writes.length > 0) this.committed.push({ time: this.time, writes });
    return JSON.parse(result) as { readonly [member: string]: unknown };
  }
}

/** The world state of one transaction. As on Fabric, reads do not see its own writes. */
export class MemoryWorldState implements WorldState {
  readonly writes = new Map<string, Uint8Array>();
  readonly reads = new Set<string>();
  readonly events: { name: string; payload: Uint8Array }[] = [];

  constructor(
    readonly entries: ReadonlyMap<string, Uint8Array>,
    readonly caller: Caller,
    readonly txId: string,
    readonly txTime: number,
  ) {}

  get(key: string): Promise<Uint8Array | undefined> {
    this.reads.add(key);
    return Promise.resolve(this.entries.get(key));
  }

  async *range(start: string, end: string): AsyncIterable<readonly [string, Uint8Array]> {
    const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
    const inOrder = [...this.entries].sort(([a], [b]) => compare(a, b));
    for (const [key, value] of inOrder) {
      if (compare(key, start) >= 0 && compare(key, end) < 0)
        yield await Promise.resolve([key, value] as const);
    }
  }

  put(key: string, value: Uint8Array): Promise<void> {
    this.writes.set(key, value);
    return Promise.resolve();
  }

  emit(name: string, payload: Uint8Array): void {
    this.events.push({ name, payload });
  }
}
