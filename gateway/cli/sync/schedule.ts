import { setTimeout as pause } from 'node:timers/promises';

/** A source that fails again and again is still asked so often, in seconds. */
const pauseMax = 3_600;

export interface Schedule {
  /** Seconds from the start of one run to the start of the next. */
  readonly every: number;
  readonly signal: AbortSignal;
  /** Whether all went well. Must not throw, except where it makes no sense to go on. */
  readonly run: () => Promise<boolean>;
}

/**
 * Seconds until the next run: after a first failure no more than usual, after each further one twice as many, so that what is down is
 * not asked all the time.
 */
export const pauseAfter = (every: number, failures: number): number =>
  Math.min(every * 2 ** Math.max(0, failures - 1), Math.max(every, pauseMax));

/** Runs until it is told to end, and never two at once: one that takes longer than the pause is followed by the next at once. */
export async function repeat({ every, run, signal }: Schedule): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const started = performance.now();
    failures = (await run()) ? 0 : failures + 1;
    const left = pauseAfter(every, failures) * 1000 - (performance.now() - started);
    await pause(Math.max(0, left), undefined, { signal }).catch(() => undefined);
  }
}
