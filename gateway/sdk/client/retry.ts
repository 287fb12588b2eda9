import { ClientError, ProblemError } from '../platform/errors.js';

/** Failures that may pass by themselves. A refusal never does. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

/** True for a failure that may pass by itself: the same call can succeed later, as it is. */
export function mayPass(error: unknown): boolean {
  if (error instanceof ProblemError) return passing.has(error.status);
  return error instanceof ClientError && (error.code === 'unreachable' || error.code === 'timeout');
}

const firstPauseMs = 200;
const pauseMaxMs = 10_000;
const askedPauseMaxMs = 60_000;

/** As long as the gateway asked; else twice the last pause. Half of that is random, so that clients do not return together. */
function pauseMs(attempt: number, error: unknown): number {
  const asked = error instanceof ProblemError ? error.retryAfterMs : undefined;
  if (asked !== undefined) return Math.min(asked, askedPauseMaxMs);
  return Math.min(firstPauseMs * 2 ** attempt, pauseMaxMs) * (0.5 + Math.random() / 2);
}

export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new ClientError('aborted', 'the call was aborted'));
    };
    if (signal?.aborted) {
      reject(new ClientError('aborted', 'the call was aborted'));
      return;
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** Runs `attempt` again, at most `retries` times, while its failures may pass. It must be safe to repeat. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  retries: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let made = 0; ; made++) {
    try {
      return await attempt();
    } catch (error) {
      if (made >= retries || !mayPass(error)) throw error;
      await pause(pauseMs(made, error), signal);
    }
  }
}
