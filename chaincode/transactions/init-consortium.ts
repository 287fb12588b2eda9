import { canonicalText } from '../domain/canonical.js';
import { Refusal } from '../domain/errors.js';
import { initialState, readGenesis, type Genesis } from '../domain/governance/genesis.js';
import { formatTime } from '../domain/time.js';
import type { WorldState } from '../world-state.js';
import { onlyArgument } from './arguments.js';
import { keys } from './keys.js';
import { governingOrganisation, save, saveText } from './state.js';
import type { Transaction } from './transaction.js';

async function activate(state: WorldState, genesis: Genesis): Promise<void> {
  const { bytes, document } = genesis;
  await state.put(keys.genesis, bytes);
  await save(state, keys.consortium, initialState(genesis));
  for (const policy of document.policies) await save(state, keys.policy(policy.name, policy.version), policy);
  for (const participant of document.participants) {
    await save(state, keys.participant(participant.id), participant);
    for (const { kid } of participant.keys) await saveText(state, keys.kid(kid), participant.id);
  }
  await save(state, keys.epoch, { n: 0, time: formatTime(state.txTime) });
}

/**
 * `InitConsortium(documentJson)`: the caller's organisation approves a consortium document. It takes effect with the
 * k-th approval of the same document. Gives `{"active","approvals":[org],"ledger"}`.
 */
export const initConsortium: Transaction = async (context) => {
  const { state } = context;
  const genesis = readGenesis(onlyArgument(context), context.crypto.sha256);
  const { document, ledger } = genesis;
  const { id: org } = governingOrganisation(state.caller, document.organisations);
  if (await state.get(keys.consortium))
    throw new Refusal({ code: 'already_initialised', reason: 'a consortium is in force' });

  const approvals: string[] = [];
  for (const { id } of document.organisations)
    if (await state.get(keys.consortiumApproval(ledger, id))) approvals.push(id);

  if (approvals.includes(org))
    throw new Refusal({ code: 'already_approved', reason: 'organisation has approved this document' });

  approvals.push(org);
  await save(state, keys.consortiumApproval(ledger, org), { org, time: formatTime(state.txTime) });
  const active = approvals.length >= document.k;
  if (active) await activate(state, genesis);
  return canonicalText({ active, approvals, ledger });
};
