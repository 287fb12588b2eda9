import { joinedTo } from './joins.js';
import { append, entryAt, lengthOf, lists, removeAll } from './list.js';
import type { Profile } from './profile.js';
import { type FoldState, type Value, keys, load } from './state.js';

/** Documents of one seller: the first part of their keys; the second is the seller's id. */
const ofOneSeller = new Set(['seller', 'period', 'certificates', 'open-cases']);
/** Documents that change the values of all sellers they name. */
const ofSeveralSellers = new Set(['register', 'profile']);
/** Documents that are values of the map themselves. */
const ofTheMap = new Set(['participant', 'policy', 'consortium']);

/**
 * The writes of a state that also keep a list of the map's keys whose values they may have changed since the map was
 * brought up to date. Rather one too many than one too few: a value left behind would be one that no ledger shows.
 */
export function touching(state: FoldState): Pick<FoldState, 'put' | 'delete'> {
  const write = (key: string, after: Value | undefined, change: () => void): void => {
    const { kind, id } = partsOf(key);
    if (ofTheMap.has(kind) || ofOneSeller.has(kind)) {
      change();
      touch(state, ofTheMap.has(kind) ? key : keys.seller(id));
    } else if (ofSeveralSellers.has(kind)) {
      const before = state.get(key);
      // Both before and after: a seller that leaves a chain of joins changes all that were in it.
      const touched = sellersOf(state, kind, id, [before, after]);
      change();
      for (const one of [...touched, ...sellersOf(state, kind, id, [before, after])])
        touch(state, keys.seller(one));
    } else {
      change();
    }
  };
  return {
    put: (key, value) => write(key, value, () => state.put(key, value)),
    delete: (key) => write(key, undefined, () => state.delete(key)),
  };
}

/** The first two parts of a key. Not by split(): most of what is written is of no kind that touches anything. */
function partsOf(key: string): { readonly kind: string; readonly id: string } {
  const slash = key.indexOf('/');
  if (slash < 0) return { kind: key, id: '' };
  const end = key.indexOf('/', slash + 1);
  return { kind: key.slice(0, slash), id: key.slice(slash + 1, end < 0 ? undefined : end) };
}

function touch(state: FoldState, key: string): void {
  if (state.get(keys.touched(key)) !== undefined) return;
  state.put(keys.touched(key), 1);
  append(state, lists.touched, key);
}

/** Keys of the map to bring up to date. */
export const touchedCount = (state: Pick<FoldState, 'get'>): number => lengthOf(state, lists.touched);

/** Empties the list and gives what was on it, in the order it came. */
export function takeTouched(state: FoldState): string[] {
  const length = touchedCount(state);
  const taken = Array.from({ length }, (_, i) => entryAt<string>(state, lists.touched, i) as string);
  for (const key of taken) state.delete(keys.touched(key));
  removeAll(state, lists.touched);
  // A profile can be heard of before its seller is.
  return taken.filter((key) => !key.startsWith('seller/') || load(state, key) !== undefined);
}

/** Sellers whose values change with what a document said of them before, or says after. */
function sellersOf(
  state: Pick<FoldState, 'get'>,
  kind: string,
  id: string,
  values: readonly (Value | undefined)[],
): string[] {
  const both = values.filter((value) => value !== undefined);
  // Whoever shares a register entry is linked to the others by it.
  if (kind === 'register') return (both as unknown as string[][]).flat();
  const joins = (both as unknown as Profile[]).flatMap((profile) => profile.joinsOfPlatform);
  return [...new Set([id, ...joins].flatMap((one) => [one, ...joinedTo(state, one)]))];
}
