import type { Delivery } from './delivery.js';
import { pauseAfter } from './schedule.js';

interface Bad {
  readonly version: string;
  readonly failures: number;
  /** Seconds since the epoch. */
  readonly next: number;
}

/** Files that could not be stated: as they are they are tried less and less often; once they change, at once. */
export class BadDeliveries {
  readonly #bad = new Map<string, Bad>();
  readonly #every: number;

  /** `every`: seconds between two runs. */
  constructor(every: number) {
    this.#every = every;
  }

  isTooEarly({ name, version }: Delivery, now: number): boolean {
    const bad = this.#bad.get(name);
    return bad?.version === version && now < bad.next;
  }

  add({ name, version }: Delivery, now: number): void {
    const before = this.#bad.get(name);
    const failures = (before?.version === version ? before.failures : 0) + 1;
    this.#bad.set(name, { version, failures, next: now + pauseAfter(this.#every, failures) });
  }

  remove({ name }: Delivery): void {
    this.#bad.delete(name);
  }
}
