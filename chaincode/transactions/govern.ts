import { utf8 } from '../domain/bytes.js';
import { canonicalText } from '../domain/canonical.js';
import type { Epoch } from '../domain/checkpoints/next-seal.js';
import type { ConsortiumState } from '../domain/consortium/document.js';
import type { Participant } from '../domain/consortium/participant.js';
import type { StoredProposal } from '../domain/governance/proposal.js';
import type { Registry } from '../domain/governance/registry.js';
import type { Decision, Scene } from '../domain/governance/transition.js';
import { keys } from '../domain/ledger-keys.js';
import type { TrustListEntry } from '../domain/trust-list/entry.js';
import type { WorldState } from '../world-state.js';
import { load, loadConsortium, loadText, organisationOf, saveAll } from './state.js';
import type { TransactionContext } from './transaction.js';

/** The rule asked for an entry that is not loaded yet. */
class NotLoaded extends Error {
  constructor(
    readonly key: string,
    readonly fetch: () => Promise<unknown>,
  ) {
    super(key);
  }
}

/**
 * Decides by a rule that reads the state at once, which a ledger can give only after a while: each entry that the rule asks for
 * is loaded, and the rule run again. The order of reads is the rule's own, so every peer reads the same.
 */
async function decide<T>(state: WorldState, rule: (registry: Registry) => T): Promise<T> {
  const loaded = new Map<string, unknown>();
  const read = (key: string, fetch: () => Promise<unknown>): unknown => {
    if (!loaded.has(key)) throw new NotLoaded(key, fetch);
    return loaded.get(key);
  };
  const json = <V>(key: string): V | undefined => read(key, () => load(state, key)) as V | undefined;
  const registry: Registry = {
    consortium: () => json<ConsortiumState>(keys.consortium),
    participant: (id) => json<Participant>(keys.participant(id)),
    ownerOfKey: (kid) => read(keys.kid(kid), () => loadText(state, keys.kid(kid))) as string | undefined,
    proposal: (id) => json<StoredProposal>(keys.proposal(id)),
    epoch: () => json<Epoch>(keys.epoch)?.n ?? 0,
    newestTrustList() {
      const version = json<number>(keys.newestTrustList);
      return version === undefined ? undefined : json<TrustListEntry>(keys.trustList(version))?.list;
    },
  };
  for (;;) {
    try {
      return rule(registry);
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      loaded.set(error.key, await error.fetch());
    }
  }
}

/**
 * Saves what a rule decides on what an administrator signed. Whoever is of the consortium may carry it: the signature is the
 * authority. Gives the proposal as it now stands.
 */
export async function govern(
  { crypto, state }: TransactionContext,
  rule: (scene: Scene) => Decision,
): Promise<string> {
  organisationOf(state.caller, (await loadConsortium(state)).organisations);
  const decision = await decide(state, (registry) =>
    rule({ registry, crypto, time: state.txTime, refuseUnknown: true }),
  );
  await saveAll(state, decision.writes);
  const result = canonicalText(decision.stored);
  state.emit('proposal', utf8(result));
  return result;
}
