import {
  foldTransaction,
  type FoldedTransaction,
  type LedgerFoldState,
} from '../../chaincode/domain/fold/fold-transaction.js';
import { MemoryState } from '../../chaincode/domain/fold/memory-state.js';
import type { StatedRecord } from '../../chaincode/domain/fold/state.js';
import { BatchRecords } from '../../gateway/projection/batch-records.js';
import { tools, type MemoryLedger } from './memory-world-state.js';

export type WorldStateWrite = FoldedTransaction['writes'][number];

/** What a projector makes of a ledger, in memory: each transaction is a block of its own. */
export class FoldedLedger extends MemoryState implements LedgerFoldState {
  readonly #texts = new Map<string, Uint8Array>();
  readonly #records = new BatchRecords();
  #height = 0;

  /** Folds what a ledger has committed since. */
  follow({ committed }: Pick<MemoryLedger, 'committed'>): void {
    for (const transaction of committed.slice(this.#height)) this.take(transaction);
  }

  /** Folds a transaction of the next block. Throws DoesNotFollow. */
  take(transaction: Pick<FoldedTransaction, 'time' | 'writes'>): void {
    const block = this.#height;
    foldTransaction(this, { block, tx: 0, txId: `tx-${block}`, ...transaction }, tools);
    this.#height += 1;
  }

  keepText(batch: string, bytes: Uint8Array): void {
    this.#texts.set(batch, bytes);
  }

  override record(id: string): StatedRecord | undefined {
    return this.#records.read({ get: (key) => this.get(key), text: (batch) => this.#texts.get(batch) }, id);
  }
}
