import type { Level } from 'level';
import { durably } from './durably.js';
import type { Clock, NonceStore } from './ports.js';

const MAX_REMEMBERED = 1_000_000;
const SWEEP_EVERY = 10; // seconds

/**
 * Nonces in memory; those of writes also under `nonce/<expires>/<keyid>/<nonce>`, so that a restart does not let a
 * signed write through twice.
 */
export async function levelNonceStore(
  db: Level<string, Uint8Array>,
  directory: string,
  now: Clock,
): Promise<NonceStore> {
  const seen = new Map<string, number>();
  for await (const key of db.keys({ gt: 'nonce/', lt: 'nonce0' })) {
    const [, expires = '0', ...rest] = key.split('/');
    seen.set(rest.join('/'), Number(expires));
  }
  let sweptAt = 0;
  const sweep = async (time: number): Promise<void> => {
    if (time < sweptAt + SWEEP_EVERY) return;
    sweptAt = time;
    for (const [key, expires] of seen) if (expires < time) seen.delete(key);
    await db.clear({ gt: 'nonce/', lt: `nonce/${fixed(time)}` });
  };
  return {
    async use(keyid, nonce, expires, durable) {
      const key = `${keyid}/${nonce}`;
      if (seen.has(key)) return false;
      // A full memory refuses rather than forgets: to forget would let a replay through.
      if (seen.size >= MAX_REMEMBERED) return false;
      seen.set(key, expires);
      await sweep(now());
      if (durable) {
        const entry = `nonce/${fixed(expires)}/${key}`;
        await durably(directory, () => db.put(entry, new Uint8Array(), { sync: true }));
      }
      return true;
    },
  };
}

const fixed = (seconds: number): string => String(seconds).padStart(12, '0');
