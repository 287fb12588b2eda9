import type { Readings } from './readings.js';

/** What kinds of requests may be sent here now. */
export interface ReadyFor {
  readonly reads: { readonly ok: boolean };
  readonly writes: { readonly ok: boolean };
}

export function readReadiness(readings: Readings, readiness: () => Promise<ReadyFor>): void {
  readings.gauge(
    {
      name: 'stl_ready',
      help: 'Whether /readyz says that requests of this kind may be sent here',
      labels: ['for'],
    },
    async () => {
      const { reads, writes } = await readiness();
      return [
        [{ for: 'reads' }, Number(reads.ok)],
        [{ for: 'writes' }, Number(writes.ok)],
      ];
    },
  );
}
