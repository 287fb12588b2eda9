import type { Clock } from '../services/common/ports.js';
import type { QueueWatch } from '../services/write/batch-queue.js';
import type { Readings } from './readings.js';

const waitBounds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60];

/** Batches that wait for the ledger or are under way to it, in memory. */
export function watchQueue(readings: Readings): QueueWatch {
  const since = { waiting: new Map<symbol, number>(), sent: new Map<symbol, number>() };
  readings.gauge(
    {
      name: 'stl_queue_batches',
      help: 'Batches that wait for a transaction, and those that are in one under way',
      labels: ['state'],
    },
    () => Object.entries(since).map(([state, batches]) => [{ state }, batches.size] as const),
  );
  readings.gauge(
    {
      name: 'stl_queue_oldest_batch_age_seconds',
      help: 'How long the oldest of these batches has waited for the ledger; 0 where there is none',
    },
    () => {
      const [first] = [...since.waiting.values(), ...since.sent.values()].sort((a, b) => a - b);
      return first === undefined ? 0 : (performance.now() - first) / 1_000;
    },
  );
  const waits = readings.histogram(
    {
      name: 'stl_queue_wait_seconds',
      help: 'How long a batch waited for a place in a transaction',
    },
    waitBounds,
  );
  return () => {
    const batch = Symbol('batch');
    const came = performance.now();
    since.waiting.set(batch, came);
    return {
      sent() {
        since.waiting.delete(batch);
        since.sent.set(batch, came);
        waits.observe((performance.now() - came) / 1_000);
      },
      tried({ outcome }) {
        since.sent.delete(batch);
        if (outcome === 'again') since.waiting.set(batch, came);
      },
    };
  };
}

/** Batches that were acknowledged before the ledger had them. */
export interface JobsSource {
  readonly backlog: number;
  /** When the oldest was acknowledged, seconds; undefined where none waits. */
  readonly oldestSince: number | undefined;
}

export function readJobs(readings: Readings, jobs: JobsSource, clock: Clock): void {
  readings.gauge(
    {
      name: 'stl_queue_jobs',
      help: 'Batches acknowledged with 202 that the ledger has neither taken nor refused yet',
    },
    () => jobs.backlog,
  );
  readings.gauge(
    {
      name: 'stl_queue_oldest_job_age_seconds',
      help: 'Time since the oldest of these was acknowledged, over restarts; 0 where there is none',
    },
    () => (jobs.oldestSince === undefined ? 0 : Math.max(0, clock() - jobs.oldestSince)),
  );
}
