import type { Agreement } from '../../chaincode/domain/checkpoints/agreement.js';
import { parseTime } from '../../chaincode/domain/time.js';
import type { Proofs } from '../projection/proofs-port.js';
import type { Clock } from '../services/common/ports.js';
import type { Reading, Readings } from './readings.js';

/** What the organisations say of the newest Seal, and how old the newest agreement is. */
export function readEpochs(
  readings: Readings,
  proofs: Pick<Proofs, 'agreed' | 'epoch' | 'newestSeal'>,
  clock: Clock,
): void {
  const newest = () => proofs.epoch(proofs.newestSeal()?.n ?? 0);
  const ofEach = (is: (agreement: Agreement) => (organisation: string) => boolean): Reading => {
    const epoch = newest();
    return epoch?.seal.organisations.map(
      (organisation) => [{ organisation }, Number(is(epoch.agreement)(organisation))] as const,
    );
  };
  const ageOf = (time: string | undefined): number | undefined =>
    time === undefined ? undefined : clock() - (parseTime(time) ?? 0);

  readings.gauge(
    {
      name: 'stl_epoch_number',
      help: 'Number of the newest epoch, and of the newest that k organisations agree on; 0 before the first',
      labels: ['epoch'],
    },
    () => [
      [{ epoch: 'newest' }, proofs.newestSeal()?.n ?? 0],
      [{ epoch: 'agreed' }, proofs.agreed()?.seal.n ?? 0],
    ],
  );
  readings.gauge(
    {
      name: 'stl_epoch_age_seconds',
      help: 'Time since the Seal of the newest epoch, and of the newest agreed one; missing before the first',
      labels: ['epoch'],
    },
    () =>
      Object.entries({ newest: proofs.newestSeal()?.time, agreed: proofs.agreed()?.seal.time }).flatMap(
        ([epoch, time]) => {
          const age = ageOf(time);
          return age === undefined ? [] : [[{ epoch }, age] as const];
        },
      ),
  );
  readings.gauge(
    {
      name: 'stl_epoch_cosigned',
      help: 'Whether an organisation has given its word for the newest epoch, whatever it said',
      labels: ['organisation'],
    },
    () =>
      ofEach(
        ({ silent }) =>
          (org) =>
            !silent.includes(org),
      ),
  );
  readings.gauge(
    {
      name: 'stl_epoch_dissents',
      help: 'Whether an organisation signed another result of the newest epoch than k others, or two results',
      labels: ['organisation'],
    },
    () =>
      ofEach(
        ({ dissent, equivocate }) =>
          (org) =>
            [...dissent, ...equivocate].includes(org),
      ),
  );
  readings.gauge(
    {
      name: 'stl_epoch_disagrees_here',
      help: '1 where k organisations agree on another result of the newest epoch than is folded here',
    },
    () => {
      const epoch = newest();
      return Number(epoch?.agreement.body !== undefined && epoch.agreement.body !== epoch.own);
    },
  );
}
