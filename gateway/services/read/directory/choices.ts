import type { ScorePolicy } from '../../../../chaincode/domain/policies/score-policy.js';
import { noHistory } from './asked.js';
import type { Found } from './sought.js';

/** Something to choose by, with the number of sellers that have it. */
export interface Choice {
  readonly value: string;
  readonly count: number;
}

export interface Choices {
  /** From the best to the worst, and `noHistory`. */
  readonly bands: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly Choice[];
  /** Of certificates that were ever stated, whether or not they are valid; by name. */
  readonly schemes: readonly Choice[];
}

export function choicesOf(
  sellers: Iterable<Pick<Found, 'listed'>>,
  { bands }: Pick<ScorePolicy, 'bands'>,
): Choices {
  const countries = new Map<string, number>();
  const schemes = new Map<string, number>();
  const count = (counts: Map<string, number>, value: string): void => {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  for (const {
    listed: { certificates, country },
  } of sellers) {
    if (country !== undefined) count(countries, country);
    for (const scheme of new Set(certificates.map((one) => one.scheme))) count(schemes, scheme);
  }
  return {
    bands: [...bands.map(({ name }) => name), noHistory],
    countries: listOf(countries),
    schemes: listOf(schemes),
  };
}

/** Whoever certifies may name any scheme: the most frequent are enough to choose from. */
const choicesMax = 300;

const listOf = (counts: ReadonlyMap<string, number>): Choice[] =>
  [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, choicesMax)
    .sort((a, b) => (a.value < b.value ? -1 : 1));
