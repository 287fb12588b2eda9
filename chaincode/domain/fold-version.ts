/**
 * The newest rules that this code knows; it knows every earlier version too. A change of any answer is a new version,
 * activated by proposal from an epoch on. What came before is folded by the rules of its time for ever.
 *
 * - 1: the first.
 * - 2: the kinds `trace` and `reply` (see `since` in their definitions).
 */
export const newestFold = 2;

/** Every version there is. When a newer one comes, the one that was the newest is named here. */
export type FoldVersion = 1 | typeof newestFold;

/** The version in force at an epoch: an activation that is still to come leaves the one before it in force. */
export function activeFold(
  { version, fromEpoch }: { readonly version: number; readonly fromEpoch: number },
  epoch: number,
): number {
  return epoch >= fromEpoch ? version : version - 1;
}
