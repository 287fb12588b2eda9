import type { ConsortiumState } from '../domain/consortium/document.js';
import { keys } from '../domain/ledger-keys.js';
import { firstTrustListEntry, type TrustListEntry } from '../domain/trust-list/entry.js';
import type { WorldState } from '../world-state.js';
import { load } from './state.js';

/** Undefined for a version that there is not. Until a change ends it, version 1 follows from the consortium. */
export async function loadTrustList(
  state: WorldState,
  version: number,
  consortium: ConsortiumState,
): Promise<TrustListEntry | undefined> {
  const entry = await load<TrustListEntry>(state, keys.trustList(version));
  return entry === undefined && version === 1 ? firstTrustListEntry(consortium) : entry;
}
