import { parseScorePolicy } from '../../../chaincode/domain/policies/index.js';
import type { ScorePolicy } from '../../../chaincode/domain/policies/score-policy.js';
import { bandOf, countingCertificates } from '../../../chaincode/domain/status-lists/standing.js';
import type { PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';
import { dayOf } from '../../../chaincode/domain/time.js';
import type { Numbers, Queries } from '../../projection/port.js';
import { certifiersOf } from '../common/certifiers.js';
import { Track } from '../common/track.js';

type StandingQueries = Pick<Queries, 'aggregate' | 'consortium' | 'participant' | 'policy'>;

/** Versions of the score policy that badges may still name: the one in force and the one before it. */
const versionsKept = 2;
const ofOneSeller = new Set(['seller', 'period', 'certificates', 'open-cases']);

/** Where every seller and every certificate stands now, so that a status list is written without asking each of them. */
export class Standings {
  readonly certificates: Track<number>;
  readonly #bands = new Map<number, { readonly policy: ScorePolicy; readonly track: Track<number> }>();

  /** Seconds: the time whose day scores are dated to. */
  #asOf = 0;

  readonly #queries: StandingQueries;
  readonly #numbers: Numbers;

  constructor(queries: StandingQueries, numbers: Numbers) {
    this.#queries = queries;
    this.#numbers = numbers;

    this.certificates = new Track(
      () => numbers.certificateCount(),
      (number) => (this.#counts(number) ? 1 : 0),
    );
  }

  /** The bands by one version of the score policy; undefined where the ledger has no such version. */
  bands(version: number): { readonly policy: ScorePolicy; readonly track: Track<number> } | undefined {
    const known = this.#bands.get(version);
    if (known !== undefined) return known;
    const document = this.#queries.policy('score', version);
    if (document === undefined) return undefined;
    const policy = parseScorePolicy(document);
    const track = new Track(
      () => this.#numbers.sellerCount(),
      (number) => this.#band(number, policy),
    );
    if (this.#bands.size >= versionsKept) this.#bands.delete(Math.min(...this.#bands.keys()));
    this.#bands.set(version, { policy, track });
    return { policy, track };
  }

  /** A new day: scores age, accreditations end. */
  date(asOf: number): void {
    if (dayOf(asOf) === dayOf(this.#asOf)) return;
    this.#asOf = asOf;
    // Certificates are few, and one that has ended must not be said to hold.
    this.certificates.allChanged();
    for (const { track } of this.#bands.values()) track.older();
  }

  /** @param keys of the documents that a block changed */
  changed(keys: readonly string[]): void {
    const sellers = new Set<string>();
    let members = false;
    for (const key of keys) {
      const kind = key.slice(0, Math.max(0, key.indexOf('/')));
      if (ofOneSeller.has(kind)) sellers.add(key.split('/', 2)[1] ?? '');
      else if (kind === 'participant' || key === 'consortium') members = true;
    }
    for (const seller of sellers) this.#sellerChanged(seller);
    if (members) this.#membersChanged();
  }

  #sellerChanged(seller: string): void {
    const number = this.#numbers.sellerNumber(seller);
    if (number === undefined) return;
    for (const { track } of this.#bands.values()) track.changed(number);
    for (const certificate of this.#numbers.certificateNumbers(seller))
      this.certificates.changed(certificate);
  }

  /** A certifier that is suspended takes its certificates with it, and what they were worth to scores. */
  #membersChanged(): void {
    this.certificates.allChanged();
    for (let number = 0; number < this.#numbers.certificateCount(); number++) {
      const seller = this.#numbers.certificateAt(number)?.seller ?? '';
      const place = this.#numbers.sellerNumber(seller);
      if (place !== undefined) for (const { track } of this.#bands.values()) track.changed(place);
    }
  }

  #band(number: number, policy: ScorePolicy): number {
    const facts = this.#facts(this.#numbers.sellerAt(number));
    return facts === undefined
      ? policy.bands.length
      : bandOf(facts, policy, this.#asOf, certifiersOf(this.#queries, facts));
  }

  #counts(number: number): boolean {
    const facts = this.#facts(this.#numbers.certificateAt(number)?.seller);
    if (facts === undefined) return false;
    const counted = countingCertificates(facts, this.#asOf, certifiersOf(this.#queries, facts));
    return counted.some((entry) => entry.number === number);
  }

  #facts(seller: string | undefined): PublicAggregate | undefined {
    return seller === undefined ? undefined : this.#queries.aggregate(seller)?.public;
  }
}
