import Type, { type Static } from 'typebox';
import { utf8 } from '../bytes.js';
import { closed } from '../records/common.js';
import { compileSchema } from '../schema-check.js';
import { type Checkpoint, parseCheckpoint } from '../tlog/checkpoint.js';
import { checkpointLeaf } from '../tlog/leaves.js';
import { parseNote } from '../tlog/note.js';
import { type AgreedCheckpoint, type Trust, verifyCheckpoint } from './checkpoint.js';
import type { ProofCrypto } from '../ports.js';
import { ProofFailure } from './failure.js';
import { assertInLog } from './inclusion.js';
import { LogInclusionSchema, SignedCheckpoint } from './record.js';

/**
 * What k organisations agreed on at a Seal. The keys that signed then may be replaced by now, or stolen; so an older Seal is
 * shown by its leaf in the log of the newest checkpoint, and the newest one by its own signatures.
 */
export const SealProof = closed({
  v: Type.Literal(1),
  /** The agreed checkpoint's body. */
  body: Type.String({ maxLength: 1_024 }),
  /** Where the body stands in the log; left out where `checkpoint` is the Seal's own. */
  inclusion: Type.Optional(LogInclusionSchema),
  checkpoint: SignedCheckpoint,
});
export type SealProof = Static<typeof SealProof>;

const check = compileSchema(SealProof, 'document_schema');

export interface ProvenSeal extends AgreedCheckpoint {
  /** What was agreed on at the Seal. `checkpoint` is the one that shows it, of the same epoch or a later one. */
  readonly sealed: Checkpoint;
}

/** Throws ProofFailure `proof_malformed`, `not_in_log` and those of `verifyCheckpoint`. */
export async function verifySealProof(
  crypto: ProofCrypto,
  proof: unknown,
  trust: Trust,
): Promise<ProvenSeal> {
  if (check(proof).length > 0) throw new ProofFailure('proof_malformed', 'not a proof of a Seal');
  const { body, checkpoint, inclusion } = proof as SealProof;
  const sealed = parseCheckpoint(body);
  if (sealed === undefined) throw new ProofFailure('proof_malformed', 'not the body of a checkpoint');
  const agreed = await verifyCheckpoint(crypto, checkpoint, trust);
  if (inclusion !== undefined) {
    assertInLog(crypto.sha256, agreed.checkpoint, checkpointLeaf(body), inclusion);
  } else if (parseNote(utf8(checkpoint))?.text !== body) {
    throw new ProofFailure(
      'not_in_log',
      'the checkpoint is of another Seal, and no place in its log is given',
    );
  }
  return { ...agreed, sealed };
}
