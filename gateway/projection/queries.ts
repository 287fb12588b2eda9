import type { Aggregate, CertificationEntry } from '../../chaincode/domain/fold/aggregate.js';
import { recordByContent } from '../../chaincode/domain/fold/contents.js';
import type { BatchDoc } from '../../chaincode/domain/fold/batch-doc.js';
import { foldVersionOf } from '../../chaincode/domain/fold/fold-transaction.js';
import type { KeyDoc } from '../../chaincode/domain/fold/keys-of-participants.js';
import { outlookOf } from '../../chaincode/domain/fold/outlook.js';
import { profileOf } from '../../chaincode/domain/fold/joins.js';
import { lengthOf, lists } from '../../chaincode/domain/fold/list.js';
import {
  type JoinedAggregate,
  aggregateOf,
  joinedAggregateOf,
} from '../../chaincode/domain/fold/read-aggregate.js';
import {
  flagOf,
  orderOf,
  partiesOf,
  recordsOfOrder,
  replyTo,
  type StandingOrder,
} from '../../chaincode/domain/fold/read-standing.js';
import { reduceCases } from '../../chaincode/domain/fold/groups/case.js';
import { groupAt } from '../../chaincode/domain/fold/groups/index.js';
import type { RecordsEntry, SellerDoc } from '../../chaincode/domain/fold/sellers.js';
import {
  type StatedRecord,
  comparePlaces,
  compareText,
  keys,
  load,
} from '../../chaincode/domain/fold/state.js';
import { speakerOf } from '../../chaincode/domain/fold/speaker.js';
import { trustListsAfter, type TrustListDoc } from '../../chaincode/domain/fold/trust-lists.js';
import type { ConsortiumState } from '../../chaincode/domain/consortium/document.js';
import type { PolicyDocument } from '../../chaincode/domain/consortium/policy-document.js';
import type { Participant } from '../../chaincode/domain/consortium/participant.js';
import type { ProposalView } from '../../chaincode/domain/governance/proposal.js';
import type { FactRecord, RecordKind } from '../../chaincode/domain/records/index.js';
import { text } from '../../chaincode/domain/bytes.js';
import { fromCursor, pageFromEnd, pageOfList } from './pages.js';
import type {
  CaseView,
  Outlooks,
  Page,
  ProjectedBatch,
  ProjectedRecord,
  ProjectionStatus,
  Queries,
  SellerListing,
} from './port.js';
import type { Projector } from './projector.js';
import { proposalView } from './proposals.js';
import { refold } from './refold.js';
import { pageOfRecords } from './record-pages.js';

/** The projection's answers. Each call reads the state after one block. */
export class ProjectionQueries implements Queries {
  constructor(readonly projector: Projector) {}

