import { utf8 } from '../domain/bytes.js';
import { canonicalText } from '../domain/canonical.js';
import type { Changes } from '../domain/governance/apply.js';
import type { StoredProposal } from '../domain/governance/proposal.js';
import type { ConsortiumState } from '../domain/consortium/document.js';
import { formatTime } from '../domain/time.js';
import type { WorldState } from '../world-state.js';
import { keys } from './keys.js';
import { save, saveText } from './state.js';
import { saveNextTrustList } from './trust-list.js';

/** Saves what an organisation did alone: the consortium and its `seq` stay. */
export async function executeAlone(state: WorldState, { participant, policy }: Changes): Promise<void> {
  if (policy) await save(state, keys.policy(policy.name, policy.version), policy);
  if (!participant) return;
  const { id } = participant.participant;
  await save(state, keys.participant(id), participant.participant);
  for (const kid of participant.newKeys) await saveText(state, keys.kid(kid), id);
}

/** Saves an approval by `org`, and the proposal as it now stands. */
export async function saveApproval(state: WorldState, stored: StoredProposal, org: string): Promise<string> {
  await save(state, keys.approval(stored.id, org), { org, time: formatTime(state.txTime) });
  await save(state, keys.proposal(stored.id), stored);
  const result = canonicalText(stored);
  state.emit('proposal', utf8(result));
  return result;
}

/** Saves what k organisations approved. `seq` moves, so every other open proposal is stale. */
export async function executeApproved(
  state: WorldState,
  consortium: ConsortiumState,
  changes: Changes,
): Promise<void> {
  await executeAlone(state, changes);
  const after = { ...consortium, ...changes.consortium, seq: consortium.seq + 1 };
  await save(state, keys.consortium, after);
  await saveNextTrustList(state, consortium, after);
}
