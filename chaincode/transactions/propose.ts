import { Refusal } from '../domain/errors.js';
import { mayActAlone } from '../domain/governance/alone.js';
import { applyAction } from '../domain/governance/apply.js';
import { proposalId, readProposal, type StoredProposal } from '../domain/governance/proposal.js';
import type { ConsortiumState } from '../domain/consortium/document.js';
import type { Proposal } from '../domain/consortium/action.js';
import { parseTime } from '../domain/time.js';
import type { WorldState } from '../world-state.js';
import { onlyArgument } from './arguments.js';
import { executeAlone, executeApproved, saveApproval } from './execute.js';
import { keys } from './keys.js';
import { governingOrganisation, loadConsortium, registryOf } from './state.js';
import type { Transaction } from './transaction.js';

function assertFits(proposal: Proposal, consortium: ConsortiumState, state: WorldState): void {
  if (proposal.ledger !== consortium.ledger) {
    throw new Refusal({
      code: 'audience_mismatch',
      reason: 'proposal is for another ledger',
      pointer: '/ledger',
    });
  }
  if (state.txTime > (parseTime(proposal.expires) ?? 0))
    throw new Refusal({ code: 'proposal_expired', reason: 'proposal has expired', pointer: '/expires' });
}

/**
 * `Propose(proposalJson)`: proposes an action and approves it for the caller's organisation. What that organisation
 * may do alone executes at once, whatever its `base`. An action that could not execute now is refused.
 * Gives `{"approvals","id","proposal","proposer","status"}`.
 */
export const propose: Transaction = async (context) => {
  const { crypto, state } = context;
  const proposal = readProposal(onlyArgument(context));
  const consortium = await loadConsortium(state);
  const org = governingOrganisation(state.caller, consortium.organisations);
  assertFits(proposal, consortium, state);
  const id = proposalId(proposal, crypto.sha256);
  if (await state.get(keys.proposal(id))) throw new Refusal({ code: 'exists', reason: 'proposal exists' });

  const registry = registryOf(state);
  const alone = await mayActAlone(proposal.action, org, registry);
  if (!alone && proposal.base !== consortium.seq)
    throw new Refusal({ code: 'proposal_stale', reason: 'base is not current', pointer: '/base' });

  const changes = await applyAction(proposal.action, { consortium, crypto, registry, time: state.txTime });
  const approved = consortium.k === 1;
  if (alone) await executeAlone(state, changes);
  else if (approved) await executeApproved(state, consortium, changes);
  const status = alone || approved ? 'executed' : 'open';
  const stored: StoredProposal = { id, proposal, proposer: org.id, approvals: [org.id], status };
  return saveApproval(state, stored, org.id);
};
