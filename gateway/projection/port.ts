import Type, { type Static } from 'typebox';
import type { ConsortiumState } from '../../chaincode/domain/consortium/document.js';
import type { PolicyDocument } from '../../chaincode/domain/consortium/policy-document.js';
import type { ProposalView } from '../../chaincode/domain/governance/proposal.js';
import type { Aggregate, CertificationEntry, Position } from '../../chaincode/domain/fold/aggregate.js';
import type { CertificateName } from '../../chaincode/domain/fold/certificate-numbers.js';
import type { JoinedAggregate } from '../../chaincode/domain/fold/read-aggregate.js';
import type { StandingOrder } from '../../chaincode/domain/fold/read-standing.js';
import type { TrustListDoc } from '../../chaincode/domain/fold/trust-lists.js';
import type { Participant } from '../../chaincode/domain/consortium/participant.js';
import type { Outlook } from '../../chaincode/domain/fold/outlook.js';
import { flagCodes } from '../../chaincode/domain/fold/flag-codes.js';
import { closed, oneOf } from '../../chaincode/domain/records/common.js';
import type { FactRecord, RecordKind } from '../../chaincode/domain/records/index.js';

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null at the end. */
  readonly next: string | null;
}

export interface ProjectedBatch {
  readonly id: string;
  readonly iss: string;
  readonly kid: string;
  readonly jti: string;
  readonly n: number;
  readonly root: string;
  readonly jws: string;
  /** The whole NDJSON, as committed. */
  readonly bytes: Uint8Array;
  readonly txId: string;
  readonly block: number;
  readonly tx: number;
  /** Transaction time, seconds. */
  readonly time: number;
}

/** Whether a record counts. A flagged one is kept and shown, but not counted; `by` names the record that decided, where one did. */
export const RecordStanding = Type.Union([
  closed({ state: Type.Literal('counted') }),
  closed({ state: Type.Literal('flagged'), because: oneOf(flagCodes), by: Type.Optional(Type.String()) }),
]);
export type RecordStanding = Static<typeof RecordStanding>;

export interface ProjectedRecord {
  readonly id: string;
  readonly record: FactRecord;
  readonly issuer: string;
  readonly time: number;
  readonly position: Position;
  readonly standing: RecordStanding;
  /** Record id of the seller's reply that counts, where there is one. */
  readonly reply?: string;
}

/** Work that may be done bit by bit. Blocks that are folded meanwhile may be in it, or not. */
export type Outlooks = Generator<undefined, readonly Outlook[]>;

export interface CaseView {
  /** `<issuer>/<case>` */
  readonly id: string;
  readonly seller: string;
  readonly open: boolean;
  readonly steps: readonly ProjectedRecord[];
}

export interface ProjectionStatus {
  /** Number of blocks folded. */
  readonly height: number;
  /** `refolding`: what was folded could not be trusted, and what is folded since is not whole yet. */
  readonly state: 'running' | 'refolding' | 'upgrade_required' | 'failed' | 'stopped';
  /** Of what made it fail, where a program can act on that: `root_disagrees`, `does_not_follow`. */
  readonly code?: string;
  readonly detail: string;
  readonly sellers: number;
  readonly records: number;
}

/** What people may know a seller by, besides its id, and when something was last stated of it. */
export interface SellerListing {
  readonly shopDomains: readonly string[];
  readonly tradingName?: string;
  readonly country?: string;
  /** One entry a term, whatever it stands at today. */
  readonly certificates: readonly Pick<CertificationEntry, 'certificate' | 'issuer' | 'scheme'>[];
  /** UTC day. */
  readonly newestDay: number;
}

/** Whom status lists speak of: by number, in the order in which the ledger first heard of them. */
export interface Numbers {
  sellerCount(): number;
  sellerAt(number: number): string | undefined;
  sellerNumber(seller: string): number | undefined;
  certificateCount(): number;
  certificateAt(number: number): CertificateName | undefined;
  /** Of one seller, ascending; those that are no longer stated too. */
  certificateNumbers(seller: string): readonly number[];
}

/** Everything services read. Answers come from one folded height; none of these calls the ledger. */
export interface Queries {
  status(): ProjectionStatus;
  /** Why nothing that is folded here may be relied on now: not all is folded yet, or it went wrong; undefined where it may. */
  unready(): string | undefined;
  /** Resolves once `unready` is undefined; rejects when the signal aborts or the projector fails. */
  ready(signal: AbortSignal): Promise<void>;
  /** Names what answers are made of: another one with each block, and whenever all is folded anew. */
  generation(): string;
  /** Resolves when the given block has been folded; rejects when the signal aborts or the projector fails. */
  folded(block: number, signal: AbortSignal): Promise<void>;
  consortium(): ConsortiumState | undefined;
  /** The version whose rules the next transaction is folded by. */
  foldVersion(): number;
  aggregate(seller: string): Aggregate | undefined;
  /** Over the facts that had happened by the end of a UTC day; costs as much as all the seller's records. */
  refold(seller: string, lastDay: number): Aggregate | undefined;
  /** All facts of joined ids as one aggregate, where joins are complete. */
  joinedAggregate(seller: string): JoinedAggregate | undefined;
  sellers(after: string | undefined, limit: number): Page<string>;
  /** Without the counts of the aggregate: three small documents. */
  listing(seller: string): SellerListing;
  batch(id: string): ProjectedBatch | undefined;
  record(id: string): ProjectedRecord | undefined;
  /** What would become of records that a participant stated now, at `time` (seconds), one after the other. */
  outlook(participant: Participant, time: number, records: readonly FactRecord[]): Outlooks;
  /** Id of the last record by an issuer with this content: base64url SHA-256 of its canonical line and the line feed. */
  recordByContent(issuer: string, digest: string): string | undefined;
  /** In the ledger's order. With a kind, a page may be short, or even empty, and still have a next one. */
  records(
    seller: string,
    kind: RecordKind | undefined,
    cursor: string | undefined,
    limit: number,
  ): Page<ProjectedRecord>;
  /** Records of an order by its commitment, by the time they happened: facts, corrections, and replies to them. */
  recordsOfOrder(
    seller: string,
    order: string,
    cursor: string | undefined,
    limit: number,
  ): Page<ProjectedRecord>;
  /** Batches signed by one key, in ledger order: for `stl recover` and for audits. */
  batchesByKey(kid: string, cursor: string | undefined, limit: number): Page<ProjectedBatch>;
  /** How many that key signed; the log shows as much to anyone. */
  batchCount(kid: string): number;
  /** An order as it stands, by its commitment; undefined where nobody states it. */
  order(seller: string, order: string): StandingOrder | undefined;
  /** Participants named by the order the record belongs to (for the parties ring). */
  parties(record: FactRecord): readonly string[];
  cases(seller: string, cursor: string | undefined, limit: number): Page<CaseView>;
  participant(id: string): Participant | undefined;
  participants(after: string | undefined, limit: number): Page<Participant>;
  /** The participant that holds a key, whatever the key's state. */
  participantByKey(kid: string): Participant | undefined;
  proposals(after: string | undefined, limit: number): Page<ProposalView>;
  /** The newest first; `before` is the cursor of such a page. */
  newestProposals(before: string | undefined, limit: number): Page<ProposalView>;
  proposal(id: string): ProposalView | undefined;
  /** The given version, else the one in force. */
  policy(name: string, version?: number): PolicyDocument | undefined;
  policies(): readonly PolicyDocument[];
  /** Versions of the trust list after a given one (0: all) with their signatures, the oldest first. */
  trustLists(after: number): readonly TrustListDoc[];
}
