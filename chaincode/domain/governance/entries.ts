import type { Epoch } from '../checkpoints/next-seal.js';
import { keys } from '../ledger-keys.js';
import type { StateValue, StateWrites } from '../state-writes.js';
import type { TrustListEntry } from '../trust-list/entry.js';
import type { Registry } from './registry.js';

/** Entries of the world state, in memory: for whoever derives what governs without a ledger's state. */
export class GovernanceEntries implements Registry {
  readonly #entries: Map<string, StateValue>;

  constructor(entries: Iterable<readonly [string, StateValue]> = []) {
    this.#entries = new Map(entries);
  }

  take(writes: StateWrites): void {
    for (const [key, value] of writes) this.#entries.set(key, value);
  }

  entries(): readonly (readonly [string, StateValue])[] {
    return [...this.#entries];
  }

  consortium(): ReturnType<Registry['consortium']> {
    return this.#get(keys.consortium);
  }

  participant(id: string): ReturnType<Registry['participant']> {
    return this.#get(keys.participant(id));
  }

  ownerOfKey(kid: string): string | undefined {
    return this.#get(keys.kid(kid));
  }

  proposal(id: string): ReturnType<Registry['proposal']> {
    return this.#get(keys.proposal(id));
  }

  newestSeal(): Epoch | undefined {
    return this.#get(keys.epoch);
  }

  epoch(): number {
    return this.newestSeal()?.n ?? 0;
  }

  newestTrustList(): ReturnType<Registry['newestTrustList']> {
    const version = this.#get<number>(keys.newestTrustList);
    return version === undefined ? undefined : this.#get<TrustListEntry>(keys.trustList(version))?.list;
  }

  #get<T>(key: string): T | undefined {
    return this.#entries.get(key) as T | undefined;
  }
}
