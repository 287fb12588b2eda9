import type { CounterName, Periods } from '../fold/aggregate.js';
import { periodOf } from '../time.js';
import { decayWeight, type HalfLife } from './decay.js';

const PERIOD_DAYS = 28;

/** Counters over the newest `length` periods up to that of `day`. */
export class Window {
  readonly fromDay: number;
  readonly toDay: number;
  readonly #newest: number;
  readonly #length: number;
  readonly #periods: Periods;

  constructor(periods: Periods, day: number, length: number) {
    this.#newest = periodOf(day);
    this.#length = length;
    this.#periods = periods;
    this.fromDay = (this.#newest - length + 1) * PERIOD_DAYS;
    this.toDay = day;
  }

  /** Plain sum. */
  count(name: CounterName): number {
    let sum = 0;
    for (const { counters } of this.#inside()) sum += counters[name] ?? 0;
    return sum;
  }

  /** Sum in millionths of a fact, each period weighed by its age. */
  decayed(name: CounterName, halfLife: HalfLife): bigint {
    let sum = 0n;
    for (const { age, counters } of this.#inside())
      sum += BigInt(counters[name] ?? 0) * decayWeight(age, halfLife);
    return sum;
  }

  /**
   * Orders still without an end in periods at least `age` old: plain count, and decayed in millionths.
   * All counters of one order stand in the period in which it was accepted, so they can be taken from one another.
   */
  unfinished(age: number, halfLife: HalfLife): { count: number; decayed: bigint } {
    let count = 0;
    let decayed = 0n;
    for (const { age: own, counters } of this.#inside()) {
      if (own < age) continue;
      const ended = (counters.promised ?? 0) + (counters.cancelledOther ?? 0);
      const open = Math.max(0, (counters.orders ?? 0) - ended);
      count += open;
      decayed += BigInt(open) * decayWeight(own, halfLife);
    }
    return { count, decayed };
  }

  *#inside() {
    for (const { period, counters } of this.#periods.recent) {
      const age = this.#newest - period;
      if (age >= 0 && age < this.#length) yield { age, counters };
    }
  }
}
