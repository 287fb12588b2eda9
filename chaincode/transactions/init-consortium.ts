import { canonicalText } from '../domain/canonical.js';
import { Refusal } from '../domain/errors.js';
import { approveFounding } from '../domain/governance/founding.js';
import { readGenesis, type Genesis } from '../domain/governance/genesis.js';
import { parseSignedApproval } from '../domain/governance/signed.js';
import { keys } from '../domain/ledger-keys.js';
import { onlyArgument, twoArguments } from './arguments.js';
import type { WorldState } from '../world-state.js';
import { organisationOf, saveAll } from './state.js';
import type { Transaction } from './transaction.js';

/**
 * `InitConsortium(documentJson, jws)`: an organisation approves a consortium document, by the admin key that the document names
 * for it, and by an administrator of its MSP: before it there is nothing on the ledger to know either from, and one of the two
 * alone could be the work of whoever wrote the document. It takes effect with the k-th approval of the same document.
 * Gives `{"active","approvals":[org],"ledger"}`.
 */
export const initConsortium: Transaction = async (context) => {
  const { crypto, state } = context;
  const [text, jws] = twoArguments(context);
  const genesis = readGenesis(text, crypto.sha256);
  const signed = parseSignedApproval(jws);
  const { document } = genesis;
  if (!state.caller.admin)
    throw new Refusal({ code: 'admin_required', reason: 'only an administrator may do this' });
  const { id: org } = organisationOf(state.caller, document.organisations);
  if (signed.org !== org) {
    throw new Refusal({
      code: 'organisation_unknown',
      reason: 'signed for another organisation than that of the caller',
      pointer: '/jws',
    });
  }
  if (await state.get(keys.consortium))
    throw new Refusal({ code: 'already_initialised', reason: 'a consortium is in force' });

  const approved = await approvalsOf(genesis, state);
  const founding = approveFounding(genesis, signed, { approved, crypto, time: state.txTime });
  await saveAll(state, founding.writes);
  const { active, approvals } = founding;
  return canonicalText({ active, approvals, ledger: genesis.ledger });
};

/**
 * `GetFoundingApprovals(documentJson)`: who has approved a consortium document so far. Gives `{"approvals":[org],"ledger"}`.
 */
export const getFoundingApprovals: Transaction = async (context) => {
  const genesis = readGenesis(onlyArgument(context), context.crypto.sha256);
  const approvals = await approvalsOf(genesis, context.state);
  return canonicalText({ approvals, ledger: genesis.ledger });
};

async function approvalsOf({ document, ledger }: Genesis, state: WorldState): Promise<string[]> {
  const approved: string[] = [];
  for (const { id } of document.organisations)
    if (await state.get(keys.consortiumApproval(ledger, id))) approved.push(id);
  return approved;
}
