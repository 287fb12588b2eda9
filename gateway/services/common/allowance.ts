import type { Clock } from './ports.js';

export interface AllowanceTerms {
  /** What somebody may use at once who has used nothing for long. */
  readonly burst: number;
  /** What comes back each second. */
  readonly perSecond: number;
}

interface Used {
  readonly left: number;
  /** Seconds. */
  readonly at: number;
}

/** How much each of many may still use: a bucket that fills again with time. The names are of a bounded set. */
export class Allowance {
  readonly #terms: AllowanceTerms;
  readonly #now: Clock;
  readonly #used = new Map<string, Used>();

  constructor(terms: AllowanceTerms, now: Clock) {
    this.#terms = terms;
    this.#now = now;
  }

  /** Seconds until so much can be used; 0: now. */
  waitFor(name: string, amount: number): number {
    const { burst, perSecond } = this.#terms;
    const missing = Math.min(amount, burst) - this.#left(name);
    return missing <= 0 ? 0 : Math.ceil(missing / perSecond);
  }

  /** Uses it, even where that is more than there is: it has happened, and is waited for afterwards. */
  use(name: string, amount: number): void {
    this.#used.set(name, { left: this.#left(name) - amount, at: this.#now() });
  }

  #left(name: string): number {
    const { burst, perSecond } = this.#terms;
    const used = this.#used.get(name);
    // A clock that is set back gives nothing, and takes nothing.
    const passed = used === undefined ? 0 : Math.max(0, this.#now() - used.at);
    return used === undefined ? burst : Math.min(burst, used.left + passed * perSecond);
  }
}
