import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Tries `attempt` until it succeeds; throws its last error after `patienceMs`. */
export async function eventually<T>(
  attempt: () => Promise<T>,
  options: {
    readonly patienceMs: number;
    readonly everyMs?: number;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<T> {
  const until = Date.now() + options.patienceMs;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await pause(options.everyMs ?? 100, undefined, options.signal ? { signal: options.signal } : {});
  }
}

/** Succeeds once something accepts connections on that port of 127.0.0.1. */
export function reachable(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
