import { parseScorePolicy } from '../../../../chaincode/domain/policies/index.js';
import type { ScorePolicy } from '../../../../chaincode/domain/policies/score-policy.js';
import { dayOf } from '../../../../chaincode/domain/time.js';
import type { Numbers, Queries } from '../../../projection/port.js';
import { certifiersOf } from '../../common/certifiers.js';
import type { Clock } from '../../common/ports.js';
import { ServiceError } from '../../common/service-error.js';
import { Track } from '../../common/track.js';
import { Turns } from '../../common/turns.js';
import { needsStanding, noHistory, recentDays, type SellersAsked } from './asked.js';
import { choicesOf, type Choices } from './choices.js';
import { listed, type Listed } from './listed.js';
import { compareFound, inOrder } from './order.js';
import { fitOf, soughtIn, withoutNeighbours, type Found } from './sought.js';
import { stood, type Stood } from './stood.js';

type DirectoryQueries = Pick<Queries, 'aggregate' | 'consortium' | 'listing' | 'participant' | 'policy'>;

export interface FoundSellers {
  readonly items: readonly Found[];
  /** Of all that fit, not only of those given. */
  readonly total: number;
}

/** Milliseconds that a caller waits for sellers to be looked at, and seconds after which to ask again. */
const currentWithinMs = 10_000;
const retryAfterSeconds = 5;

/** Kinds of documents that are about one seller, by what the directory takes from them. */
const ofListing = new Set(['seller', 'profile', 'certificates']);
const ofStanding = new Set(['seller', 'period', 'certificates', 'open-cases']);

/**
 * All sellers in memory, to search them by what people know of them. What they are called is read when somebody first searches;
 * where they stand costs a score each, and is asked for when somebody wants it. After that only what changed is read again.
 */
export class Directory {
  readonly #listings: Track<Listed>;
  readonly #standings: Track<Stood | undefined>;
  #policy: ScorePolicy | undefined;
  /** Until a seller is read anew. */
  #choices: Choices | undefined;
  /** UTC day of the standings. */
  #day = -1;

  readonly #queries: DirectoryQueries;
  readonly #numbers: Pick<Numbers, 'sellerAt' | 'sellerCount' | 'sellerNumber'>;
  readonly #now: Clock;

  constructor(
    queries: DirectoryQueries,
    numbers: Pick<Numbers, 'sellerAt' | 'sellerCount' | 'sellerNumber'>,
    now: Clock,
  ) {
    this.#queries = queries;
    this.#numbers = numbers;
    this.#now = now;
    const count = (): number => numbers.sellerCount();
    this.#listings = new Track(count, (number) => this.#list(number));
    this.#standings = new Track(count, (number) => this.#judge(number));
  }

