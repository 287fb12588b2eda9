import Type, { type Static } from 'typebox';
import { base64url, fromBase64url, utf8 } from '../bytes.js';
import { canonicalText } from '../canonical.js';
import { parseJwsLine, type BatchJws } from '../batch/jws.js';
import { leafHash, verifyInclusion } from '../merkle/tree.js';
import { assertSignatureForm } from '../participants/signature-form.js';
import type { Participant, ParticipantKey } from '../consortium/participant.js';
import type { FactRecord } from '../records/index.js';
import { Commitment, RecordId, Time, closed } from '../records/common.js';
import { compileSchema } from '../schema-check.js';
import { parseTime } from '../time.js';
import { batchLeaf } from '../tlog/leaves.js';
import { type AgreedCheckpoint, type Trust, verifyCheckpoint } from './checkpoint.js';
import type { ProofCrypto } from '../ports.js';
import { ProofFailure } from './failure.js';
import { assertInLog, assertInMap, decodePath } from './inclusion.js';

const Hashes = Type.Array(Commitment, { maxItems: 64 });
export const LogInclusionSchema = closed({ index: Type.Integer({ minimum: 0 }), path: Hashes });
export const MapProofSchema = closed({
  siblings: Type.Array(Type.String({ pattern: '^([A-Za-z0-9_-]{43})?$' }), { maxItems: 256 }),
  other: Type.Optional(closed({ path: Commitment, value: Commitment })),
});
const Jws = Type.String({
  pattern: '^[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]{86}$',
  maxLength: 8_192,
});
export const SignedCheckpoint = Type.String({ maxLength: 65_536 });

/**
 * Shows to anyone that a record stands on the ledger, who signed it and when it came there. It says nothing of whether the
 * record is true, nor whether it counts.
 */
export const RecordProof = closed({
  v: Type.Literal(1),
  record: RecordId,
  /** The record's line in its batch: RFC 8785 JSON. */
  line: Type.String({ maxLength: 65_536 }),
  /** Audit path of the line in the batch, from the bottom up. */
  path: Hashes,
  jws: Jws,
  /** Of the transaction. */
  time: Time,
  inclusion: LogInclusionSchema,
  /** The issuer as the map has it at the checkpoint. */
  issuer: closed({ value: Type.Object({}, { additionalProperties: true }), proof: MapProofSchema }),
  checkpoint: SignedCheckpoint,
});
export type RecordProof = Static<typeof RecordProof>;

const check = compileSchema(RecordProof, 'document_schema');

export interface ProvenRecord extends AgreedCheckpoint {
  readonly id: string;
  readonly record: FactRecord;
  /** Participant id. */
  readonly issuer: string;
  /** Time of the transaction, seconds. */
  readonly time: number;
  /** The key that signed has since been revoked, for this reason and from this block on. */
  readonly revoked?: NonNullable<ParticipantKey['revoked']>;
}

/** Throws ProofFailure of every code. */
export async function verifyRecordProof(
  crypto: ProofCrypto,
  proof: unknown,
  trust: Trust,
): Promise<ProvenRecord> {
  if (check(proof).length > 0) throw new ProofFailure('proof_malformed', 'not a record proof');
  const { checkpoint, inclusion, issuer, jws, line, path, record, time } = proof as RecordProof;
  const agreed = await verifyCheckpoint(crypto, checkpoint, trust);
  const batch = readJws(jws);
  const seconds = parseTime(time);
  if (seconds === undefined) throw new ProofFailure('proof_malformed', 'no such time');
  assertLineInBatch(crypto, { record, line, path }, batch);
  assertInLog(crypto.sha256, agreed.checkpoint, batchLeaf(jws, seconds), inclusion);
  const { iss } = batch.payload;
  assertInMap(crypto.sha256, agreed.checkpoint, { key: `participant/${iss}`, ...issuer });
  const key = (issuer.value as unknown as Participant).keys.find(({ kid }) => kid === batch.header.kid);
  if (key === undefined) throw new ProofFailure('signature_invalid', 'the issuer has no such key');
  await assertSigned(crypto, key, batch);
  const { revoked } = key;
  const parsed = JSON.parse(line) as FactRecord;
  return { ...agreed, id: record, record: parsed, issuer: iss, time: seconds, ...(revoked && { revoked }) };
}

function readJws(jws: string): BatchJws {
  try {
    return parseJwsLine(canonicalText({ jws }));
  } catch {
    throw new ProofFailure('proof_malformed', 'not the JWS of a batch');
  }
}

function assertLineInBatch(
  { sha256 }: ProofCrypto,
  {
    record,
    line,
    path,
  }: { readonly record: string; readonly line: string; readonly path: readonly string[] },
  { payload, signingInput }: BatchJws,
): void {
  const [batch, index] = record.split('.');
  const root = fromBase64url(payload.root);
  const hashes = decodePath(path);
  const holds =
    batch === base64url(sha256(signingInput)) &&
    root !== undefined &&
    hashes !== undefined &&
    verifyInclusion(sha256, {
      index: Number(index),
      size: payload.n,
      leafHash: leafHash(sha256, utf8(line)),
      path: hashes,
      root,
    });
  if (!holds) throw new ProofFailure('not_in_batch', 'the record is not this line of this batch');
}

async function assertSigned(crypto: ProofCrypto, key: ParticipantKey, batch: BatchJws): Promise<void> {
  const refuse = (): ProofFailure =>
    new ProofFailure('signature_invalid', "the issuer's signature does not hold");
  // A key signs by the algorithm it is registered for, and by no other.
  if (key.alg !== batch.header.alg) throw refuse();
  try {
    assertSignatureForm(key.alg, key.jwk, batch.signature);
  } catch {
    throw refuse();
  }
  if (!(await crypto.verify(key.alg, key.jwk, batch.signingInput, batch.signature))) throw refuse();
}
