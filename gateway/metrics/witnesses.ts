import type { Clock } from '../services/common/ports.js';
import type { WitnessState } from '../services/sealing/witnesses.js';
import type { Readings } from './readings.js';

/** Whether outsiders have seen what the organisations agree on. */
export function readWitnesses(
  readings: Readings,
  witnesses: { states(): readonly WitnessState[] },
  clock: Clock,
): void {
  readings.gauge(
    { name: 'stl_witnesses', help: 'Witnesses that this gateway is to bring checkpoints to' },
    () => witnesses.states().length,
  );
  readings.gauge(
    {
      name: 'stl_witness_cosigned',
      help: 'Whether a witness has cosigned the newest agreed checkpoint',
      labels: ['witness'],
    },
    () =>
      witnesses
        .states()
        .map(({ cosigned, witness }) => [{ witness: shown(witness) }, Number(cosigned)] as const),
  );
  readings.gauge(
    {
      name: 'stl_witness_answer_age_seconds',
      help: 'Time since a witness last answered; missing until it has, since the start',
      labels: ['witness'],
    },
    () =>
      witnesses
        .states()
        .flatMap(({ answeredAt, witness }) =>
          answeredAt === undefined ? [] : [[{ witness: shown(witness) }, clock() - answeredAt] as const],
        ),
  );
  readings.total(
    {
      name: 'stl_witness_failures_total',
      help: 'How often a witness did not cosign what it was brought, by why',
      labels: ['witness', 'reason'],
    },
    () =>
      witnesses
        .states()
        .flatMap(({ failures, witness }) =>
          Object.entries(failures).map(
            ([reason, count]) => [{ witness: shown(witness), reason }, count] as const,
          ),
        ),
  );
}

/** A URL may hold a password. */
function shown(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname === '/' ? '' : pathname}`;
}
