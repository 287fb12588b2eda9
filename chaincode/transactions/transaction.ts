import type { ParseBatch } from '../domain/batch/parse.js';
import type { Crypto } from '../domain/ports.js';
import type { WorldState } from '../world-state.js';

export interface TransactionContext {
  readonly state: WorldState;
  readonly crypto: Crypto;
  readonly parseBatch: ParseBatch;
  readonly args: readonly string[];
  /** Given beside the arguments, and not kept in the block. */
  readonly transient: Readonly<Record<string, Uint8Array>>;
}

/** One transaction: parse, load, rule, save, emit. Gives canonical JSON; throws a Refusal, and then writes nothing. */
export type Transaction = (context: TransactionContext) => Promise<string>;
