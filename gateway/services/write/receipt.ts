import type { Receipt } from '../../../chaincode/domain/proofs/receipt.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import type { ProjectedBatch } from '../../projection/port.js';

export function receiptOf(ledger: string, batch: ProjectedBatch): Receipt {
  const { id, iss, jti, n, root, txId, block, tx, time } = batch;
  return { v: 1, ledger, batch: id, iss, jti, n, root, txId, block, tx, time: formatTime(time) };
}
