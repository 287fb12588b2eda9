import Type, { type Static } from 'typebox';
import type { Proposal } from '../consortium/action.js';
import { type ConsortiumState, Hex32 } from '../consortium/document.js';
import { Refusal } from '../errors.js';
import { proposalId } from '../governance/proposal.js';
import { parseSignedApproval, parseSignedProposal, type SignedGovernance } from '../governance/signed.js';
import { p256Jwk } from '../participants/jwk.js';
import { assertSignatureForm } from '../participants/signature-form.js';
import { Time, closed } from '../records/common.js';
import { compileSchema } from '../schema-check.js';
import { parseTime } from '../time.js';
import { proposalLeaf } from '../tlog/leaves.js';
import { type AgreedCheckpoint, type Trust, verifyCheckpoint } from './checkpoint.js';
import type { ProofCrypto } from '../ports.js';
import { ProofFailure } from './failure.js';
import { assertInLog, assertInMap } from './inclusion.js';
import { LogInclusionSchema, MapProofSchema, SignedCheckpoint } from './record.js';

/** Shows that a proposal was executed, when, and what the organisations signed that approved it. */
export const DecisionProof = closed({
  v: Type.Literal(1),
  proposal: Hex32,
  /** What organisations signed, in the order in which it came: the first holds the proposal. Compact JWS. */
  approvals: Type.Array(Type.String({ maxLength: 1_500_000 }), { minItems: 1, maxItems: 64 }),
  /** Of the transaction. */
  time: Time,
  inclusion: LogInclusionSchema,
  /** The consortium as the map has it at the checkpoint: it names the administrators' keys. */
  consortium: closed({ value: Type.Object({}, { additionalProperties: true }), proof: MapProofSchema }),
  checkpoint: SignedCheckpoint,
});
export type DecisionProof = Static<typeof DecisionProof>;

const check = compileSchema(DecisionProof, 'document_schema');

/** What one organisation signed. */
export interface ProvenApproval {
  /** Organisation id. */
  readonly org: string;
  readonly kid: string;
  /** When it was signed, by the administrator's own clock. Seconds. */
  readonly iat: number;
  /**
   * True: the key is the organisation's still, and the signature holds. False: the key was replaced since, so that the
   * signature stands in the log, and that it held then is the word of those who signed the checkpoint.
   */
  readonly checked: boolean;
}

export interface ProvenDecision extends AgreedCheckpoint {
  readonly id: string;
  readonly proposal: Proposal;
  /** The proposer's first. */
  readonly approvals: readonly ProvenApproval[];
  /** Time of the transaction, seconds. */
  readonly time: number;
  /** At the checkpoint, not when it was decided: who the organisations are. */
  readonly consortium: ConsortiumState;
}

/**
 * Throws ProofFailure `proof_malformed`, `not_in_log`, `not_in_map`, `not_of_decision`, `signature_invalid` and those of
 * `verifyCheckpoint`.
 */
export async function verifyDecisionProof(
  crypto: ProofCrypto,
  proof: unknown,
  trust: Trust,
): Promise<ProvenDecision> {
  if (check(proof).length > 0) throw new ProofFailure('proof_malformed', 'not a proof of a decision');
  const { approvals, checkpoint, consortium, inclusion, proposal: id, time } = proof as DecisionProof;
  const agreed = await verifyCheckpoint(crypto, checkpoint, trust);
  const seconds = parseTime(time);
  if (seconds === undefined) throw new ProofFailure('proof_malformed', 'no such time');
  const leaf = proposalLeaf(crypto.sha256, { id, approvals }, seconds);
  assertInLog(crypto.sha256, agreed.checkpoint, leaf, inclusion);
  assertInMap(crypto.sha256, agreed.checkpoint, { key: 'consortium', ...consortium });
  const [first, ...others] = readApprovals(approvals);
  if (first.ledger !== trust.ledger || proposalId(first.proposal, crypto.sha256) !== id)
    throw new ProofFailure('not_of_decision', 'the proposal that was signed is another one');
  const stranger = others.find(({ ledger, proposal }) => ledger !== trust.ledger || proposal !== id);
  if (stranger !== undefined)
    throw new ProofFailure('not_of_decision', `the approval of ${stranger.org} is of another proposal`);
  const inForce = consortium.value as unknown as ConsortiumState;
  const signed = [first, ...others];
  const judged = signed.map((one) => judge(crypto, one, inForce.organisations));
  return {
    ...{ ...agreed, id, proposal: first.proposal, time: seconds, consortium: inForce },
    approvals: await Promise.all(judged),
  };
}

function readApprovals([first = '', ...others]: readonly string[]) {
  try {
    return [parseSignedProposal(first), ...others.map(parseSignedApproval)] as const;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new ProofFailure('proof_malformed', 'not what an administrator signs');
  }
}

async function judge(
  crypto: ProofCrypto,
  { iat, kid, org, signature, signingInput }: SignedGovernance,
  organisations: ConsortiumState['organisations'],
): Promise<ProvenApproval> {
  const adminKey = organisations.find(({ id }) => id === org)?.adminKey;
  if (adminKey?.kid !== kid) return { org, kid, iat, checked: false };
  const jwk = p256Jwk(adminKey);
  const refuse = (): ProofFailure =>
    new ProofFailure('signature_invalid', `the signature of ${org} does not hold`);
  try {
    assertSignatureForm('ES256', jwk, signature);
  } catch {
    throw refuse();
  }
  if (!(await crypto.verify('ES256', jwk, signingInput, signature))) throw refuse();
  return { org, kid, iat, checked: true };
}
