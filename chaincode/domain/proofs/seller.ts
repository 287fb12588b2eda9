import Type, { type Static } from 'typebox';
import type { PublicAggregate } from '../fold/aggregate.js';
import { SellerId, closed } from '../records/common.js';
import { compileSchema } from '../schema-check.js';
import { type AgreedCheckpoint, type Trust, verifyCheckpoint } from './checkpoint.js';
import type { ProofCrypto } from '../ports.js';
import { ProofFailure } from './failure.js';
import { assertInMap } from './inclusion.js';
import { MapProofSchema, SignedCheckpoint } from './record.js';

/** What the ledger says of a seller at a checkpoint: its aggregate, or that nothing was ever stated about it. */
export const SellerProof = closed({
  v: Type.Literal(1),
  seller: SellerId,
  value: Type.Union([
    closed({ detail: Type.String(), public: Type.Object({}, { additionalProperties: true }) }),
    Type.Null(),
  ]),
  proof: MapProofSchema,
  checkpoint: SignedCheckpoint,
});
export type SellerProof = Static<typeof SellerProof>;

const check = compileSchema(SellerProof, 'document_schema');

export interface ProvenSeller extends AgreedCheckpoint {
  readonly seller: string;
  /** Undefined where the ledger knows nothing of the seller. */
  readonly aggregate: PublicAggregate | undefined;
  /** Of the detail aggregate: base64url SHA-256 of its RFC 8785 bytes. */
  readonly detail: string | undefined;
}

/** Throws ProofFailure `proof_malformed`, `not_in_map` and those of `verifyCheckpoint`. */
export async function verifySellerProof(
  crypto: ProofCrypto,
  proof: unknown,
  trust: Trust,
): Promise<ProvenSeller> {
  if (check(proof).length > 0) throw new ProofFailure('proof_malformed', 'not a proof about a seller');
  const { checkpoint, proof: path, seller, value } = proof as SellerProof;
  const agreed = await verifyCheckpoint(crypto, checkpoint, trust);
  assertInMap(crypto.sha256, agreed.checkpoint, { key: `seller/${seller}`, value, proof: path });
  const aggregate = value?.public as PublicAggregate | undefined;
  return { ...agreed, seller, aggregate, detail: value?.detail };
}
