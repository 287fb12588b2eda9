import type { FastifyBaseLogger } from 'fastify';
import { setTimeout as after } from 'node:timers/promises';
import type { KeyRing } from '../signing/key-ring.js';

/** Milliseconds between looks at whether a signer outside of this process still answers. */
const lookEveryMs = 10_000;
/** Milliseconds between looks at whether it answers again. */
const lookAgainMs = 1_000;

/** Tells when the signer stops answering, and when it answers again: a line each, also while nobody needs a signature. */
export function watchSigner(
  ring: KeyRing,
  log: Pick<FastifyBaseLogger, 'error' | 'info'>,
): () => Promise<void> {
  const stopping = new AbortController();
  ring.onHealth = ({ ok, detail }) =>
    ok ? log.info({ detail }, 'the signer answers again') : log.error({ detail }, 'the signer does not sign');
  // It may have failed before anybody could be told.
  if (!ring.health.ok) ring.onHealth(ring.health);
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await after(ring.health.ok ? lookEveryMs : lookAgainMs, undefined, { signal: stopping.signal });
      await ring.look().catch(() => undefined);
    }
  };
  const running = watch().catch(() => undefined);
  return async () => {
    stopping.abort();
    await running;
    ring.onHealth = () => undefined;
  };
}
