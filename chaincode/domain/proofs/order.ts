import Type, { type Static } from 'typebox';
import type { FactRecord } from '../records/index.js';
import { Commitment, SellerId, closed } from '../records/common.js';
import { compileSchema } from '../schema-check.js';
import type { ProofCrypto } from '../ports.js';
import type { Trust } from './checkpoint.js';
import { ProofFailure } from './failure.js';
import { RecordProof, verifyRecordProof, type ProvenRecord } from './record.js';

/** More than any real order has; each costs its reader four signature checks. */
export const orderProofsMax = 500;

/**
 * Everything that one reader may show of an order: a proof for each record. A party hands it to whom it likes. It does not
 * show that there is nothing more: records that its maker may not see, or left out, are missing.
 */
export const OrderProof = closed({
  v: Type.Literal(1),
  seller: SellerId,
  /** The order's commitment. */
  order: Commitment,
  proofs: Type.Array(RecordProof, { minItems: 1, maxItems: orderProofsMax }),
});
export type OrderProof = Static<typeof OrderProof>;

const check = compileSchema(OrderProof, 'document_schema');

export interface ProvenOrder {
  readonly seller: string;
  readonly order: string;
  /** By the time they happened; at one time in the order of the file. */
  readonly records: readonly ProvenRecord[];
}

/** Throws ProofFailure `not_of_order` for a record of something else, and every code of `verifyRecordProof`. */
export async function verifyOrderProof(
  crypto: ProofCrypto,
  proof: unknown,
  trust: Trust,
  onRecord: (checked: number, all: number) => void = () => undefined,
): Promise<ProvenOrder> {
  if (check(proof).length > 0) throw new ProofFailure('proof_malformed', 'not the proofs of an order');
  const { order, proofs, seller } = proof as OrderProof;
  const proven = new Map<string, ProvenRecord>();
  for (const one of proofs) {
    const record = await verifyRecordProof(crypto, one, trust);
    proven.set(record.id, record);
    onRecord(proven.size, proofs.length);
  }
  const records = [...proven.values()];
  const stranger = records.find(({ record }) => !belongs(record, seller, order, proven));
  if (stranger !== undefined)
    throw new ProofFailure('not_of_order', `record ${stranger.id} is of another order or seller`);
  const timeOf = ({ record }: ProvenRecord): string => record.at;
  records.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
  return { seller, order, records };
}

/** Stops a genuine record of another order from being shown as a part of this one. */
function belongs(
  record: FactRecord,
  seller: string,
  order: string,
  proven: ReadonlyMap<string, ProvenRecord>,
): boolean {
  if (record.seller !== seller) return false;
  if (!('target' in record)) return 'order' in record && record.order === order;
  const target = proven.get(record.target)?.record;
  // A correction cannot be corrected, so a chain is at most: reply to a correction of a fact.
  return target !== undefined && target !== record && belongs(target, seller, order, proven);
}
