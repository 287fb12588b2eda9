import { setTimeout as pause } from 'node:timers/promises';
import { StoreFailure } from './store-failure.js';

/** Something whose bytes can be read through. */
export interface Scrubbable {
  /** What is wrong with it, as far as anybody has met it. */
  readonly damage: string | undefined;
  /** Reads all of it. Throws StoreFailure `damaged`. `pace` is told bytes as they are read. */
  scrub(pace: (bytes: number) => Promise<void>): Promise<void>;
}

export interface StoreState {
  readonly name: string;
  readonly state: 'sound' | 'damaged';
  /** When all of it was last read through and found whole, seconds; null since the start of the process. */
  readonly scrubbedAt: number | null;
  readonly detail: string;
}

export interface ScrubberOptions {
  /** Seconds since the epoch. */
  readonly clock: () => number;
  readonly report: (trouble: { readonly store: string; readonly failure: unknown }) => void;
  /** Default 4 MiB: next to nothing of a disk or a processor. */
  readonly bytesPerSecond?: number;
  /** Milliseconds between two rounds. Default ten minutes. */
  readonly restMs?: number;
}

/**
 * Reads all stores again and again, slowly. Level copies what it merges without a look at it, and nobody reads most of what is
 * stored for months: by then every backup may hold the same wrong bits.
 */
export class Scrubber {
  readonly #stores: ReadonlyMap<string, Scrubbable>;
  readonly #options: ScrubberOptions;
  readonly #scrubbedAt = new Map<string, number>();
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(stores: ReadonlyMap<string, Scrubbable>, options: ScrubberOptions) {
    this.#stores = stores;
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  states(): StoreState[] {
    return [...this.#stores].map(([name, { damage }]) => ({
      name,
      state: damage === undefined ? 'sound' : 'damaged',
      scrubbedAt: this.#scrubbedAt.get(name) ?? null,
      detail: damage ?? 'nothing wrong was found',
    }));
  }

  /** Whether nothing wrong is known of any store. */
  sound(): boolean {
    return [...this.#stores.values()].every(({ damage }) => damage === undefined);
  }

  async #run(): Promise<void> {
    const { restMs = 600_000 } = this.#options;
    while (!this.#stopping.signal.aborted) {
      for (const [name, store] of this.#stores) await this.#scrub(name, store);
      await this.#pause(restMs).catch(() => undefined);
    }
  }

  async #scrub(name: string, store: Scrubbable): Promise<void> {
    const { bytesPerSecond = 4 * 1024 * 1024, clock, report } = this.#options;
    try {
      await store.scrub((bytes) => this.#pause((bytes * 1_000) / bytesPerSecond));
      this.#scrubbedAt.set(name, clock());
    } catch (failure) {
      if (this.#stopping.signal.aborted) return;
      // Emptied while it was read: the next round reads it.
      if (failure instanceof StoreFailure && failure.code === 'unusable') return;
      report({ store: name, failure });
    }
  }

  /** Keeps no process alive. Rejects when the scrubber is stopped. */
  #pause(ms: number): Promise<void> {
    return pause(ms, undefined, { ref: false, signal: this.#stopping.signal });
  }
}
