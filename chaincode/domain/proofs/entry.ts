import Type, { type Static } from 'typebox';
import { closed } from '../records/common.js';
import { compileSchema } from '../schema-check.js';
import { type AgreedCheckpoint, type Trust, verifyCheckpoint } from './checkpoint.js';
import type { ProofCrypto } from '../ports.js';
import { ProofFailure } from './failure.js';
import { assertInMap } from './inclusion.js';
import { MapProofSchema, SignedCheckpoint } from './record.js';

/** Keys of the map under which the consortium's own documents stand. */
const EntryKey = Type.String({
  pattern: '^(consortium|participant/[a-z0-9][a-z0-9-]{0,62}|policy/[a-z]{1,32}/[1-9][0-9]{0,6})$',
  description: '`participant/<id>`, `policy/<name>/<version>` or `consortium`',
});

/** What the ledger has, at a checkpoint, of the consortium, a participant or a version of a policy; or that it has none. */
export const EntryProof = closed({
  v: Type.Literal(1),
  key: EntryKey,
  value: Type.Union([Type.Object({}, { additionalProperties: true }), Type.Null()]),
  proof: MapProofSchema,
  checkpoint: SignedCheckpoint,
});
export type EntryProof = Static<typeof EntryProof>;

const check = compileSchema(EntryProof, 'document_schema');

export interface ProvenEntry extends AgreedCheckpoint {
  /** Compare it with what was asked for: the proof of another entry holds just as well. */
  readonly key: string;
  /** The document; undefined where the ledger had none. */
  readonly value: object | undefined;
}

/** Throws ProofFailure `proof_malformed`, `not_in_map` and those of `verifyCheckpoint`. */
export async function verifyEntryProof(
  crypto: ProofCrypto,
  proof: unknown,
  trust: Trust,
): Promise<ProvenEntry> {
  if (check(proof).length > 0) throw new ProofFailure('proof_malformed', 'not a proof of an entry');
  const { checkpoint, key, proof: path, value } = proof as EntryProof;
  const agreed = await verifyCheckpoint(crypto, checkpoint, trust);
  assertInMap(crypto.sha256, agreed.checkpoint, { key, value, proof: path });
  return { ...agreed, key, value: value ?? undefined };
}