  get #view() {
    return this.projector.view;
  }

  status(): ProjectionStatus {
    return this.projector.status();
  }

  unready(): string | undefined {
    return this.projector.unready();
  }

  ready(signal: AbortSignal): Promise<void> {
    return this.projector.ready(signal);
  }

  generation(): string {
    return this.projector.generation;
  }

  folded(block: number, signal: AbortSignal): Promise<void> {
    return this.projector.folded(block, signal);
  }

  consortium(): ConsortiumState | undefined {
    return load<ConsortiumState>(this.#view, keys.consortium);
  }

  foldVersion(): number {
    return foldVersionOf(this.#view);
  }

  aggregate(seller: string): Aggregate | undefined {
    return aggregateOf(this.#view, seller);
  }

  refold(seller: string, lastDay: number): Aggregate | undefined {
    return refold(this.#view, seller, lastDay, this.projector.crypto.sha256);
  }

  joinedAggregate(seller: string): JoinedAggregate | undefined {
    return joinedAggregateOf(this.#view, seller);
  }

  sellers(after: string | undefined, limit: number): Page<string> {
    return pageOfList(this.#view, lists.sellers, after, limit, (id: string) => id);
  }

  listing(seller: string): SellerListing {
    const { country, domains, tradingName } = profileOf(this.#view, seller);
    const terms = load<CertificationEntry[]>(this.#view, keys.certificates(seller)) ?? [];
    return {
      shopDomains: domains,
      ...(tradingName === undefined ? {} : { tradingName }),
      ...(country === undefined ? {} : { country }),
      certificates: terms.map(({ certificate, issuer, scheme }) => ({ certificate, issuer, scheme })),
      newestDay: load<SellerDoc>(this.#view, keys.seller(seller))?.newest ?? 0,
    };
  }

  batch(id: string): ProjectedBatch | undefined {
    const doc = load<BatchDoc>(this.#view, keys.batch(id));
    const bytes = doc?.refused === undefined ? this.#view.text(id) : undefined;
    if (doc === undefined || bytes === undefined) return undefined;
    const { iss, kid, jti, n, root, txId, block, tx, time } = doc;
    const { jws } = JSON.parse(text(bytes.subarray(0, bytes.indexOf(10)))) as { jws: string };
    return { id, iss, kid, jti, n, root, jws, bytes, txId, block, tx, time };
  }

  record(id: string): ProjectedRecord | undefined {
    const stated = this.#view.record(id);
    return stated && this.#projected(stated);
  }

  outlook(participant: Participant, time: number, records: readonly FactRecord[]): Outlooks {
    return outlookOf(this.#view, speakerOf(participant), time, records);
  }

  recordByContent(issuer: string, digest: string): string | undefined {
    return recordByContent(this.#view, issuer, digest);
  }

  records(
    seller: string,
    kind: RecordKind | undefined,
    cursor: string | undefined,
    limit: number,
  ): Page<ProjectedRecord> {
    const entries = {
      length: load<SellerDoc>(this.#view, keys.seller(seller))?.batches ?? 0,
      at: (index: number) => load<RecordsEntry>(this.#view, keys.records(seller, index)) as RecordsEntry,
    };
    const page = pageOfRecords(entries, kind, cursor, limit);
    return { items: page.items.flatMap((id) => this.record(id) ?? []), next: page.next };
  }

  recordsOfOrder(
    seller: string,
    order: string,
    cursor: string | undefined,
    limit: number,
  ): Page<ProjectedRecord> {
    const stated = recordsOfOrder(this.#view, seller, order)
      .flatMap((id) => this.#view.record(id) ?? [])
      .sort((a, b) => compareText(a.record.at, b.record.at) || comparePlaces(a.place, b.place));
    const from = fromCursor(cursor);
    const items = stated.slice(from, from + limit).map((one) => this.#projected(one));
    return { items, next: from + limit < stated.length ? String(from + limit) : null };
  }

  batchesByKey(kid: string, cursor: string | undefined, limit: number): Page<ProjectedBatch> {
    return pageOfList(this.#view, lists.batchesOfKey(kid), cursor, limit, (id: string) => this.batch(id));
  }

  batchCount(kid: string): number {
    return lengthOf(this.#view, lists.batchesOfKey(kid));
  }

  order(seller: string, order: string): StandingOrder | undefined {
    return orderOf(this.#view, seller, order);
  }

  parties(record: FactRecord): readonly string[] {
    return partiesOf(this.#view, record);
  }

  cases(seller: string, cursor: string | undefined, limit: number): Page<CaseView> {
    const page = pageOfList(this.#view, lists.casesOf(seller), cursor, limit, (key: string) =>
      this.#casesAt(key, seller),
    );
    return { items: page.items.flat(), next: page.next };
  }

  participant(id: string): Participant | undefined {
    return load<Participant>(this.#view, keys.participant(id));
  }

  participants(after: string | undefined, limit: number): Page<Participant> {
    return pageOfList(this.#view, lists.participants, after, limit, (id: string) => this.participant(id));
  }

  participantByKey(kid: string): Participant | undefined {
    const key = load<KeyDoc>(this.#view, keys.kid(kid));
    return key && this.participant(key.participant);
  }

  proposals(after: string | undefined, limit: number): Page<ProposalView> {
    return pageOfList(this.#view, lists.proposals, after, limit, (id: string) => this.proposal(id));
  }

  newestProposals(before: string | undefined, limit: number): Page<ProposalView> {
    return pageFromEnd(this.#view, lists.proposals, before, limit, (id: string) => this.proposal(id));
  }

  proposal(id: string): ProposalView | undefined {
    return proposalView(this.#view, id, this.projector.time);
  }

  policy(name: string, version?: number): PolicyDocument | undefined {
    const wanted = version ?? this.consortium()?.policies[name];
    return wanted === undefined ? undefined : load<PolicyDocument>(this.#view, keys.policy(name, wanted));
  }

  policies(): readonly PolicyDocument[] {
    const ids = pageOfList(
      this.#view,
      lists.policies,
      undefined,
      Number.MAX_SAFE_INTEGER,
      (id: string) => id,
    );
    return ids.items.flatMap((id) => load<PolicyDocument>(this.#view, `policy/${id}`) ?? []);
  }

  trustLists(after: number): readonly TrustListDoc[] {
    return trustListsAfter(this.#view, after);
  }

  #projected(stated: StatedRecord): ProjectedRecord {
    const { id, record, speaker, place } = stated;
    const [block, tx, batch, line] = place;
    const flag = flagOf(this.#view, stated);
    const reply = replyTo(this.#view, stated);
    return {
      id,
      record,
      issuer: speaker.id,
      time: load<BatchDoc>(this.#view, keys.batch(id.slice(0, id.indexOf('.'))))?.time ?? 0,
      position: { block, tx, batch, line },
      standing: flag === undefined ? { state: 'counted' } : { state: 'flagged', ...flag },
      ...(reply === undefined ? {} : { reply }),
    };
  }

  #casesAt(key: string, seller: string): CaseView[] {
    const doc = groupAt(this.#view, { kind: 'case', seller, key });
    return reduceCases(doc, key).cases.map(({ id, open, steps }) => ({
      id,
      seller,
      open,
      steps: steps.flatMap((step) => this.record(step) ?? []),
    }));
  }
}
