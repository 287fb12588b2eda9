import type { Database, Snapshot } from './database.js';
import type { StateEntry } from './layout.js';

/** Committed state as of a height. Held until the transaction simulated on it is ordered. */
export interface View {
  /** Blocks it includes. */
  readonly height: number;
  readonly snapshot: Snapshot;
  /** An entry that some transaction on this view has read, if it was kept. */
  known(key: string): KnownValue | undefined;
  /** Keeps an entry for `known`, up to a bounded number of them. */
  keep(key: string, value: KnownValue): void;
  release(): void;
}

/** An entry of the state with its value, which has been checked against its digest. */
export interface KnownValue {
  readonly entry: StateEntry;
  readonly value: Buffer;
}

/** Many transactions read the same few keys: consortium, participant, epoch. */
const knownValuesMax = 64;

interface Shared {
  readonly height: number;
  readonly snapshot: Snapshot;
  readonly known: Map<string, KnownValue>;
  users: number;
}

/** One level snapshot per height, shared by all transactions that start at it. */
export class Views {
  readonly #db: Database;
  #current: Shared;
  /** Heights in use, oldest first. */
  readonly #open: Shared[] = [];

  constructor(db: Database, height: number) {
    this.#db = db;
    this.#current = this.#take(height);
  }

  /** Called between two block writes only, so that a snapshot holds whole blocks and exactly `height` of them. */
  advance(height: number): void {
    const previous = this.#current;
    this.#current = this.#take(height);
    this.#drop(previous);
  }

  acquire(): View {
    const shared = this.#current;
    shared.users += 1;
    let held = true;
    return {
      height: shared.height,
      snapshot: shared.snapshot,
      known: (key) => shared.known.get(key),
      keep: (key, value) => {
        if (shared.known.size < knownValuesMax) shared.known.set(key, value);
      },
      release: () => {
        if (held) this.#drop(shared);
        held = false;
      },
    };
  }

  /** The lowest height any view still has. */
  oldest(): number {
    return (this.#open[0] ?? this.#current).height;
  }

  #take(height: number): Shared {
    const shared = { height, snapshot: this.#db.snapshot(), known: new Map(), users: 1 };
    this.#open.push(shared);
    return shared;
  }

  #drop(shared: Shared): void {
    shared.users -= 1;
    if (shared.users > 0) return;
    this.#open.splice(this.#open.indexOf(shared), 1);
    void shared.snapshot.close();
  }
}
