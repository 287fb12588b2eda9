import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
import { keepFile } from '../data-dir/keep-file.js';

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

/** The store knows less than this witness has signed: a witness that went on from there could sign a fork. */
export class WitnessForgot extends Error {}

export interface WitnessStore {
  newest(origin: string): Promise<Seen | undefined>;
  /** The checkpoint of exactly this size: one that was cosigned, else one that the log signed and this witness refused. */
  at(origin: string, size: number): Promise<Seen | undefined>;
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

/** Refused checkpoints that are remembered of one log. */
const refusedKeptMax = 1_000;

/**
 * Level drops damaged or missing log records without a word, and starts anew where nothing is left. So a file beside it, too,
 * holds the newest checkpoint of each log: `newest-<origin's digest>.json`, written after level and before the answer.
 * Throws WitnessForgot where level has less in it.
 */
export async function openWitnessStore(path: string): Promise<WitnessStore> {
  const db = new Level<string, Seen | Fork>(path, { valueEncoding: 'json' });
  await db.open();
  // A power cut must not make the witness forget what it has signed: it would sign a fork.
  const sync = { sync: true };
  const seenKey = (origin: string, size: number): string => `seen/${digest(origin)}/${size}`;
  const refusedKey = (origin: string, size: number): string => `refused/${digest(origin)}/${size}`;
  const newestKey = (of: string): string => `newest/${of}`;
  const get = async (key: string) => (await db.get(key)) as Seen | undefined;
  try {
    for (const [of, { root, size }] of await newestBeside(path)) {
      const stored = await get(newestKey(of));
      const known = stored?.size ?? 0;
      if (known < size || (known === size && stored?.root !== root))
        throw new WitnessForgot(`a log of ${size} leaves was cosigned, of which the store knows ${known}`);
    }
  } catch (error) {
    await db.close();
    throw error;
  }
  return {
    newest: (origin) => get(newestKey(digest(origin))),
    at: async (origin, size) => (await get(seenKey(origin, size))) ?? get(refusedKey(origin, size)),
    async keep(origin, seen) {
      const of = digest(origin);
      await db.batch(
        [
          { type: 'put', key: newestKey(of), value: seen },
          { type: 'put', key: seenKey(origin, seen.size), value: seen },
        ],
        sync,
      );
      await keepFile(join(path, fileOf(of)), `${JSON.stringify({ root: seen.root, size: seen.size })}\n`);
    },
    async remember(origin, seen) {
      const key = refusedKey(origin, seen.size);
      const bounds = { gt: refusedKey(origin, 0).slice(0, -1), lt: `${refusedKey(origin, 0).slice(0, -2)}0` };
      const before = await db.keys({ ...bounds, limit: refusedKeptMax }).all();
      if (before.length < refusedKeptMax && !before.includes(key)) await db.put(key, seen, sync);
    },
    keepFork: (fork) => db.put(`fork/${digest(JSON.stringify(fork))}`, fork, sync),
    forks: async () => (await db.values({ gt: 'fork/', lt: 'fork0' }).all()) as Fork[],
    close: () => db.close(),
  };
}

const fileOf = (of: string): string => `newest-${of}.json`;

/** By the digest of the origin. */
async function newestBeside(path: string): Promise<[string, Pick<Seen, 'root' | 'size'>][]> {
  const found: [string, Pick<Seen, 'root' | 'size'>][] = [];
  for (const name of await readdir(path)) {
    const [, of] = /^newest-([A-Za-z0-9_-]{43})\.json$/.exec(name) ?? [];
    if (of === undefined) continue;
    const kept = JSON.parse(await readFile(join(path, name), 'utf8')) as Partial<Seen> | null;
    if (typeof kept?.root !== 'string' || !Number.isSafeInteger(kept.size))
      throw new WitnessForgot(`${name} is damaged`);
    found.push([of, { root: kept.root, size: Number(kept.size) }]);
  }
  return found;
}
