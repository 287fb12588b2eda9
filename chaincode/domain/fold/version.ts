import type { ConsortiumState } from '../governance/types.js';

/**
 * The newest rules that this code knows; it knows every earlier version too. A change of any answer is a new version,
 * activated by proposal from an epoch on. What came before is folded by the rules of its time for ever.
 *
 * - 1: the first.
 * - 2: the kinds `trace` and `reply` (see `since` in their definitions).
 */
export const newestFold = 2;

/** Every version there is: what came before the newest stays named here. */
export type FoldVersion = 1 | typeof newestFold;

/**
 * The revision of this code's state. Raise it with each change of what a fold writes that is not a new version: until the
 * first release, when no ledger needs the old answers any more. A store of another revision is folded anew.
 */
export const foldRevision = 4;

/** The version in force at an epoch: an activation that is still to come leaves the one before it in force. */
export function activeFold({ version, fromEpoch }: ConsortiumState['fold'], epoch: number): number {
  return epoch >= fromEpoch ? version : version - 1;
}
