import { formatTime } from '../../../chaincode/domain/time.js';
import type { ProjectedBatch } from '../../projection/port.js';
import type { ReceiptInclusion } from '../read/proofs.js';

/** Proof for the sender that a batch stands on the ledger, and where. */
export interface Receipt {
  readonly v: 1;
  readonly ledger: string;
  readonly batch: string;
  readonly iss: string;
  readonly jti: string;
  readonly n: number;
  readonly root: string;
  readonly txId: string;
  readonly block: number;
  readonly tx: number;
  /** Transaction time, RFC 3339. */
  readonly time: string;
  /** Where the batch stands in the log, once an agreed checkpoint covers it. */
  readonly inclusion?: ReceiptInclusion;
}

export function receiptOf(ledger: string, batch: ProjectedBatch): Receipt {
  const { id, iss, jti, n, root, txId, block, tx, time } = batch;
  return { v: 1, ledger, batch: id, iss, jti, n, root, txId, block, tx, time: formatTime(time) };
}
