import { durably } from './durably.js';
import { readable } from './jobs-database.js';
import type { Clock, NonceStore } from '../../services/common/ports.js';
import { ServiceError } from '../../services/common/service-error.js';
import type { Store } from '../../store/store.js';

export interface NonceLimits {
  readonly all: number;
  /** Less than all: one member's flood must not keep the others out. */
  readonly ofKey: number;
}
const nonceLimits: NonceLimits = { all: 1_000_000, ofKey: 100_000 };
const sweepEverySeconds = 10;

/**
 * Nonces in memory; those of writes also under `nonce/<expires>/<keyid>/<nonce>`, so that a restart does not let a
 * signed write through twice.
 */
export async function storedNonces(
  store: Store<string>,
  now: Clock,
  limits = nonceLimits,
): Promise<NonceStore> {
  const seen = new Map<string, number>();
  const ofKey = new Map<string, number>();
  const count = (key: string, by: 1 | -1): void => {
    const keyid = key.slice(0, key.indexOf('/'));
    ofKey.set(keyid, (ofKey.get(keyid) ?? 0) + by);
    if (ofKey.get(keyid) === 0) ofKey.delete(keyid);
  };
  for await (const [key] of readable(store, { gte: 'nonce/', lt: 'nonce0' })) {
    const [, expires = '0', ...rest] = key.split('/');
    seen.set(rest.join('/'), Number(expires));
    count(rest.join('/'), 1);
  }
  let sweptAt = 0;
  const sweep = async (time: number): Promise<void> => {
    if (time < sweptAt + sweepEverySeconds) return;
    sweptAt = time;
    for (const [key, expires] of seen) {
      if (expires >= time) continue;
      seen.delete(key);
      count(key, -1);
    }
    const expired: { key: string }[] = [];
    for await (const [key] of store.rows({ gte: 'nonce/', lt: `nonce/${fixed(time)}` }))
      expired.push({ key });
    if (expired.length > 0) await store.write(expired);
  };
  return {
    async use(keyid, nonce, expires, durable) {
      const key = `${keyid}/${nonce}`;
      // What was swept may have been used: a clock that is set back must not bring it to life again.
      if (seen.has(key) || expires < sweptAt) return false;
      // A full memory refuses rather than forgets: to forget would let a replay through.
      if (seen.size >= limits.all || (ofKey.get(keyid) ?? 0) >= limits.ofKey) {
        throw new ServiceError('overloaded', 'Too many signed requests came in the last minutes.', {
          retryAfter: sweepEverySeconds,
        });
      }
      seen.set(key, expires);
      count(key, 1);
      await sweep(now());
      if (durable) {
        const entry = { key: `nonce/${fixed(expires)}/${key}`, value: '' };
        await durably(store.directory, () => store.write([entry]));
      }
      return true;
    },
  };
}

const fixed = (seconds: number): string => String(seconds).padStart(12, '0');
