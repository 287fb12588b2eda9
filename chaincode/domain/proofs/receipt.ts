import Type, { type Static } from 'typebox';
import { BatchPayload } from '../batch/format.js';
import { Commitment, Time, closed } from '../records/common.js';
import { compileSchema } from '../schema-check.js';
import { parseTime } from '../time.js';
import { batchLeaf } from '../tlog/leaves.js';
import { type AgreedCheckpoint, type Trust, verifyCheckpoint } from './checkpoint.js';
import type { ProofCrypto } from '../ports.js';
import { ProofFailure } from './failure.js';
import { assertInLog, type LogInclusion } from './inclusion.js';
import { LogInclusionSchema, SignedCheckpoint } from './record.js';

/** That a batch stands in the log of a checkpoint that k organisations agree on. */
export const ReceiptInclusion = closed({ ...LogInclusionSchema.properties, checkpoint: SignedCheckpoint });
export type ReceiptInclusion = Static<typeof ReceiptInclusion>;

const { aud, iss, jti, n, root } = BatchPayload.properties;

/** Shows a batch's sender that it stands on the ledger, and where. */
export const Receipt = closed({
  v: Type.Literal(1),
  ledger: aud,
  batch: Commitment,
  iss,
  jti,
  n,
  root,
  txId: Type.String(),
  block: Type.Integer({ minimum: 0 }),
  tx: Type.Integer({ minimum: 0 }),
  /** Of the transaction. */
  time: Time,
  /** Left out until an agreed checkpoint covers the batch. */
  inclusion: Type.Optional(ReceiptInclusion),
});
export type Receipt = Static<typeof Receipt>;

const check = compileSchema(ReceiptInclusion, 'document_schema');

/**
 * Checks that a batch of that JWS, committed at that time (RFC 3339), stands in the log that k organisations agree on.
 * Throws ProofFailure `proof_malformed`, `not_in_log` and those of `verifyCheckpoint`.
 */
export async function verifyReceipt(
  crypto: ProofCrypto,
  batch: { readonly jws: string; readonly time: string },
  inclusion: LogInclusion & { readonly checkpoint: string },
  trust: Trust,
): Promise<AgreedCheckpoint> {
  if (check(inclusion).length > 0) throw new ProofFailure('proof_malformed', 'not a place in the log');
  const agreed = await verifyCheckpoint(crypto, inclusion.checkpoint, trust);
  const time = parseTime(batch.time);
  if (time === undefined) throw new ProofFailure('proof_malformed', 'no such time');
  assertInLog(crypto.sha256, agreed.checkpoint, batchLeaf(batch.jws, time), inclusion);
  return agreed;
}
