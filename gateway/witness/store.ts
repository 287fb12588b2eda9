import { createHash } from 'node:crypto';
import { Level } from 'level';

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
  newest(origin: string): Promise<Seen | undefined>;
  /** What was cosigned at exactly this size. */
  at(origin: string, size: number): Promise<Seen | undefined>;
  /** On disk when it returns. */
  keep(origin: string, seen: Seen): Promise<void>;
  /** On disk when it returns; the same pair is kept once. */
  keepFork(fork: Fork): Promise<void>;
  forks(): Promise<Fork[]>;
  close(): Promise<void>;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

export async function openWitnessStore(path: string): Promise<WitnessStore> {
  const db = new Level<string, Seen | Fork>(path, { valueEncoding: 'json' });
  await db.open();
  // A power cut must not make the witness forget what it has signed: it would sign a fork.
  const sync = { sync: true };
  const seenKey = (origin: string, size: number): string => `seen/${digest(origin)}/${size}`;
  const newestKey = (origin: string): string => `newest/${digest(origin)}`;
  return {
    newest: async (origin) => (await db.get(newestKey(origin))) as Seen | undefined,
    at: async (origin, size) => (await db.get(seenKey(origin, size))) as Seen | undefined,
    keep: (origin, seen) =>
      db.batch(
        [
          { type: 'put', key: newestKey(origin), value: seen },
          { type: 'put', key: seenKey(origin, seen.size), value: seen },
        ],
        sync,
      ),
    keepFork: (fork) => db.put(`fork/${digest(JSON.stringify(fork))}`, fork, sync),
    forks: async () => (await db.values({ gt: 'fork/', lt: 'fork0' }).all()) as Fork[],
    close: () => db.close(),
  };
}
