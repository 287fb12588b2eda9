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
