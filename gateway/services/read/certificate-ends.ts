import { endOf } from '../../../chaincode/domain/participants/ends.js';
import { dayOf, formatTime } from '../../../chaincode/domain/time.js';
import type { Numbers, Queries } from '../../projection/port.js';
import type { Clock } from '../common/ports.js';
import { Turns } from '../common/turns.js';
import { ownParticipants } from './ends.js';

/** Certificates that end within so many days and have no later term. One that ends within 7 is counted in both. */
export interface EndingCertificates {
  readonly within30: number;
  readonly within7: number;
}

/** How many certificates that the own certifiers issued to sellers end soon. There can be many: told as numbers, once a day. */
export class CertificateEnds {
  #day = -1;
  #counted: EndingCertificates = { within30: 0, within7: 0 };

  readonly #queries: Pick<Queries, 'aggregate' | 'participants'>;
  readonly #numbers: Pick<Numbers, 'certificateAt' | 'certificateCount'>;
  readonly #own: { readonly organisations: ReadonlySet<string>; readonly clock: Clock };

  constructor(
    queries: Pick<Queries, 'aggregate' | 'participants'>,
    numbers: Pick<Numbers, 'certificateAt' | 'certificateCount'>,
    own: { readonly organisations: ReadonlySet<string>; readonly clock: Clock },
  ) {
    this.#queries = queries;
    this.#numbers = numbers;
    this.#own = own;
  }

  /** As counted last; zeros before `count` was called. */
  get counted(): EndingCertificates {
    return this.#counted;
  }

  /** Counts, unless that was done on this UTC day. */
  async count(): Promise<EndingCertificates> {
    const now = this.#own.clock();
    if (dayOf(now) === this.#day) return this.#counted;
    const certifiers = new Set<string>();
    for (const { id } of ownParticipants(this.#queries, this.#own.organisations)) certifiers.add(id);
    let [within30, within7] = [0, 0];
    const turns = new Turns();
    for (let number = 0; number < this.#numbers.certificateCount(); number++) {
      if (turns.isOver) await turns.next();
      const name = this.#numbers.certificateAt(number);
      if (name === undefined || !certifiers.has(name.issuer)) continue;
      const notice = this.#noticeOf(name.seller, number, now);
      if (notice !== undefined) within30 += 1;
      if (notice === 7) within7 += 1;
    }
    this.#counted = { within30, within7 };
    this.#day = dayOf(now);
    return this.#counted;
  }

  /** Undefined for what ends later, has ended, or was revoked. */
  #noticeOf(seller: string, number: number, now: number): 30 | 7 | undefined {
    const terms = this.#queries
      .aggregate(seller)
      ?.public.certifications.filter((term) => term.number === number)
      .filter(({ status }) => !status.some((change) => change.status === 'revoked'));
    if (terms === undefined || terms.length === 0) return undefined;
    const until = Math.max(...terms.map(({ validUntil }) => validUntil));
    const end = endOf({ what: 'certificate', id: String(number), at: formatTime(until) }, now);
    return end === undefined || end.days < 0 ? undefined : end.notice;
  }
}
