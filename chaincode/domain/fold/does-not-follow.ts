import { equalBytes } from '../bytes.js';
import { stateBytes, type StateWrites } from '../state-writes.js';

/** What a committed transaction wrote, and where it stands. */
export interface WrittenTransaction {
  readonly block: number;
  readonly tx: number;
  readonly writes: readonly { readonly key: string; readonly value: Uint8Array }[];
}

/**
 * The ledger holds a write that does not follow from what was signed and sealed before it: no chaincode of honest
 * organisations has made it. Nothing after it can be relied on.
 */
export class DoesNotFollow extends Error {
  readonly code = 'does_not_follow';
  readonly block: number;
  readonly tx: number;
  /** World-state key of the write. */
  readonly key: string;
  /** Plain words for a person. */
  readonly reason: string;

  constructor({ block, tx }: WrittenTransaction, key: string, reason: string, options?: ErrorOptions) {
    super(`Block ${block}, transaction ${tx}, ${key} does not follow: ${reason}`, options);
    this.name = 'DoesNotFollow';
    this.block = block;
    this.tx = tx;
    this.key = key;
    this.reason = reason;
  }
}

/** Compares what was written with what follows: all of it, once, in these very bytes, and nothing beside. Throws DoesNotFollow. */
export function assertFollows(transaction: WrittenTransaction, expected: StateWrites): void {
  const missing = new Set(expected.keys());
  for (const { key, value } of transaction.writes) {
    const meant = expected.get(key);
    if (meant === undefined) throw new DoesNotFollow(transaction, key, 'nothing that was signed brings it');
    if (!missing.delete(key)) throw new DoesNotFollow(transaction, key, 'written twice');
    if (!equalBytes(stateBytes(meant), value))
      throw new DoesNotFollow(transaction, key, 'another value follows from what was signed');
  }
  for (const key of missing)
    throw new DoesNotFollow(transaction, key, 'it follows from what was signed, but is not written');
}
