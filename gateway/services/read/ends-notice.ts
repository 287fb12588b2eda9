import { byUrgency, endOf, type End } from '../../../chaincode/domain/participants/ends.js';
import { dayOf } from '../../../chaincode/domain/time.js';
import type { LedgerPort } from '../../ledger/port.js';
import type { Queries } from '../../projection/port.js';
import type { Clock } from '../common/ports.js';
import type { CertificateEnds, EndingCertificates } from './certificate-ends.js';
import type { Ends, OwnTerm } from './ends.js';

export interface OwnEnd extends End<OwnTerm['what']> {
  /** Id of the participant, or of the organisation. */
  readonly owner: string;
}

export interface WhatEnds {
  /** The most urgent first. */
  readonly ends: readonly OwnEnd[];
  readonly certificates: EndingCertificates;
}

/** Tells an operator once a day what of its organisation ends within 30 days or has ended. */
export class EndsNotice {
  /** The UTC day of which all has been told. */
  #toldOf = -1;

  readonly #ledger: Pick<LedgerPort, 'height'>;
  readonly #queries: Pick<Queries, 'status'>;
  readonly #own: {
    readonly ends: Pick<Ends, 'list'>;
    readonly certificates: Pick<CertificateEnds, 'count'>;
    readonly clock: Clock;
  };
  readonly #tell: (what: WhatEnds) => void;

  constructor(
    ledger: Pick<LedgerPort, 'height'>,
    queries: Pick<Queries, 'status'>,
    own: {
      readonly ends: Pick<Ends, 'list'>;
      readonly certificates: Pick<CertificateEnds, 'count'>;
      readonly clock: Clock;
    },
    tell: (what: WhatEnds) => void,
  ) {
    this.#ledger = ledger;
    this.#queries = queries;
    this.#own = own;
    this.#tell = tell;
  }

  /** To be called after each block. Throws LedgerError. */
  async look(): Promise<void> {
    const now = this.#own.clock();
    const day = dayOf(now);
    if (day === this.#toldOf) return;
    // Half folded, a ledger still has the keys that were renewed later.
    if (this.#queries.status().height < (await this.#ledger.height())) return;
    this.#toldOf = day;
    const ends = this.#own.ends
      .list()
      .flatMap(({ owner, ...term }): OwnEnd[] => {
        const end = endOf(term, now);
        return end === undefined ? [] : [{ owner, ...end }];
      })
      .sort(byUrgency);
    const certificates = await this.#own.certificates.count();
    if (ends.length > 0 || certificates.within30 > 0) this.#tell({ ends, certificates });
  }
}
