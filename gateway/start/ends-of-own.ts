import type { FastifyBaseLogger } from 'fastify';
import type { OwnLedger } from '../ledger/connect/settings.js';
import type { LedgerPort } from '../ledger/port.js';
import type { Numbers, Queries } from '../projection/port.js';
import type { Clock } from '../services/common/ports.js';
import { CertificateEnds } from '../services/read/certificate-ends.js';
import { Ends } from '../services/read/ends.js';
import { EndsNotice } from '../services/read/ends-notice.js';

interface Own {
  readonly id: string;
  /** Ids of those that this gateway speaks for. */
  readonly organisations: ReadonlySet<string>;
  readonly certificates: OwnLedger['certificates'];
}

/** What of the hosted organisations ends: as a list, as counts, and as the day's line in the log. */
export function endsOfOwn(
  sources: {
    readonly ledger: Pick<LedgerPort, 'height'>;
    readonly queries: Pick<Queries, 'aggregate' | 'participants' | 'status'>;
    readonly numbers: Numbers;
    readonly clock: Clock;
  },
  { id: owner, organisations, certificates }: Own,
  log: Pick<FastifyBaseLogger, 'error' | 'warn' | 'info'>,
): { readonly ends: Ends; readonly certificateEnds: CertificateEnds; readonly endsNotice: EndsNotice } {
  const { ledger, queries, numbers, clock } = sources;
  const ends = new Ends(queries, {
    organisations,
    certificates: certificates.map((one) => ({ what: 'organisation-certificate', owner, ...one })),
  });
  const certificateEnds = new CertificateEnds(queries, numbers, { organisations, clock });
  const endsNotice = new EndsNotice(
    ledger,
    queries,
    { ends, certificates: certificateEnds, clock },
    (what) => {
      if (what.ends.some(({ notice }) => notice === 7))
        log.error(what, 'something ends within 7 days or has ended: renew it now');
      else if (what.ends.length > 0) log.warn(what, 'something ends within 30 days: renew it in time');
      // Daily business of a certifier, and nothing that the gateway itself would miss.
      else log.info(what, 'certificates of sellers end within 30 days');
    },
  );
  return { ends, certificateEnds, endsNotice };
}
