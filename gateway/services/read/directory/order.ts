import type { SellersAsked } from './asked.js';
import type { Found } from './sought.js';
import type { Stood } from './stood.js';

type Compare = (a: Found, b: Found) => number;

/** The order of a list; where two are alike in it, the ledger's. */
export function compareFound(
  { sort }: Pick<SellersAsked, 'sort'>,
  standing: (number: number) => Stood | undefined,
): Compare {
  const first = compareBy(sort, standing);
  return (a, b) => first(a, b) || a.number - b.number;
}

function compareBy(sort: SellersAsked['sort'], standing: (number: number) => Stood | undefined): Compare {
  const overall = ({ number }: Found): number | null => standing(number)?.overall ?? null;
  switch (sort) {
    case undefined:
      return (a, b) => a.rank - b.rank;
    case 'name':
      // By code points: the names' languages are not known, and a collator takes fifty times as long.
      return ({ listed: a }, { listed: b }) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    case 'newest':
      return (a, b) => b.listed.newestDay - a.listed.newestDay;
    case 'score':
      return (a, b) => (overall(b) ?? -1) - (overall(a) ?? -1);
    case 'score-lowest':
      return (a, b) => (overall(a) ?? Infinity) - (overall(b) ?? Infinity) || 0;
  }
}

/**
 * Those from one place of the order up to, and without, another. All are sorted only for a page far behind: sorting ten
 * thousand sellers for the first twenty would hold up everyone else's requests.
 */
export function inOrder<T>(
  all: readonly T[],
  compare: (a: T, b: T) => number,
  from: number,
  to: number,
): T[] {
  if (to > all.length / 8) return all.toSorted(compare).slice(from, to);
  const first: T[] = [];
  for (const one of all) {
    if (first.length === to && compare(one, first[to - 1] as T) >= 0) continue;
    first.splice(placeOf(one, first, compare), 0, one);
    if (first.length > to) first.pop();
  }
  return first.slice(from);
}

/** Behind all that come before it or are alike. */
function placeOf<T>(one: T, sorted: readonly T[], compare: (a: T, b: T) => number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(one, sorted[middle] as T) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
