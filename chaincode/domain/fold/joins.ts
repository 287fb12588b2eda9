import { type Profile, emptyProfile } from './profile.js';
import { type FoldState, compareText, keys, load, save } from './state.js';

export function profileOf(state: Pick<FoldState, 'get'>, seller: string): Profile {
  return load<Profile>(state, keys.profile(seller)) ?? emptyProfile;
}

/** Keeps who a seller is, and which sellers share an entry of a public register. */
export function saveProfile(state: FoldState, seller: string, before: Profile, after: Profile): void {
  const isEmpty = Object.values(after).every((said) => Array.isArray(said) && said.length === 0);
  if (isEmpty) state.delete(keys.profile(seller));
  else save(state, keys.profile(seller), after);
  for (const entry of before.registers) {
    if (!after.registers.includes(entry))
      setSharers(state, entry, (ids) => ids.filter((id) => id !== seller));
  }
  for (const entry of after.registers) {
    if (!before.registers.includes(entry))
      setSharers(state, entry, (ids) => [...ids, seller].sort(compareText));
  }
}

function setSharers(state: FoldState, entry: string, change: (ids: readonly string[]) => string[]): void {
  const after = change(load<string[]>(state, keys.register(entry)) ?? []);
  if (after.length === 0) state.delete(keys.register(entry));
  else save(state, keys.register(entry), after);
}

/** Sellers that share an entry of a public register: a new id does not wash a history clean. */
export function linkedTo(state: Pick<FoldState, 'get'>, seller: string): string[] {
  const ids = profileOf(state, seller).registers.flatMap(
    (entry) => load<string[]>(state, keys.register(entry)) ?? [],
  );
  return [...new Set(ids)].filter((id) => id !== seller).sort(compareText);
}

/**
 * A join needs both platforms and the seller's own key, or a platform could hang a bad history on a stranger,
 * or a seller could take over a good one.
 */
function isJoined(a: string, ofA: Profile, b: string, ofB: Profile): boolean {
  return (
    ofA.joinsOfPlatform.includes(b) &&
    ofB.joinsOfPlatform.includes(a) &&
    (ofA.joinsOfSeller.includes(b) || ofB.joinsOfSeller.includes(a))
  );
}

/** All seller ids joined to this one, directly or through others, without itself; sorted. */
export function joinedTo(state: Pick<FoldState, 'get'>, seller: string): string[] {
  const found = new Set([seller]);
  for (const id of found) {
    const profile = profileOf(state, id);
    for (const other of profile.joinsOfPlatform)
      if (!found.has(other) && isJoined(id, profile, other, profileOf(state, other))) found.add(other);
  }
  found.delete(seller);
  return [...found].sort(compareText);
}
