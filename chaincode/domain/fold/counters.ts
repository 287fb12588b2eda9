import { type CounterName, type Counters, counterNames } from './aggregate.js';

/** A change of one counter of a day. */
export type Count = readonly [day: number, tally: CounterName, delta: number];

const places = new Map(counterNames.map((name, place) => [name, place]));
const orders = places.get('orders') as number;

/** One number a counter, in the order of `counterNames`: quick to add, and one spelling a value. */
export type Tallies = readonly number[];

export const noTallies: Tallies = counterNames.map(() => 0);

export function plus(a: Tallies, b: Tallies, sign: 1 | -1 = 1): Tallies {
  const sum = a.slice();
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + sign * (b[i] as number);
  return sum;
}

export function isZero(tallies: Tallies): boolean {
  for (const value of tallies) if (value !== 0) return false;
  return true;
}

export function ordersIn(tallies: Tallies): number {
  return tallies[orders] as number;
}

/** The counters an aggregate shows: sparse, members in the order of `counterNames`. */
export function shown(tallies: Tallies): Counters {
  const counters: { [N in CounterName]?: number } = {};
  counterNames.forEach((name, place) => {
    if (tallies[place] !== 0) counters[name] = tallies[place] as number;
  });
  return counters;
}

/** Changes of several days, summed by day. */
export class DaySums {
  readonly #days = new Map<number, number[]>();

  add([day, tally, delta]: Count, sign: 1 | -1): void {
    let sum = this.#days.get(day);
    if (sum === undefined) this.#days.set(day, (sum = noTallies.slice()));
    const place = places.get(tally) as number;
    sum[place] = (sum[place] as number) + sign * delta;
  }

  /** Days with a change that is not zero, in order. */
  changes(): (readonly [day: number, change: Tallies])[] {
    return [...this.#days].filter(([, change]) => !isZero(change)).sort((a, b) => a[0] - b[0]);
  }
}
