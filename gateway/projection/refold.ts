import type { Aggregate } from '../../chaincode/domain/fold/aggregate.js';
import type { BatchDoc } from '../../chaincode/domain/fold/batch-doc.js';
import type { KeyDoc } from '../../chaincode/domain/fold/keys-of-participants.js';
import { MemoryState } from '../../chaincode/domain/fold/memory-state.js';
import { aggregateOf } from '../../chaincode/domain/fold/read-aggregate.js';
import type { RecordsEntry, SellerDoc } from '../../chaincode/domain/fold/sellers.js';
import { asOfDay } from '../../chaincode/domain/fold/as-of-day.js';
import { keys, load } from '../../chaincode/domain/fold/state.js';
import type { Sha256 } from '../../chaincode/domain/ports.js';
import type { View } from './view.js';

/**
 * A seller's aggregate over the facts that had happened by the end of a UTC day: what a score of that day stands on.
 * Facts count by their own `at`, whenever they reached the ledger; a key that is revoked today did not count then.
 * Undefined when there were none. Costs as much as folding all the seller's records.
 */
export function refold(
  view: Pick<View, 'get' | 'record'>,
  seller: string,
  lastDay: number,
  sha256: Sha256,
): Aggregate | undefined {
  const state = new MemoryState();
  const batches = load<SellerDoc>(view, keys.seller(seller))?.batches ?? 0;
  for (let index = 0; index < batches; index++) {
    const entry = load<RecordsEntry>(view, keys.records(seller, index));
    if (entry === undefined) continue;
    const { batch, lines } = entry;
    const records = Object.values(lines)
      .flat()
      .sort((a, b) => a - b)
      .flatMap((line) => view.record(`${batch}.${line}`) ?? [])
      .flatMap((stated) => {
        const record = asOfDay(stated.record, lastDay);
        return record === undefined ? [] : [{ ...stated, record }];
      });
    if (records.length > 0) state.fold(sha256, { id: batch, records, revoked: isRevoked(view, batch) });
  }
  return aggregateOf(state, seller);
}

function isRevoked(view: Pick<View, 'get'>, batch: string): boolean {
  const doc = load<BatchDoc>(view, keys.batch(batch));
  const from = doc && load<KeyDoc>(view, keys.kid(doc.kid))?.from;
  return doc !== undefined && from !== undefined && doc.block >= from;
}
