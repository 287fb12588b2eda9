import { compareText } from '../state.js';

/** The participants that an order or a dispatch names, sorted. */
export function named(parties: Readonly<Record<string, string | undefined>> | undefined): string[] {
  if (parties === undefined) return [];
  return Object.values(parties)
    .filter((id): id is string => id !== undefined)
    .sort(compareText);
}
