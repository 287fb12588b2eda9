import { parseSignedProposal } from '../domain/governance/signed.js';
import { propose as decide } from '../domain/governance/transition.js';
import { onlyArgument } from './arguments.js';
import { govern } from './govern.js';
import type { Transaction } from './transaction.js';

/**
 * `Propose(jws)`: proposes an action and approves it for the organisation whose administrator signed. What that organisation
 * may do alone executes at once, whatever its `base`. An action that could not execute now is refused.
 * Gives `{"approvals","id","proposal","proposer","status"}`.
 */
export const propose: Transaction = (context) => {
  const signed = parseSignedProposal(onlyArgument(context));
  return govern(context, (scene) => decide(signed, scene));
};
