import type { ComposedBatch } from '../../../chaincode/domain/batch/compose.js';
import { parseBatch } from '../../../chaincode/domain/batch/parse.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import type { BatchGateway } from '../../../gateway/cli/import/batch-gateway.js';

/** Keeps batches as a ledger does: one content per (iss, jti), the same batch again is no second one. */
export class MemoryGateway implements BatchGateway {
  readonly batches = new Map<string, { readonly id: string; readonly records: readonly FactRecord[] }>();
  duplicates = 0;

  deliver(batch: ComposedBatch): Promise<void> {
    const parsed = parseBatch(batch.bytes, 1, nodeCrypto);
    const key = `${parsed.payload.iss}/${parsed.payload.jti}`;
    const before = this.batches.get(key);
    if (before && before.id !== parsed.id) return Promise.reject(new Error('jti_conflict'));
    if (before) this.duplicates += 1;
    this.batches.set(key, { id: parsed.id, records: parsed.records });
    return Promise.resolve();
  }

  has(batchId: string): Promise<boolean> {
    return Promise.resolve([...this.batches.values()].some(({ id }) => id === batchId));
  }

  records(): FactRecord[] {
    return [...this.batches.values()].flatMap(({ records }) => [...records]);
  }
}
