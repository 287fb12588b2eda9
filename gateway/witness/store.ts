import { createHash } from 'node:crypto';
import { openStore } from '../store/open-store.js';

/** A checkpoint that this witness cosigned. `root`: base64url. */
export interface Seen {
  readonly size: number;
  readonly root: string;
  readonly note: string;
}

/** Two signed notes of one log that state different roots for one size. */
export interface Fork {
  readonly origin: string;
  readonly size: number;
  readonly notes: readonly [string, string];
}

export interface WitnessStore {
  newest(origin: string): Seen | undefined;
  /** The checkpoint of exactly this size: one that was cosigned, else one that the log signed and this witness refused. */
  at(origin: string, size: number): Seen | undefined;
  /** On disk when it returns. */
  keep(origin: string, seen: Seen): Promise<void>;
  /** Remembers a checkpoint that was refused, for a second one of its size would prove a fork. Keeps a bounded number. */
  remember(origin: string, seen: Seen): Promise<void>;
  /** On disk when it returns; the same pair is kept once. */
  keepFork(fork: Fork): Promise<void>;
  forks(): Promise<Fork[]>;
  close(): Promise<void>;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');
const seenKey = (origin: string, size: number): string => `seen/${digest(origin)}/${size}`;
const refusedOf = (origin: string): string => `refused/${digest(origin)}`;
const refusedKey = (origin: string, size: number): string => `${refusedOf(origin)}/${size}`;
const newestKey = (origin: string): string => `newest/${digest(origin)}`;

/** Refused checkpoints that are remembered of one log. */
const refusedKeptMax = 1_000;

/**
 * Opens what a witness has signed, or begins it where it has signed nothing. Throws StoreFailure where the store knows less than was written: a witness
 * that went on from there could sign a fork.
 */
export async function openWitnessStore(directory: string): Promise<WitnessStore> {
  // A power cut must not make the witness forget what it has signed.
  const store = await openStore<string>({ directory, keys: 'utf8', synced: true, create: 'if-absent' });
  const read = (key: string): Seen | undefined => {
    const value = store.get(key);
    return value === undefined ? undefined : (JSON.parse(value.toString()) as Seen);
  };
  const keep = (...values: (readonly [key: string, value: Seen | Fork])[]): Promise<void> =>
    store.write(values.map(([key, value]) => ({ key, value: JSON.stringify(value) })));
  return {
    newest: (origin) => read(newestKey(origin)),
    at: (origin, size) => read(seenKey(origin, size)) ?? read(refusedKey(origin, size)),
    keep: (origin, seen) => keep([newestKey(origin), seen], [seenKey(origin, seen.size), seen]),
    async remember(origin, seen) {
      const key = refusedKey(origin, seen.size);
      if (read(key) !== undefined) return;
      const of = refusedOf(origin);
      const before = store.rows({ gte: `${of}/`, lt: `${of}0` });
      let count = 0;
      while ((await before.next()).done !== true) count += 1;
      if (count < refusedKeptMax) await keep([key, seen]);
    },
    keepFork: (fork) => keep([`fork/${digest(JSON.stringify(fork))}`, fork]),
    async forks() {
      const forks: Fork[] = [];
      for await (const [, value] of store.rows({ gte: 'fork/', lt: 'fork0' }))
        forks.push(JSON.parse(value.toString()) as Fork);
      return forks;
    },
    close: () => store.close(),
  };
}
