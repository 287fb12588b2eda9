import { checkBatch } from '../../../chaincode/domain/batch/check.js';
import { jtiConflict } from '../../../chaincode/domain/batch/jti-conflict.js';
import type { ParsedBatch } from '../../../chaincode/domain/batch/parse.js';
import type { Crypto } from '../../../chaincode/domain/ports.js';
import type { Queries } from '../../projection/port.js';
import type { Clock } from '../common/ports.js';
import { ServiceError } from '../common/service-error.js';

/**
 * The ledger's own judgement, on what is folded here: only a batch that would be taken now may wait on our disk,
 * so that nobody without a registered key can fill it, nor with bytes that the ledger has. The ledger judges again.
 * The returned function throws Refusal.
 */
export function prechecker(
  queries: Pick<Queries, 'batch' | 'consortium' | 'participant'>,
  crypto: Crypto,
  now: Clock,
): (batch: ParsedBatch) => void {
  return (batch) => {
    const consortium = queries.consortium();
    if (consortium === undefined) {
      throw new ServiceError('projection_unavailable', 'No consortium is folded here yet.', {
        retryAfter: 5,
      });
    }
    const participant = queries.participant(batch.payload.iss);
    checkBatch(batch, { ledger: consortium.ledger, txTime: now(), participant, consortium, crypto });
    if (queries.batch(batch.id) !== undefined) throw jtiConflict(true);
  };
}
