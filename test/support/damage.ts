import { cp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** One way to spoil a file, with words for it. */
export interface Damage {
  readonly what: string;
  readonly apply: () => Promise<void>;
}

/** Numbers below 1 that are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export async function flipOf(path: string, random: () => number): Promise<Damage> {
  const { size } = await stat(path);
  // What is preallocated is mostly empty: a place in what is written.
  const used = path.endsWith('.newest')
    ? [...Array(100).keys(), ...[...Array(100).keys()].map((at) => at + 4096)]
    : undefined;
  const at =
    used === undefined ? Math.floor(random() * size) : (used[Math.floor(random() * used.length)] as number);
  const bit = Math.floor(random() * 8);
  return {
    what: `bit ${bit} at ${at} of ${basename(path)} flipped`,
    apply: async () => {
      const bytes = await readFile(path);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      await writeFile(path, bytes);
    },
  };
}

export async function truncationOf(path: string, random: () => number): Promise<Damage> {
  const length = Math.floor(random() * (await stat(path)).size);
  return { what: `${basename(path)} cut to ${length}`, apply: () => truncate(path, length) };
}

export const removalOf = (path: string): Damage => ({
  what: `${basename(path)} removed`,
  apply: () => rm(path, { recursive: true }),
});

/** `older`: what lay at the path before. */
export const olderOf = (path: string, older: string): Damage => ({
  what: `${basename(path)} as it was`,
  apply: async () => {
    await rm(path, { recursive: true, force: true });
    await cp(older, path, { recursive: true });
  },
});
