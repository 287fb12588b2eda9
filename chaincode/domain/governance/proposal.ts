import Type, { type Static } from 'typebox';
import { hex } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import { Refusal } from '../errors.js';
import type { Sha256 } from '../ports.js';
import { ParticipantId, closed, oneOf } from '../records/common.js';
import { compileSchema } from '../schema-check.js';
import { parseTime } from '../time.js';
import { refuseFor } from './document.js';
import { Proposal } from '../consortium/action.js';
import { Hex32, type ConsortiumState } from '../consortium/document.js';

/** State key `proposal/<id>`. */
export interface StoredProposal {
  /** Lower-case hex SHA-256 of the proposal's RFC 8785 bytes. */
  readonly id: string;
  readonly proposal: Proposal;
  /** Organisation ids. The proposer's own approval is the first. */
  readonly proposer: string;
  readonly approvals: readonly string[];
  readonly status: 'open' | 'executed';
}

/** A proposal as a gateway shows it, with where it stands now. */
export const ProposalView = closed({
  id: Hex32,
  proposal: Proposal,
  proposer: ParticipantId,
  approvals: Type.Array(ParticipantId),
  /** What these organisations signed, in the same order: compact JWS. The first holds the proposal itself. */
  signatures: Type.Array(Type.String()),
  status: oneOf(['open', 'executed', 'expired', 'stale']),
});
export type ProposalView = Static<typeof ProposalView>;

const check = compileSchema(Proposal, 'document_schema');

export function proposalId(proposal: Proposal, sha256: Sha256): string {
  return hex(sha256(canonicalBytes(proposal)));
}

/** Refuses what is no proposal: Refusal `document_schema`. */
export function assertProposal(value: object): asserts value is Proposal {
  refuseFor(check(value));
  if (parseTime((value as Proposal).expires) === undefined)
    throw new Refusal({ code: 'document_schema', reason: 'no such date or time', pointer: '/expires' });
}

/** Where a proposal stands at `time` (seconds): one whose base has passed or that ran out can never execute. */
export function statusOf(
  { proposal, status }: StoredProposal,
  consortium: Pick<ConsortiumState, 'seq'>,
  time: number,
): ProposalView['status'] {
  if (status === 'executed') return status;
  if (proposal.base !== consortium.seq) return 'stale';
  return time > (parseTime(proposal.expires) ?? 0) ? 'expired' : 'open';
}
