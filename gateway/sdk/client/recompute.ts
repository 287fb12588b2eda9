import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';
import { asOfDay } from '../../../chaincode/domain/fold/as-of-day.js';
import { MemoryState } from '../../../chaincode/domain/fold/memory-state.js';
import { aggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import { speakerOf } from '../../../chaincode/domain/fold/speaker.js';
import type { Speaker, StatedRecord } from '../../../chaincode/domain/fold/state.js';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import type { PolicyDocument } from '../../../chaincode/domain/consortium/policy-document.js';
import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import { parseScorePolicy } from '../../../chaincode/domain/policies/index.js';
import { certifierStates } from '../../../chaincode/domain/certificates/certifiers.js';
import { score } from '../../../chaincode/domain/score/score.js';
import type { ScoreResult } from '../../../chaincode/domain/score/types.js';
import { dayOf, parseTime } from '../../../chaincode/domain/time.js';
import type { CallOptions } from './caller.js';
import type { Client, RecordView } from './client.js';
import { ClientError } from '../platform/errors.js';

export interface Recomputed {
  /** What the gateway answered, without the texts around it. */
  readonly stated: ScoreResult;
  /** The score of the records, folded and scored here. */
  readonly computed: ScoreResult;
  /** Equal in every digit. */
  readonly same: boolean;
  /** All records, proven by the hash chain over their ids. */
  readonly records: PublicAggregate['records'];
  /** Set where a demo's imported history was moved by so many days. */
  readonly shiftedDays?: number;
}

type Visible = Extract<RecordView, { visible: true }>;

/** What the fold wants to know of issuers, as it is today. What changed since shows as a difference. */
function speakersOf(participants: readonly Participant[]): ReadonlyMap<string, Speaker> {
  return new Map(participants.map((participant) => [participant.id, speakerOf(participant)]));
}

function statedRecord(view: Visible, speakers: ReadonlyMap<string, Speaker>): StatedRecord {
  const { block, tx, batch, line } = view.position;
  const speaker = speakers.get(view.issuer);
  if (!speaker) throw new ClientError('incomplete', 'a record is by a participant that is not registered');
  const time = parseTime(view.time);
  if (time === undefined) throw new ClientError('answer_malformed', 'a record without a time');
  return { id: view.id, record: view.record, speaker, place: [block, tx, batch, line], time };
}

const isRevoked = ({ standing }: Visible): boolean =>
  standing.state === 'flagged' && standing.because === 'key_revoked';

/** Folds a seller's records as they came, batch by batch. */
function fold(views: readonly Visible[], speakers: ReadonlyMap<string, Speaker>): MemoryState {
  const state = new MemoryState();
  for (let from = 0, to = 0; from < views.length; from = to) {
    const [batch = ''] = (views[from] as Visible).id.split('.');
    while (views[to]?.id.startsWith(`${batch}.`)) to++;
    const part = views.slice(from, to);
    const records = part.map((view) => statedRecord(view, speakers));
    state.fold(sha256, { id: batch, records, revoked: part.some(isRevoked) });
  }
  return state;
}

async function visible(client: Client, seller: string, options: CallOptions): Promise<Visible[]> {
  const views: Visible[] = [];
  for await (const view of client.records(seller, options)) {
    if (!view.visible) {
      throw new ClientError(
        'incomplete',
        "some records are hidden from this key: ask as the seller's platform",
      );
    }
    views.push(view);
  }
  return views;
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

/** Members of an answer that are not of the result: texts, the demo's flags, the joined score. */
const around = new Set(['meaning', 'contest', 'demo', 'tradingName', 'shiftedDays', 'joined']);

/** What was computed, of an answer of `/v1/sellers/{id}/score`. */
export function resultOf(answer: ScoreResult): ScoreResult {
  const own = Object.entries(answer).filter(([name]) => !around.has(name));
  return Object.fromEntries(own) as unknown as ScoreResult;
}

interface Complete {
  readonly views: readonly Visible[];
  readonly aggregate: PublicAggregate;
  readonly participants: readonly Participant[];
}

/** How often records are read in all. Some may arrive meanwhile: then they do not fit the seller's head. */
const attemptsMax = 3;

async function completeRecords(client: Client, seller: string, options: CallOptions): Promise<Complete> {
  const path = `/v1/sellers/${encodeURIComponent(seller)}`;
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const participants = await all(client.list<Participant>('/v1/participants', options));
    const { value } = await client.get<{ public: PublicAggregate }>(path, options);
    const views = await visible(client, seller, options);
    const folded = aggregateOf(fold(views, speakersOf(participants)), seller);
    const { count, head } = value.public.records;
    if (folded?.public.records.count === count && folded.public.records.head === head)
      return { views, aggregate: folded.public, participants };
  }
  throw new ClientError('incomplete', "the records received are not those that the seller's head proves");
}

/** The facts that the score of a day counts. For a day before the newest fact, those that had happened by then. */
function factsBy(asOf: number, { aggregate, participants, views }: Complete): PublicAggregate {
  const day = dayOf(asOf);
  if (day >= aggregate.newestDay) return aggregate;
  const past = views.flatMap((view) => {
    const record = asOfDay(view.record, day);
    return record === undefined ? [] : [{ ...view, record }];
  });
  const folded = aggregateOf(fold(past, speakersOf(participants)), aggregate.seller);
  // The gateway gave a score of that day, so it has seen facts by then.
  if (!folded) throw new ClientError('incomplete', 'no record received had happened by that day');
  return folded.public;
}

/**
 * Computes a seller's score from its records alone and compares it with the gateway's, digit for digit.
 * The client's signer must see all records: it belongs to the seller's platform.
 *
 * @param asOf UTC date, `YYYY-MM-DD`; default: as the gateway's.
 * @throws ClientError `incomplete` where records are hidden or missing; ProblemError
 */
export async function recomputeScore(
  client: Client,
  seller: string,
  options: CallOptions & { readonly asOf?: string } = {},
): Promise<Recomputed> {
  const { asOf, ...call } = options;
  const complete = await completeRecords(client, seller, call);
  const { participants } = complete;
  const query = asOf === undefined ? '' : `?asof=${asOf}`;
  const answer = await client.get<ScoreResult & { readonly shiftedDays?: number }>(
    `/v1/sellers/${encodeURIComponent(seller)}/score${query}`,
    call,
  );
  const stated = resultOf(answer.value);
  const { value: document } = await client.get<PolicyDocument>(
    `/v1/policies/score/${stated.policy.version}`,
    call,
  );
  const { value: ledger } = await client.get<Pick<ConsortiumState, 'organisations'>>(
    '/.well-known/stl',
    call,
  );
  const certifiers = certifierStates(participants, ledger);
  const computed = score(factsBy(stated.asOf, complete), parseScorePolicy(document), stated.asOf, certifiers);
  const same = canonicalText(computed) === canonicalText(stated);
  const { shiftedDays } = answer.value;
  return {
    stated,
    computed,
    same,
    records: complete.aggregate.records,
    ...(shiftedDays === undefined ? {} : { shiftedDays }),
  };
}
