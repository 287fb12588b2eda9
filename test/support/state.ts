import type { Client, FactRecord, Receipt } from '../../gateway/sdk/client/index.js';

/** States records as a participant, in one batch. The ledger has them when it resolves. */
export async function state(client: Client, as: string, records: readonly FactRecord[]): Promise<Receipt> {
  return client.deliver(await client.signBatch(records, { as }));
}