  /**
   * @param from how many of those that fit are left out, @param judged whether `standing` is wanted of all of them
   * Throws ServiceError `projection_unavailable`.
   */
  async find(asked: SellersAsked, from: number, limit: number, judged = false): Promise<FoundSellers> {
    const needed = judged || needsStanding(asked);
    this.#bringUpToDate();
    const isListed = await this.#listings.current(currentWithinMs);
    // What people see first must not wait for all scores, but the next one may ask for them.
    const isJudged = await this.#standings.current(needed ? currentWithinMs : 0);
    if (!isListed || (needed && !isJudged)) {
      throw new ServiceError('projection_unavailable', 'The sellers are still being looked at.', {
        retryAfter: retryAfterSeconds,
      });
    }
    const found = await this.#fitting(asked);
    const compare = compareFound(asked, (number) => this.#standings.at(number));
    return { items: inOrder(found, compare, from, from + limit), total: found.length };
  }

  /** Of one that was found: today, or as of yesterday while all are judged again after midnight. */
  standing(number: number): Stood | undefined {
    return this.#standings.isKnown(number) ? this.#standings.at(number) : this.#judge(number);
  }

  /** What one can choose by, of the sellers that are there. To be asked for after `find`. */
  choices(): Choices {
    return (this.#choices ??= choicesOf(this.#all(), this.#rules()));
  }

  /** @param keys of the documents that a block changed */
  changed(keys: readonly string[]): void {
    // Before the first search nothing is kept: folding a whole ledger must not pay for it.
    if (this.#day < 0) return;
    let members = false;
    for (const key of keys) {
      const kind = key.slice(0, Math.max(0, key.indexOf('/')));
      if (kind === 'participant' || key === 'consortium') members = true;
      else if (ofListing.has(kind) || ofStanding.has(kind)) this.#sellerChanged(key, kind);
    }
    if (members) this.#membersChanged();
  }

  #sellerChanged(key: string, kind: string): void {
    const number = this.#numbers.sellerNumber(key.split('/', 2)[1] ?? '');
    if (number === undefined) return;
    if (ofListing.has(kind)) this.#listings.changed(number);
    if (ofStanding.has(kind)) this.#standings.changed(number);
  }

  /** A certifier that is suspended takes its certificates with it, and what they were worth to scores. */
  #membersChanged(): void {
    for (let number = 0; number < this.#numbers.sellerCount(); number++)
      if ((this.#listings.at(number)?.certificates.length ?? 1) > 0) this.#standings.changed(number);
  }

  /** A day later all scores are older; by another policy all are others. */
  #bringUpToDate(): void {
    const version = this.#queries.policy('score')?.version;
    if (version !== undefined && this.#policy !== undefined && version !== this.#policy.version) {
      this.#policy = undefined;
      this.#choices = undefined;
      this.#standings.allChanged();
    }
    const today = dayOf(this.#now());
    if (today === this.#day) return;
    if (this.#day >= 0) this.#standings.older();
    this.#day = today;
  }

  #rules(): ScorePolicy {
    if (this.#policy !== undefined) return this.#policy;
    const document = this.#queries.policy('score');
    if (document === undefined) {
      throw new ServiceError('projection_unavailable', 'No score policy is folded here yet.', {
        retryAfter: retryAfterSeconds,
      });
    }
    return (this.#policy = parseScorePolicy(document));
  }

  #list(number: number): Listed {
    const id = this.#numbers.sellerAt(number) ?? '';
    this.#choices = undefined;
    return listed(id, this.#queries.listing(id));
  }

  #judge(number: number): Stood | undefined {
    const facts = this.#queries.aggregate(this.#numbers.sellerAt(number) ?? '')?.public;
    if (facts === undefined) return undefined;
    return stood(facts, this.#rules(), certifiersOf(this.#queries, facts), this.#now());
  }

  *#all(): Generator<Pick<Found, 'listed' | 'number'>> {
    for (let number = 0; number < this.#numbers.sellerCount(); number++) {
      const one = this.#listings.at(number);
      if (one !== undefined) yield { listed: one, number };
    }
  }

  async #fitting(asked: SellersAsked): Promise<readonly Found[]> {
    const sought = soughtIn(asked.text);
    const isJudged = needsStanding(asked);
    const found: Found[] = [];
    const turns = new Turns();
    for (const { listed: one, number } of this.#all()) {
      if (turns.isOver) await turns.next();
      if (asked.country !== undefined && one.country !== asked.country) continue;
      if (asked.activity === 'recent' && one.newestDay <= this.#day - recentDays) continue;
      if (isJudged && !stands(this.#standings.at(number), asked)) continue;
      if (sought === undefined) {
        found.push({ rank: 0, number, listed: one });
        continue;
      }
      const fit = fitOf(one, sought);
      if (fit !== undefined) found.push({ ...fit, number, listed: one });
    }
    return withoutNeighbours(found, sought);
  }
}

function stands(standing: Stood | undefined, { activity, bands, scheme }: SellersAsked): boolean {
  if (standing === undefined) return false;
  const { band, schemes, status } = standing;
  if (activity === 'dormant' && status !== 'dormant') return false;
  if (scheme !== undefined && !schemes.includes(scheme)) return false;
  if (bands.length === 0) return true;
  return bands.includes(status === noHistory ? noHistory : (band ?? ''));
}
