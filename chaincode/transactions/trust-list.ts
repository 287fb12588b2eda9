import type { ConsortiumState, Organisation } from '../domain/consortium/document.js';
import { nextTrustList, type TrustList } from '../domain/trust-list/list.js';
import type { WorldState } from '../world-state.js';
import { keys } from './keys.js';
import { load, save } from './state.js';

/** State key `trust-list/<version>`: a version and who may sign it, the organisations of the version before. */
export interface TrustListEntry {
  readonly list: TrustList;
  readonly signers: readonly Pick<Organisation, 'id' | 'mspId' | 'signKey'>[];
}

const signersOf = ({ organisations }: ConsortiumState): TrustListEntry['signers'] =>
  organisations.map(({ id, mspId, signKey }) => ({ id, mspId, signKey }));

/** Undefined for a version that there is not. Until a change ends it, version 1 follows from the consortium. */
export async function loadTrustList(
  state: WorldState,
  version: number,
  consortium: ConsortiumState,
): Promise<TrustListEntry | undefined> {
  const entry = await load<TrustListEntry>(state, keys.trustList(version));
  if (entry !== undefined || version !== 1) return entry;
  const list = nextTrustList(undefined, consortium);
  return list && { list, signers: signersOf(consortium) };
}

/** Saves the next version where a change of the consortium is one that readers must know. */
export async function saveNextTrustList(
  state: WorldState,
  before: ConsortiumState,
  after: ConsortiumState,
): Promise<void> {
  const newest = (await load<number>(state, keys.newestTrustList)) ?? 1;
  const entry = await loadTrustList(state, newest, before);
  const list = entry && nextTrustList(entry.list, after);
  if (entry === undefined || list === undefined) return;
  if (newest === 1) await save(state, keys.trustList(1), entry);
  await save(state, keys.newestTrustList, list.version);
  await save(state, keys.trustList(list.version), {
    list,
    signers: signersOf(before),
  } satisfies TrustListEntry);
}
