import { type FoldState, keys, load } from '../../chaincode/domain/fold/state.js';
import type { ConsortiumState } from '../../chaincode/domain/consortium/document.js';
import {
  type ProposalView,
  type StoredProposal,
  statusOf,
} from '../../chaincode/domain/governance/proposal.js';

/** A proposal as it stands at `now` (seconds). One that can no longer execute is shown so, though stored as open. */
export function proposalView(
  state: Pick<FoldState, 'get'>,
  id: string,
  now: number,
): ProposalView | undefined {
  const stored = load<StoredProposal>(state, keys.proposal(id));
  const consortium = load<ConsortiumState>(state, keys.consortium);
  if (stored === undefined || consortium === undefined) return undefined;
  const { approvals } = stored;
  const signatures = approvals.map((org) => load<string>(state, keys.approval(id, org)) ?? '');
  return { ...stored, approvals: [...approvals], signatures, status: statusOf(stored, consortium, now) };
}
