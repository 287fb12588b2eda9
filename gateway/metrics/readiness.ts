import type { Readiness } from '../services/read/readiness.js';
import type { Readings } from './readings.js';

export function readReadiness(readings: Readings, readiness: () => Promise<Readiness>): void {
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
