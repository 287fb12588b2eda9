import type { LedgerPort } from '../ledger/port.js';
import type { Queries } from '../projection/port.js';
import { receiptOf, type Receipt } from './receipt.js';
import { ServiceError } from './service-error.js';

export interface Commit {
  readonly batch: string;
  readonly duplicate: boolean;
  /** Block whose folding makes the batch readable here. */
  readonly block: number;
}

/** Brings batches to the ledger and waits until they can be read here. */
export class Committer {
  constructor(
    private readonly ledger: LedgerPort,
    private readonly queries: Queries,
  ) {}

  /** Resolves when the ledger holds the batch durably. Throws LedgerError. */
  async commit(bytes: Uint8Array): Promise<Commit> {
    const committed = await this.ledger.submit({
      name: 'SubmitBatch',
      args: [],
      transient: { batch: bytes },
    });
    const { batch, outcome } = JSON.parse(committed.result) as { batch: string; outcome: string };
    return { batch, duplicate: outcome === 'duplicate', block: committed.block };
  }

  /** Resolves with the receipt once the commit is folded. */
  async receipt(commit: Commit, signal: AbortSignal): Promise<Receipt> {
    await this.queries.folded(commit.block, signal);
    const receipt = this.find(commit.batch);
    if (receipt === undefined) {
      throw new ServiceError('projection_unavailable', 'The batch is committed, but is not readable here.');
    }
    return receipt;
  }

  find(batch: string): Receipt | undefined {
    const projected = this.queries.batch(batch);
    const ledger = this.queries.consortium()?.ledger;
    return projected === undefined || ledger === undefined ? undefined : receiptOf(ledger, projected);
  }
}
