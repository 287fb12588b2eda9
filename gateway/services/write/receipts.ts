import { equalBytes } from '../../../chaincode/domain/bytes.js';
import type { Receipt } from '../../../chaincode/domain/proofs/receipt.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import type { ProjectedBatch, Queries } from '../../projection/port.js';
import { ServiceError } from '../common/service-error.js';
import type { TakenBatch } from './batch-queue.js';

/** Receipts, which are made of what is folded here. */
export class Receipts {
  readonly #queries: Pick<Queries, 'batch' | 'consortium' | 'folded'>;

  constructor(queries: Pick<Queries, 'batch' | 'consortium' | 'folded'>) {
    this.#queries = queries;
  }

  /** Resolves once the batch is folded. Rejects where the signal aborts, the projector fails, or it is not readable. */
  async whenFolded({ batch, block }: TakenBatch, signal: AbortSignal): Promise<Receipt> {
    await this.#queries.folded(block, signal);
    const receipt = this.find(batch);
    if (receipt !== undefined) return receipt;
    throw new ServiceError('projection_unavailable', 'The batch is committed, but is not readable here.');
  }

  /** Undefined for a batch that is not folded here. */
  find(batch: string): Receipt | undefined {
    const projected = this.#queries.batch(batch);
    const ledger = this.#queries.consortium()?.ledger;
    return projected === undefined || ledger === undefined ? undefined : receiptOf(ledger, projected);
  }

  /** Undefined unless the batch is folded here as just these bytes: its id leaves the signature out. */
  ofBytes(batch: string, bytes: Uint8Array): Receipt | undefined {
    const folded = this.#queries.batch(batch)?.bytes;
    return folded !== undefined && equalBytes(folded, bytes) ? this.find(batch) : undefined;
  }
}

function receiptOf(ledger: string, batch: ProjectedBatch): Receipt {
  const { id, iss, jti, n, root, txId, block, tx, time } = batch;
  return { v: 1, ledger, batch: id, iss, jti, n, root, txId, block, tx, time: formatTime(time) };
}
