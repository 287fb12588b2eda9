import { daySeconds, parseTime } from '../../chaincode/domain/time.js';
import type { Clock } from '../services/common/ports.js';
import type { CertificateEnds } from '../services/read/certificate-ends.js';
import type { Ends } from '../services/read/ends.js';
import { kept } from './kept.js';
import type { Readings } from './readings.js';

/** Ends shown one by one: the soonest. An organisation may have registered ten thousand sellers. */
const shownMax = 100;
/** What ends changes with days; looking through all participants for it takes milliseconds that a fold could use. */
const keptSeconds = 60;
const windowDays = [7, 30] as const;

/** What the organisation must renew in time. */
export function readEnds(
  readings: Readings,
  ends: Pick<Ends, 'list'>,
  certificates: Pick<CertificateEnds, 'counted'>,
  clock: Clock,
): void {
  const list = kept(keptSeconds, () => ends.list());
  readings.gauge(
    {
      name: 'stl_end_timestamp_seconds',
      help: `When something of this organisation ends, Unix time: the ${shownMax} that end first`,
      labels: ['what', 'owner', 'id'],
    },
    async () =>
      (await list())
        .slice(0, shownMax)
        .map(({ at, id, owner, what }) => [{ what, owner, id }, parseTime(at) ?? 0] as const),
  );
  readings.gauge(
    {
      name: 'stl_ending',
      help: 'How many of them end within so many days or have ended',
      labels: ['what', 'within'],
    },
    async () => {
      const terms = await list();
      const whats = [...new Set(terms.map(({ what }) => what))];
      return whats.flatMap((what) =>
        windowDays.map((days) => {
          const by = clock() + days * daySeconds;
          const count = terms.filter((one) => one.what === what && (parseTime(one.at) ?? 0) <= by).length;
          return [{ what, within: `${days}d` }, count] as const;
        }),
      );
    },
  );
  readings.gauge(
    {
      name: 'stl_certificates_ending',
      help: "Certificates by this organisation's certifiers that end within so many days and have no later term, as of today",
      labels: ['within'],
    },
    () => [
      [{ within: '7d' }, certificates.counted.within7],
      [{ within: '30d' }, certificates.counted.within30],
    ],
  );
}
