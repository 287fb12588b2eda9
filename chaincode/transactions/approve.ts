import { parseSignedApproval } from '../domain/governance/signed.js';
import { approve as decide } from '../domain/governance/transition.js';
import { onlyArgument } from './arguments.js';
import { govern } from './govern.js';
import type { Transaction } from './transaction.js';

/**
 * `Approve(jws)`: approves an open proposal for the organisation whose administrator signed. With the k-th approval it
 * executes, once. Gives `{"approvals","id","proposal","proposer","status"}`.
 */
export const approve: Transaction = (context) => {
  const signed = parseSignedApproval(onlyArgument(context));
  return govern(context, (scene) => decide(signed, scene));
};
