import type { BadgeEvidence } from '../../chaincode/domain/badge/types.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { certifierStates } from '../../chaincode/domain/certificates/certifiers.js';
import type { ConsortiumState } from '../../chaincode/domain/consortium/document.js';
import type { Participant } from '../../chaincode/domain/consortium/participant.js';
import type { PolicyDocument } from '../../chaincode/domain/consortium/policy-document.js';
import type { PublicAggregate } from '../../chaincode/domain/fold/aggregate.js';
import { parseScorePolicy } from '../../chaincode/domain/policies/index.js';
import { score } from '../../chaincode/domain/score/score.js';
import type { ScoreResult } from '../../chaincode/domain/score/types.js';
import { dayOf, daySeconds } from '../../chaincode/domain/time.js';
import { ProblemError, type Client } from '../sdk/client/index.js';
import { resultOf } from '../sdk/client/recompute.js';

/** What a seller's badge proves, and when: it is newer than nothing that the gateway says. */
export interface ProvenFacts {
  readonly evidence: BadgeEvidence;
  /** Start of the day of the badge's score, seconds. */
  readonly asOf: number;
}

interface Rules {
  readonly policy: PolicyDocument;
  readonly participants: readonly Participant[];
  readonly consortium: Pick<ConsortiumState, 'organisations'>;
}

type Governance = Pick<ConsortiumState, 'organisations' | 'seq'>;

/** How often facts and score are read in all: some may arrive between the two. */
const attemptsMax = 3;

/**
 * Holds the score that a gateway states against the facts that it states, and those against what is proven. The gateway may know
 * more records than the newest checkpoint: then the facts are its own, signed word, but the score must follow from them.
 */
export class StatedScores {
  readonly #client: Client;
  /** Seconds since the epoch. */
  readonly #now: number;
  /** Who may certify, as the gateway says it, by the number of the last change. */
  readonly #participants = new Map<number, Promise<readonly Participant[]>>();

  constructor(client: Client, now: number) {
    this.#client = client;
    this.#now = now;
  }

  /** Why it does not follow; undefined where it does. Throws ProblemError, ClientError. */
  async defect(seller: string, proven: ProvenFacts): Promise<string | undefined> {
    const path = `/v1/sellers/${encodeURIComponent(seller)}`;
    const facts = async (): Promise<PublicAggregate> =>
      (await this.#client.get<{ readonly public: PublicAggregate }>(path)).value.public;
    let reason: string | undefined;
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const stated = await facts();
      const { value } = await this.#client.get<ScoreResult>(`${path}/score`);
      reason = await this.#judge(stated, resultOf(value), proven);
      if (reason === undefined || canonicalText(await facts()) === canonicalText(stated)) return reason;
    }
    return reason;
  }

  async #judge(
    stated: PublicAggregate,
    answer: ScoreResult,
    { asOf, evidence }: ProvenFacts,
  ): Promise<string | undefined> {
    const proven = evidence.seller.value.public;
    const more = stated.records.count - proven.records.count;
    if (more < 0) return `it states ${stated.records.count} records, and ${proven.records.count} are proven`;
    if (more === 0 && stated.records.head !== proven.records.head)
      return 'it states other records than are proven';
    // Its clock may be ahead by a day's end.
    const latest = Math.max(dayOf(this.#now) + 1, stated.newestDay) * daySeconds;
    if (answer.asOf < asOf || answer.asOf > latest) return 'its score is of another day';

    const isAsProven = more > 0 || ownFacts(stated) === ownFacts(proven);
    const { consortium, policy } = evidence;
    const participants = Object.values(evidence.certifiers).flatMap(({ value }) => value ?? []);
    const rules = { consortium: consortium.value, participants, policy: policy.value };
    if (isAsProven && follows(answer, stated, rules)) return undefined;
    // Certifiers or the policy may have changed since the checkpoint.
    const { value: now } = await this.#client.get<Governance>('/.well-known/stl');
    if (now.seq !== consortium.value.seq) {
      const changed = await this.#policy(answer.policy.version);
      if (changed === undefined) return 'its score is by a policy that the gateway does not have';
      const renewed = { consortium: now, participants: await this.#asOf(now.seq), policy: changed };
      return follows(answer, stated, renewed) ? undefined : notFollowing;
    }
    // A certifier's first record of this seller is one of those that no checkpoint covers yet.
    const issuers = new Set(stated.certifications.map(({ issuer }) => issuer));
    if (more > 0 && [...issuers].some((id) => !Object.hasOwn(evidence.certifiers, id))) {
      const all = { ...rules, participants: await this.#asOf(now.seq) };
      if (follows(answer, stated, all)) return undefined;
    }
    return isAsProven ? notFollowing : 'the facts it states are not those that are proven';
  }

  async #policy(version: number): Promise<PolicyDocument | undefined> {
    try {
      return (await this.#client.get<PolicyDocument>(`/v1/policies/score/${version}`)).value;
    } catch (error) {
      if (error instanceof ProblemError && error.status === 404) return undefined;
      throw error;
    }
  }

  #asOf(seq: number): Promise<readonly Participant[]> {
    const known = this.#participants.get(seq) ?? this.#all();
    this.#participants.set(seq, known);
    return known;
  }

  async #all(): Promise<readonly Participant[]> {
    const all: Participant[] = [];
    for await (const one of this.#client.list<Participant>('/v1/participants')) all.push(one);
    return all;
  }
}

const notFollowing = 'its score does not follow from the facts it states';

/** All but what other sellers' records change. */
const ownFacts = (aggregate: PublicAggregate): string =>
  canonicalText({ ...aggregate, joined: [], linked: [] });

function follows(answer: ScoreResult, facts: PublicAggregate, rules: Rules): boolean {
  const certifiers = certifierStates(rules.participants, rules.consortium);
  const computed = score(facts, parseScorePolicy(rules.policy), answer.asOf, certifiers);
  return canonicalText(computed) === canonicalText(answer);
}
