/** Who calls: established by the ledger (an MSP identity on Fabric), never by the call's arguments. */
export interface Caller {
  readonly mspId: string;
  /** True for an identity with the NodeOU role admin. A gateway's own identity never has it. */
  readonly admin: boolean;
}

/**
 * What a transaction sees of the ledger. Keys and values are committed all together or not at all.
 * As on Fabric, `get` and `range` do not see this transaction's own `put`s: load, decide, then save.
 */
export interface WorldState {
  readonly caller: Caller;
  readonly txId: string;
  /** The transaction's stated time, in seconds since 1970-01-01T00:00:00Z. */
  readonly txTime: number;
  get(key: string): Promise<Uint8Array | undefined>;
  /** Keys from `start` (included) to `end` (excluded) in order of their UTF-8 bytes. */
  range(start: string, end: string): AsyncIterable<readonly [key: string, value: Uint8Array]>;
  put(key: string, value: Uint8Array): Promise<void>;
  /** At most one event per transaction, as on Fabric: the last one counts. */
  emit(name: string, payload: Uint8Array): void;
}
