import type { ConsortiumState, Organisation } from '../consortium/document.js';
import { nextTrustList, type TrustList } from './list.js';

/** State key `trust-list/<version>`: a version and who may sign it, the organisations of the version before. */
export interface TrustListEntry {
  readonly list: TrustList;
  readonly signers: readonly Pick<Organisation, 'id' | 'mspId' | 'signKey'>[];
}

const entryOf = (list: TrustList, { organisations }: ConsortiumState): TrustListEntry => ({
  list,
  signers: organisations.map(({ id, mspId, signKey }) => ({ id, mspId, signKey })),
});

/** Version 1, as long as no change has ended it: it follows from the consortium. */
export function firstTrustListEntry(consortium: ConsortiumState): TrustListEntry {
  return entryOf(nextTrustList(undefined, consortium), consortium);
}

/**
 * The versions to write where a change of the consortium is one that readers must know: the next, and version 1 with the change
 * that ends it. `newest`: undefined while version 1 is in force.
 */
export function nextTrustListEntries(
  newest: TrustList | undefined,
  before: ConsortiumState,
  after: ConsortiumState,
): readonly TrustListEntry[] {
  const first = firstTrustListEntry(before);
  const next = nextTrustList(newest ?? first.list, after);
  if (next === undefined) return [];
  const entry = entryOf(next, before);
  return next.version === 2 ? [first, entry] : [entry];
}
