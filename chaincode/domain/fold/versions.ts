import { type FoldState, type Json, load, save } from './state.js';

/** A value and the epoch from whose Seal on it holds; ascending. */
export type Versions<T> = readonly (readonly [epoch: number, value: T])[];

/** The value at an epoch's Seal: readers stay with the agreed epoch while newer ones are being made. */
export function versionAt<T>(state: Pick<FoldState, 'get'>, key: string, epoch: number): T | undefined {
  const versions = load<Versions<T>>(state, key) ?? [];
  return versions.findLast(([since]) => since <= epoch)?.[1];
}

/** Puts the value of an epoch still to be sealed. Forgets what no epoch from `agreed` on can show. */
export function putVersion(state: FoldState, key: string, epoch: number, value: Json, agreed: number): void {
  const before = (load<Versions<Json>>(state, key) ?? []).filter(([since]) => since < epoch);
  const oldest = Math.max(
    0,
    before.findLastIndex(([since]) => since <= agreed),
  );
  save(state, key, [...before.slice(oldest), [epoch, value]]);
}
