import { joinedTo } from './joins.js';
import { append, entryAt, lengthOf, lists, removeAll } from './list.js';
import type { Profile } from './reduce-identity.js';
import { type FoldState, type Json, keys, load } from './state.js';

/** Documents of one seller: the first part of their keys; the second is the seller's id. */
const ofOneSeller = new Set(['seller', 'period', 'certificates', 'open-cases']);
/** Documents that are values of the map themselves. */
const ofTheMap = new Set(['participant', 'policy', 'consortium']);

/**
 * The writes of a state that also keep a list of the map's keys whose values they may have changed since the map was
 * brought up to date. Rather one too many than one too few: a value left behind would be one that no ledger shows.
 */
export function touching(state: FoldState): Pick<FoldState, 'put' | 'delete'> {
  const write = (key: string, after: Json | undefined, change: () => void): void => {
    const before = state.get(key);
    // Both before and after: a seller that leaves a chain of joins changes all that were in it.
    const touched = touchedBy(state, key, before, after);
    change();
    for (const one of [...touched, ...touchedBy(state, key, before, after)]) touch(state, one);
  };
  return {
    put: (key, value) => write(key, value, () => state.put(key, value)),
    delete: (key) => write(key, undefined, () => state.delete(key)),
  };
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

function touchedBy(
  state: Pick<FoldState, 'get'>,
  key: string,
  before: Json | undefined,
  after: Json | undefined,
): string[] {
  const [kind = '', id = ''] = key.split('/', 2);
  if (ofTheMap.has(kind)) return [key];
  const both = [before, after].filter((value) => value !== undefined);
  // Whoever shares a register entry is linked to the others by it.
  if (kind === 'register') return (both as unknown as string[][]).flat().map(keys.seller);
  if (kind !== 'profile') return ofOneSeller.has(kind) ? [keys.seller(id)] : [];
  const joins = (both as unknown as Profile[]).flatMap((profile) => profile.joinsOfPlatform);
  const chained = [id, ...joins].flatMap((one) => [one, ...joinedTo(state, one)]);
  return [...new Set(chained)].map(keys.seller);
}
