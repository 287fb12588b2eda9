import type { CounterName, Counters, Periods } from '../../fold/aggregate.js';
import { periodDays, periodOf } from '../../time.js';
import type { ScorePolicy } from '../../policies/score-policy.js';
import { decayWeight } from './decay.js';
import type { HalfLife } from '../../policies/half-lives.js';

/** Counters over the newest `length` periods up to that of `day`. Sums are exact up to 9 * 10^9 facts. */
export class Window {
  readonly fromDay: number;
  readonly toDay: number;
  readonly #inside: readonly { readonly age: number; readonly counters: Counters }[];

  constructor(periods: Periods, day: number, length: number) {
    const newest = periodOf(day);
    this.fromDay = (newest - length + 1) * periodDays;
    this.toDay = day;
    this.#inside = periods.recent
      .map(({ period, counters }) => ({ age: newest - period, counters }))
      .filter(({ age }) => age >= 0 && age < length);
  }

  /** Number of periods in which the counter is not zero. */
  periodsWith(name: CounterName): number {
    return this.#inside.filter(({ counters }) => (counters[name] ?? 0) > 0).length;
  }

  /** Plain sum. */
  count(name: CounterName): number {
    let sum = 0;
    for (const { counters } of this.#inside) sum += counters[name] ?? 0;
    return sum;
  }

  /** Sum in millionths of a fact, each period weighed by its age. */
  decayed(name: CounterName, halfLife: HalfLife): bigint {
    let sum = 0;
    for (const { age, counters } of this.#inside) sum += (counters[name] ?? 0) * decayWeight(age, halfLife);
    return BigInt(sum);
  }

  /**
   * Orders still without an end in periods at least `age` old: plain count, and decayed in millionths.
   * All counters of one order stand in the period in which it was accepted, so they can be taken from one another.
   */
  unfinished(age: number, halfLife: HalfLife): { count: number; decayed: bigint } {
    let count = 0;
    let decayed = 0;
    for (const { age: own, counters } of this.#inside) {
      if (own < age) continue;
      const { promised = 0, cancelledOther = 0, undelivered = 0 } = counters;
      const ended = promised + cancelledOther + undelivered;
      const open = Math.max(0, (counters.orders ?? 0) - ended);
      count += open;
      decayed += open * decayWeight(own, halfLife);
    }
    return { count, decayed: BigInt(decayed) };
  }
}

/** Periods that the component with the longest window looks at. */
export function longestWindowLength({ components }: Pick<ScorePolicy, 'components'>): number {
  return Math.max(...Object.values(components).map(({ window }) => window));
}

export function longestWindow(
  periods: Periods,
  day: number,
  policy: Pick<ScorePolicy, 'components'>,
): Window {
  return new Window(periods, day, longestWindowLength(policy));
}
