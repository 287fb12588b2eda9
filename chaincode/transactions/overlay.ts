import { utf8 } from '../domain/bytes.js';
import type { Caller, WorldState } from '../world-state.js';

type Writes = Map<string, Uint8Array>;

/**
 * The world state for several pieces of work in one transaction. A piece sees what the pieces before it wrote, but,
 * as ever, not its own writes. What a piece wrote is kept only if it succeeded; `save` brings it all to the ledger.
 */
export class Overlay {
  readonly #base: WorldState;
  readonly #kept: Writes = new Map();
  /** What the base answered: it does not change while a transaction runs, and on Fabric each call is a message. */
  readonly #known = new Map<string, Uint8Array | undefined>();

  constructor(base: WorldState) {
    this.#base = base;
  }

  /** Gives what the work gives. Throws what it throws, and then nothing of it is kept. */
  async attempt<T>(work: (state: WorldState) => Promise<T>): Promise<T> {
    const writes: Writes = new Map();
    const result = await work(this.#stateFor(writes));
    for (const [key, value] of writes) this.#kept.set(key, value);
    return result;
  }

  async save(): Promise<void> {
    for (const [key, value] of this.#kept) await this.#base.put(key, value);
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    if (!this.#known.has(key)) this.#known.set(key, await this.#base.get(key));
    return this.#known.get(key);
  }

  async *range(start: string, end: string): AsyncIterable<readonly [key: string, value: Uint8Array]> {
    const kept = [...this.#kept]
      .filter(([key]) => compareKeys(key, start) >= 0 && compareKeys(key, end) < 0)
      .sort(([a], [b]) => compareKeys(a, b));
    let next = kept.shift();
    for await (const entry of this.#base.range(start, end)) {
      for (; next !== undefined && compareKeys(next[0], entry[0]) < 0; next = kept.shift()) yield next;
      if (next?.[0] !== entry[0]) yield entry;
    }
    if (next !== undefined) yield* [next, ...kept];
  }

  #stateFor(writes: Writes): WorldState {
    const { caller, txId, txTime } = this.#base as { caller: Caller; txId: string; txTime: number };
    return {
      ...{ caller, txId, txTime },
      get: (key) => this.get(key),
      range: (start, end) => this.range(start, end),
      put(key, value) {
        writes.set(key, value);
        return Promise.resolve();
      },
      // A transaction has one event, and it is the transaction's to choose.
      emit: () => undefined,
    };
  }
}

/** Order of UTF-8 bytes, which is not that of JavaScript's UTF-16 units. */
function compareKeys(a: string, b: string): number {
  const [left, right] = [utf8(a), utf8(b)];
  const common = Math.min(left.length, right.length);
  for (let i = 0; i < common; i++) {
    const difference = (left[i] as number) - (right[i] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
