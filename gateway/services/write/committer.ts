import type { Receipt } from '../../../chaincode/domain/proofs/receipt.js';
import type { LedgerPort } from '../../ledger/port.js';
import type { Queries } from '../../projection/port.js';
import { BatchQueue, type TakenBatch } from './batch-queue.js';
import { receiptOf } from './receipt.js';
import { ServiceError } from '../common/service-error.js';

/** A batch the ledger holds; `block` is the one whose folding makes it readable here. */
export type Commit = TakenBatch;

/** Brings batches to the ledger and waits until they can be read here. */
export class Committer {
  readonly #queue: BatchQueue;

  readonly #queries: Queries;

  constructor(ledger: Pick<LedgerPort, 'submit'>, queries: Queries) {
    this.#queries = queries;

    this.#queue = new BatchQueue(ledger);
  }

  /** Resolves when the ledger holds the batch durably. Throws LedgerError. */
  commit(bytes: Uint8Array): Promise<Commit> {
    return this.#queue.submit(bytes);
  }

  /** Resolves with the receipt once the commit is folded. */
  async receipt(commit: Commit, signal: AbortSignal): Promise<Receipt> {
    await this.#queries.folded(commit.block, signal);
    const receipt = this.find(commit.batch);
    if (receipt === undefined)
      throw new ServiceError('projection_unavailable', 'The batch is committed, but is not readable here.');

    return receipt;
  }

  find(batch: string): Receipt | undefined {
    const projected = this.#queries.batch(batch);
    const ledger = this.#queries.consortium()?.ledger;
    return projected === undefined || ledger === undefined ? undefined : receiptOf(ledger, projected);
  }
}
