import { Refusal } from '../domain/errors.js';
import { applyAction } from '../domain/governance/apply.js';
import { statusOf, type StoredProposal } from '../domain/governance/proposal.js';
import type { ConsortiumState } from '../domain/consortium/document.js';
import { onlyArgument } from './arguments.js';
import { executeApproved, saveApproval } from './execute.js';
import { keys } from './keys.js';
import { governingOrganisation, load, loadConsortium, registryOf } from './state.js';
import type { Transaction } from './transaction.js';

function assertOpen(stored: StoredProposal, consortium: ConsortiumState, time: number): void {
  switch (statusOf(stored, consortium, time)) {
    case 'executed':
      throw new Refusal({ code: 'proposal_stale', reason: 'proposal has been executed' });
    case 'stale':
      throw new Refusal({ code: 'proposal_stale', reason: 'base of the proposal is no longer current' });
    case 'expired':
      throw new Refusal({ code: 'proposal_expired', reason: 'proposal has expired' });
    case 'open':
      return;
  }
}

/**
 * `Approve(proposalId)`: approves an open proposal for the caller's organisation. With the k-th approval it executes,
 * once. Gives `{"approvals","id","proposal","proposer","status"}`.
 */
export const approve: Transaction = async (context) => {
  const { crypto, state } = context;
  const id = onlyArgument(context);
  const consortium = await loadConsortium(state);
  const org = governingOrganisation(state.caller, consortium.organisations);
  const stored = await load<StoredProposal>(state, keys.proposal(id));
  if (!stored) throw new Refusal({ code: 'proposal_unknown', reason: 'no such proposal' });
  assertOpen(stored, consortium, state.txTime);
  if (stored.approvals.includes(org.id))
    throw new Refusal({ code: 'already_approved', reason: 'organisation has approved this proposal' });

  const approvals = [...stored.approvals, org.id];
  const executes = approvals.length >= consortium.k;
  if (executes) {
    const { action } = stored.proposal;
    const before = { consortium, crypto, registry: registryOf(state), time: state.txTime };
    await executeApproved(state, consortium, await applyAction(action, before));
  }
  return saveApproval(state, { ...stored, approvals, status: executes ? 'executed' : 'open' }, org.id);
};
