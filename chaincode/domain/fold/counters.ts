import { type CounterName, type Counters, counterNames } from './aggregate.js';

/** `facts` counts what stands on a day, counted or flagged: it says when the seller's history begins. */
export type Tally = CounterName | 'facts';

/** Sparse like Counters, with the fold's own tally. Members in sorted order, so equal counts are equal bytes. */
export type Tallies = { readonly [T in Tally]?: number };

/** A change of one counter of a day. */
export type Count = readonly [day: number, tally: Tally, delta: number];

const sorted: readonly Tally[] = [...counterNames, 'facts' as const].sort((a, b) => (a < b ? -1 : 1));

/** Sum of two; counters that become zero are left out. */
export function plus(a: Tallies, b: Tallies, sign: 1 | -1 = 1): Tallies {
  const sum: { [T in Tally]?: number } = {};
  for (const tally of sorted) {
    const value = (a[tally] ?? 0) + sign * (b[tally] ?? 0);
    if (value !== 0) sum[tally] = value;
  }
  return sum;
}

export function isZero(tallies: Tallies): boolean {
  return Object.keys(tallies).length === 0;
}

/** The part of a tally that the aggregate shows. */
export function shown(tallies: Tallies): Counters {
  const { facts: _, ...counters } = tallies;
  return counters;
}

/** A growing sum. */
export class Sum {
  readonly #values = new Map<Tally, number>();

  add(tally: Tally, delta: number): void {
    this.#values.set(tally, (this.#values.get(tally) ?? 0) + delta);
  }

  tallies(): Tallies {
    const out: { [T in Tally]?: number } = {};
    for (const tally of sorted) {
      const value = this.#values.get(tally) ?? 0;
      if (value !== 0) out[tally] = value;
    }
    return out;
  }
}
