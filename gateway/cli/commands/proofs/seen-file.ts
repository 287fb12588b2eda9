import { readFile } from 'node:fs/promises';
import type { Seen } from '../../../sdk/verify/index.js';
import { keepFile } from '../../../data-dir/keep-file.js';
import { CliFailure } from '../../frame/failure.js';

const isSeen = (value: unknown): value is Seen => {
  const { epoch, ledger, root, size } = (value ?? {}) as Partial<Seen>;
  const counts = [epoch, size].every((one) => Number.isSafeInteger(one) && Number(one) >= 0);
  return counts && [ledger, root].every((one) => typeof one === 'string' && /^[0-9a-f]{64}$/.test(one));
};

/**
 * What was seen of a ledger the last time; undefined where there is no such file. Throws CliFailure `seen_unreadable`, also
 * for the file of another ledger: to overwrite it would be to forget that one.
 */
export async function readSeenFile(path: string, ledger: string): Promise<Seen | undefined> {
  let seen: unknown;
  try {
    seen = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new CliFailure(`${path} cannot be read as JSON`, { code: 'seen_unreadable', cause });
  }
  if (isSeen(seen) && seen.ledger === ledger) return seen;
  throw new CliFailure(`${path} does not say what was seen of this ledger`, { code: 'seen_unreadable' });
}

/** Whole or not at all. */
export async function keepSeenFile(path: string, seen: Seen): Promise<void> {
  await keepFile(path, `${JSON.stringify(seen)}\n`);
}
