import { LRUCache } from 'lru-cache';
import { Refusal } from '../../../chaincode/domain/errors.js';
import { certificatesOn, type StandingCertificate } from '../../../chaincode/domain/certificates/standing.js';
import type { PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';
import type { ScoreResult } from '../../../chaincode/domain/score/types.js';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import type { PolicyDocument } from '../../../chaincode/domain/consortium/policy-document.js';
import { parseScorePolicy } from '../../../chaincode/domain/policies/index.js';
import type { ScorePolicy } from '../../../chaincode/domain/policies/score-policy.js';
import { scoreHistory } from '../../../chaincode/domain/score/history.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { dayOf, daySeconds } from '../../../chaincode/domain/time.js';
import type { Queries } from '../../projection/port.js';
import { certifiersOf } from '../common/certifiers.js';
import type { Clock } from '../common/ports.js';
import { shiftNotice, type ShiftNotice } from './shift-notice.js';
import { ServiceError, notFound } from '../common/service-error.js';

/** Folding more records for one answer would hold up everyone else's. */
const refoldedRecordsMax = 2_000;

export const meaning =
  'How reliably this seller has kept its promises, from 0 to 1000, computed from signed facts of consortium members. ' +
  'It describes the past, says nothing about a single order, and must not be the only ground of a decision about the seller.';

/** How a seller disputes the score (GDPR Art. 22; Regulation (EU) 2019/1150 Art. 4 and 11). */
export interface Contest {
  readonly text: string;
  readonly link: string;
}

export interface ScoreAnswer extends ScoreResult, ShiftNotice {
  readonly meaning: string;
  readonly contest: Contest;
  /** The seller's, where it has one: see `PublicAggregate`. */
  readonly tradingName?: string;
  /** True on a demo ledger: its facts are generated or imported, not stated by real parties. */
  readonly demo: boolean;
  /** Over the facts of all ids joined with this one. A join never raises the headline. */
  readonly joined?: { readonly ids: readonly string[]; readonly score: ScoreResult };
}

/** What goes with a score that is shown as a whole. */
export interface ScoreStory {
  /** What was known on the score's day. */
  readonly facts: PublicAggregate;
  /** Ascending by day; the last one is the score itself. See `scoreHistory`. */
  readonly history: readonly ScoreResult[];
  /** Where each certificate stands on the score's day. */
  readonly certificates: readonly StandingCertificate[];
}

/** Days, each the start of a UTC day in seconds, whose scores are given. */
export interface ScoreDays {
  readonly first: number;
  /** That of the newest score. */
  readonly last: number;
  /** True where earlier days are not given because the seller has more records than are folded for one answer. */
  readonly isShortened: boolean;
}

/** A score, and what was known on its day. */
interface Computed {
  readonly answer: ScoreAnswer;
  readonly facts: PublicAggregate;
}

/** Answers kept until the next block is folded. */
const scoresKept = 1_000;
/** A story is a hundred times as large, and every day of every seller has one: whoever asks for all must not fill the memory. */
const storiesKept = 100;

/** What is folded, and both days, are all that an answer depends on. */
const nameOf = (seller: string, asOf: number | undefined, today: number): string =>
  `${seller} ${asOf ?? ''} ${today}`;

export class Scores {
  #parsed: ScorePolicy | undefined;
  #kept = new Map<string, ScoreAnswer>();
  readonly #stories = new LRUCache<string, ScoreStory>({ max: storiesKept });
  #keptFor = '';

  readonly #queries: Queries;
  readonly #now: Clock;
  /** Its link without the seller. */
  readonly #contest: Contest;

  constructor(queries: Queries, now: Clock, contest: Contest) {
    this.#queries = queries;
    this.#now = now;
    this.#contest = contest;
  }

  /**
   * @param asOf start of a UTC day; absent: today, or the newest stated day where that is later.
   * Throws ServiceError `not_found`, Refusal `as_of_out_of_range`.
   */
  one(seller: string, asOf?: number): ScoreAnswer {
    const today = this.#today();
    const name = nameOf(seller, asOf, today);
    const known = this.#kept.get(name) ?? this.#compute(seller, asOf, today).answer;
    this.#kept.set(name, known);
    return known;
  }

  /** What belongs to the score of the same day. Costs as much for a million records as for a hundred. Throws as `one`. */
  story(seller: string, asOf?: number): ScoreStory {
    const today = this.#today();
    const name = nameOf(seller, asOf, today);
    const known = this.#stories.get(name);
    if (known !== undefined) return known;
    const { answer, facts } = this.#compute(seller, asOf, today);
    const story = this.#tell(facts, answer.asOf);
    this.#kept.set(name, answer);
    this.#stories.set(name, story);
    return story;
  }

  /** Throws ServiceError `not_found`. */
  days(seller: string): ScoreDays {
    const { firstDay, newestDay, records } = this.#need(seller);
    const isShortened = records.count > refoldedRecordsMax;
    return {
      first: (isShortened ? newestDay : firstDay) * daySeconds,
      last: Math.max(dayOf(this.#now()), newestDay) * daySeconds,
      isShortened,
    };
  }

  /** The rules that every score goes by today. Throws ServiceError `projection_unavailable`. */
  rules(): ScorePolicy {
    return this.#inForce().rules;
  }

  /** Makes room for an answer, and drops those of another state of the ledger. */
  #today(): number {
    const generation = this.#queries.generation();
    const isOther = generation !== this.#keptFor;
    if (isOther || this.#kept.size >= scoresKept) this.#kept = new Map();
    if (isOther) this.#stories.clear();
    this.#keptFor = generation;
    return dayOf(this.#now());
  }

  #tell(facts: PublicAggregate, asOf: number): ScoreStory {
    const certifiers = certifiersOf(this.#queries, facts);
    return {
      facts,
      history: scoreHistory(facts, this.#inForce().rules, asOf, certifiers),
      certificates: certificatesOn(facts.certifications, certifiers, asOf),
    };
  }

  /** Throws ServiceError `not_found`. */
  domains(seller: string): readonly string[] {
    return this.#need(seller).shopDomains;
  }

  #compute(seller: string, asOf: number | undefined, today: number): Computed {
    const { consortium, rules } = this.#inForce();
    const newest = this.#need(seller);
    const { tradingName } = newest;
    const date = asOf ?? Math.max(today, newest.newestDay) * daySeconds;
    const past = date < newest.newestDay * daySeconds ? this.#factsBy(newest, date) : undefined;
    const joined = past === undefined ? this.#joined(seller, rules, date) : undefined;
    const answer = {
      ...this.#evaluate(past ?? newest, rules, date),
      meaning,
      contest: { ...this.#contest, link: `${this.#contest.link}?seller=${encodeURIComponent(seller)}` },
      demo: consortium.parameters.demo,
      ...(tradingName === undefined ? {} : { tradingName }),
      ...shiftNotice(this.#queries),
      ...(joined === undefined ? {} : { joined }),
    };
    return { answer, facts: past ?? newest };
  }

  #need(seller: string): PublicAggregate {
    const aggregate = this.#queries.aggregate(seller);
    if (aggregate === undefined) throw notFound('seller');
    return aggregate.public;
  }

  #inForce(): { readonly consortium: ConsortiumState; readonly rules: ScorePolicy } {
    const consortium = this.#queries.consortium();
    const policy = this.#queries.policy('score');
    if (consortium === undefined || policy === undefined) {
      throw new ServiceError('projection_unavailable', 'No score policy is folded here yet.', {
        retryAfter: 5,
      });
    }
    return { consortium, rules: this.#rules(policy) };
  }

  /** Periods cannot be cut inside, so an earlier day's facts are folded again. */
  #factsBy({ seller, records }: PublicAggregate, date: number): PublicAggregate {
    if (records.count > refoldedRecordsMax) {
      throw new Refusal({
        code: 'as_of_out_of_range',
        reason: 'for a seller with this many records only scores from the newest fact on are given',
      });
    }
    const facts = this.#queries.refold(seller, date / daySeconds)?.public;
    if (facts === undefined)
      throw new Refusal({ code: 'as_of_out_of_range', reason: 'the seller had no facts by that day' });

    return facts;
  }

  #joined(seller: string, rules: ScorePolicy, asOf: number): ScoreAnswer['joined'] {
    const joined = this.#queries.joinedAggregate(seller);
    if (joined === undefined) return undefined;
    const facts = joined.aggregate.public;
    // Another id of the group may have newer facts than the date asked for.
    const date = Math.max(asOf, facts.newestDay * daySeconds);
    return { ids: joined.ids, score: this.#evaluate(facts, rules, date) };
  }

  #evaluate(facts: PublicAggregate, rules: ScorePolicy, asOf: number): ScoreResult {
    return score(facts, rules, asOf, certifiersOf(this.#queries, facts));
  }

  /** Parsing checks the whole document; a version never changes. */
  #rules(document: PolicyDocument): ScorePolicy {
    if (this.#parsed?.version !== document.version) this.#parsed = parseScorePolicy(document);
    return this.#parsed;
  }
}
