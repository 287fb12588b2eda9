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

  *#inside() {
    for (const { period, counters } of this.#periods.recent) {
      const age = this.#newest - period;
      if (age >= 0 && age < this.#length) yield { age, counters };
    }
  }
}
