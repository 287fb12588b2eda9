import { utf8 } from '../bytes.js';
import type { Sha256 } from '../ports.js';

/** Entries of one list: the least that keeps one holder among many (W3C Bitstring Status List v1.0, section 6.1). */
export const listSize = 131_072;

/** Which part of a series of lists, and which bit in it. */
export interface Place {
  readonly part: number;
  readonly index: number;
}

/**
 * Where the n-th subject of a series has its bit: parts in order, within a part scattered by a permutation that the
 * ledger's id and the series' name choose. So that every gateway and every auditor finds the same place without asking
 * anyone, no two subjects share one, and neighbours of a list are not neighbours in time.
 */
export function placeOf(sha256: Sha256, ledger: string, series: string, n: number): Place {
  const part = Math.floor(n / listSize);
  const seed = sha256(utf8(`${ledger}\n${series}\n${part}`));
  const word = (at: number): number =>
    ((seed[at] ?? 0) << 16) | ((seed[at + 1] ?? 0) << 8) | (seed[at + 2] ?? 0);
  // An odd factor has an inverse modulo a power of two: the map is one to one. Products stay below 2^34.
  const factor = (word(0) % (listSize / 2)) * 2 + 1;
  const index = (factor * (n % listSize) + (word(3) % listSize)) % listSize;
  return { part, index };
}
