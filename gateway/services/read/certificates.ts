import { certificatesOn, type CertificateStanding } from '../../../chaincode/domain/certificates/standing.js';
import type { CertificationEntry, PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';
import { startOf } from '../../../chaincode/domain/status-lists/standing.js';
import type { Numbers, Page, Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import { certifiersOf } from '../common/certifiers.js';
import type { Clock } from '../common/ports.js';
import { notFound } from '../common/service-error.js';
import { Turns } from '../common/turns.js';
import { CertificateIndex } from './certificate-index.js';
import { Disputes } from './disputes.js';
import { shiftNotice, type ShiftNotice } from './shift-notice.js';
import { maySeeResource } from './visibility.js';

/** A certificate by its term in force, or the one that comes nearest to it. */
export interface CertificateView extends CertificationEntry {
  readonly standing: CertificateStanding;
  /** The newest first. */
  readonly otherTerms: readonly CertificationEntry[];
}

/** A certificate that was asked for by itself, with whom it was issued to. */
export interface FoundCertificate extends CertificateView {
  readonly seller: string;
  readonly tradingName?: string;
  /** Day of its standing, as of scores. */
  readonly asOf: number;
}

/** A certificate of an issuer's own list. */
export interface IssuedCertificate extends FoundCertificate {
  /** Ids of open cases that contest a term of it. For the consortium only. */
  readonly disputes?: readonly string[];
}

const recordsOf = ({ otherTerms, record }: CertificateView): string[] => [
  record,
  ...otherTerms.map((term) => term.record),
];

/** A page looks at so many certificates at most; then it ends, short or empty, with a cursor. */
const placesLookedAtMax = 500;

type CertificateQueries = Pick<Queries, 'aggregate' | 'cases' | 'consortium' | 'participant'>;

/** Each certificate of a seller by its term in force today; on the newest stated day where that is later. */
export function certificateViews(
  queries: Pick<Queries, 'consortium' | 'participant'>,
  facts: PublicAggregate,
  now: number,
): { readonly asOf: number; readonly items: readonly CertificateView[] } {
  const asOf = startOf(facts, now);
  const items = certificatesOn(facts.certifications, certifiersOf(queries, facts), asOf);
  return {
    asOf,
    items: items.map(({ others, standing, term }) => ({ ...term, standing, otherTerms: others })),
  };
}

/** Certificates by their numbers, whoever they were issued to. */
export class Certificates {
  readonly #index: CertificateIndex;

  readonly #queries: CertificateQueries;
  readonly #numbers: Pick<Numbers, 'certificateAt' | 'certificateCount'>;
  readonly #now: Clock;

  constructor(
    queries: CertificateQueries,
    numbers: Pick<Numbers, 'certificateAt' | 'certificateCount'>,
    now: Clock,
  ) {
    this.#queries = queries;
    this.#numbers = numbers;
    this.#now = now;
    this.#index = new CertificateIndex(numbers);
  }

  /** @param place in status lists, `number` of its terms. Throws ServiceError `not_found`, also where its certifier took it back. */
  at(place: number): FoundCertificate {
    const found = this.#found().at(place);
    if (found === undefined) throw notFound('certificate');
    return found;
  }

  /**
   * Certificates that bear a number, as people write it: case, spaces and dashes do not matter. Those that bear it letter by
   * letter come first.
   * @param scheme any, where it is left out
   */
  async find(
    number: string,
    scheme: string | undefined,
    from: number,
    limit: number,
  ): Promise<Page<FoundCertificate> & ShiftNotice> {
    const places = [...(await this.#index.find(number))];
    const isExact = (place: number): boolean => this.#numbers.certificateAt(place)?.certificate === number;
    const sorted = [...places.filter(isExact), ...places.filter((place) => !isExact(place))];
    const items: FoundCertificate[] = [];
    const inAnswer = this.#found();
    let at = from;
    const end = Math.min(sorted.length, from + placesLookedAtMax);
    for (; at < end && items.length < limit; at++) {
      const found = inAnswer.at(sorted[at] as number);
      if (found !== undefined && (scheme === undefined || found.scheme === scheme)) items.push(found);
    }
    return { items, next: at < sorted.length ? String(at) : null, ...shiftNotice(this.#queries) };
  }

  /** What a participant has issued, in the ledger's order. Throws ServiceError `not_found` for no participant. */
  async issuedBy(
    caller: Caller,
    issuer: string,
    from: number,
    limit: number,
  ): Promise<Page<IssuedCertificate> & ShiftNotice> {
    if (this.#queries.participant(issuer) === undefined) throw notFound('participant');
    const places = await this.#index.issuedBy(issuer);
    const seesCases = maySeeResource(caller, 'cases');
    const disputes = new Disputes(this.#queries);
    const items: IssuedCertificate[] = [];
    const inAnswer = this.#found();
    const turns = new Turns();
    let at = from;
    const end = Math.min(places.length, from + placesLookedAtMax);
    for (; at < end && items.length < limit; at++) {
      if (turns.isOver) await turns.next();
      const found = inAnswer.at(places[at] as number);
      if (found === undefined) continue;
      items.push(
        seesCases ? { ...found, disputes: await disputes.of(found.seller, recordsOf(found)) } : found,
      );
    }
    return { items, next: at < places.length ? String(at) : null, ...shiftNotice(this.#queries) };
  }

  #found(): FoundPlaces {
    return new FoundPlaces(this.#queries, this.#numbers, this.#now());
  }
}

interface SellersCertificates {
  readonly asOf: number;
  readonly byNumber: ReadonlyMap<number, CertificateView>;
  readonly tradingName?: string;
}

/** For one answer: the certificates of a seller are judged once, however many of them are in it. A seller may have thousands. */
class FoundPlaces {
  readonly #bySeller = new Map<string, SellersCertificates | undefined>();

  readonly #queries: CertificateQueries;
  readonly #numbers: Pick<Numbers, 'certificateAt'>;
  readonly #now: number;

  constructor(queries: CertificateQueries, numbers: Pick<Numbers, 'certificateAt'>, now: number) {
    this.#queries = queries;
    this.#numbers = numbers;
    this.#now = now;
  }

  at(place: number): FoundCertificate | undefined {
    const seller = this.#numbers.certificateAt(place)?.seller;
    if (seller === undefined) return undefined;
    if (!this.#bySeller.has(seller)) this.#bySeller.set(seller, this.#read(seller));
    const found = this.#bySeller.get(seller);
    const view = found?.byNumber.get(place);
    if (found === undefined || view === undefined) return undefined;
    const { asOf, tradingName } = found;
    return { ...view, seller, ...(tradingName === undefined ? {} : { tradingName }), asOf };
  }

  #read(seller: string): SellersCertificates | undefined {
    const facts = this.#queries.aggregate(seller)?.public;
    if (facts === undefined) return undefined;
    const { asOf, items } = certificateViews(this.#queries, facts, this.#now);
    const { tradingName } = facts;
    const byNumber = new Map(items.map((view) => [view.number, view]));
    return { asOf, byNumber, ...(tradingName === undefined ? {} : { tradingName }) };
  }
}
