import type { FlagCode } from '../../../chaincode/domain/fold/flag-codes.js';
import type { Position } from '../../../chaincode/domain/fold/aggregate.js';
import type { RecordOutlook } from '../../../chaincode/domain/fold/record-outlook.js';
import type { FactRecord, RecordKind } from '../../../chaincode/domain/records/index.js';
import type { SignedTrustList } from '../../../chaincode/domain/trust-list/list.js';
import {
  awaitJob,
  send,
  signBatch,
  type Receipt,
  type SendOptions,
  type SignedBatch,
  type Submission,
} from './batches.js';
import { Caller, type Answer, type CallOptions, type ClientOptions } from './caller.js';
import { ClientError } from '../platform/errors.js';
import { bring, type ProposalView } from './governance.js';
import { items } from './pages.js';
import {
  findReferences,
  forgetReferences,
  keepReferences,
  type FoundReference,
  type PartnersReference,
  type ReferenceOutcome,
  type SellersOrder,
} from './references.js';
import { outlook } from './outlook.js';
import { standing, type RecordCount } from './standing.js';
import { stated, type StatedContent } from './stated.js';

/** `/.well-known/stl`. */
export interface LedgerInfo {
  readonly ledgerId: string;
  readonly mode: string;
  /** True on a demo ledger: one operator, facts generated or imported. */
  readonly demo: boolean;
  /** Set where a demo's imported history was moved by so many days. */
  readonly shiftedDays?: number;
  /** `base` of the next proposal. */
  readonly seq: number;
}

/** A record as the caller may see it. Hidden ones keep id and kind, so that the list can be proven complete. */
export type RecordView =
  | { readonly id: string; readonly kind: RecordKind; readonly visible: false }
  | {
      readonly id: string;
      readonly kind: RecordKind;
      readonly visible: true;
      readonly issuer: string;
      /** Time of the transaction that brought it, RFC 3339. */
      readonly time: string;
      readonly position: Position;
      readonly standing:
        | { readonly state: 'counted' }
        | { readonly state: 'flagged'; readonly because: FlagCode; readonly by?: string };
      readonly record: FactRecord;
    };

/** One gateway, as one caller sees it. Every method throws ProblemError (it said no) or ClientError. */
export interface Client {
  info(options?: CallOptions): Promise<LedgerInfo>;
  /** Signs records as a participant. The ledger id is asked for once and signed into the batch. */
  signBatch(
    records: readonly FactRecord[],
    options: { readonly as: string; readonly jti?: string },
  ): Promise<SignedBatch>;
  /** Safe to repeat with the same batch; retries by itself. */
  send(batch: SignedBatch, options?: SendOptions): Promise<Submission>;
  awaitJob(job: string, options?: CallOptions): Promise<Receipt>;
  /** Sends and waits for the receipt, however long the queue. */
  deliver(batch: SignedBatch, options?: SendOptions): Promise<Receipt>;
  /** Which records count, and why the others do not: a receipt says only that they are on the ledger. */
  standing(records: readonly string[], options?: CallOptions): Promise<readonly RecordCount[]>;
  /** Which orders a partner's own references belong to: asked of the platform's gateway, by the partner. */
  findReferences(references: readonly string[], options?: CallOptions): Promise<readonly FoundReference[]>;
  /** Has a platform's own gateway keep what partners call its orders. Safe to repeat. */
  keepReferences(
    references: readonly PartnersReference[],
    options?: CallOptions,
  ): Promise<readonly ReferenceOutcome[]>;
  /** Has it forget all of one order: how many there were. */
  forgetReferences(order: SellersOrder, options?: CallOptions): Promise<number>;
  /** What would become of records if the signer stated them now, one after the other; nothing is stated. At most 500. */
  outlook(records: readonly FactRecord[], options?: CallOptions): Promise<readonly RecordOutlook[]>;
  /** What the signing participant has stated of these contents (`contentId` of one record each), its batches on their way included. */
  stated(contents: readonly string[], options?: CallOptions): Promise<readonly StatedContent[]>;
  /** Facts about a seller in ledger order, page by page. */
  records(seller: string, options?: CallOptions & { readonly kind?: RecordKind }): AsyncIterable<RecordView>;
  /** Brings a signed proposal (`signProposal`) to the ledger: anyone may carry it. It is never tried again. */
  propose(jws: string, options?: CallOptions): Promise<ProposalView>;
  /** Brings a signed approval (`signApproval`) of the proposal with this id. It is never tried again. */
  approve(id: string, jws: string, options?: CallOptions): Promise<ProposalView>;
  /** Every version of the organisations' keys, as offered: `verifyTrustListChain` checks it. */
  trustList(options?: CallOptions): Promise<readonly SignedTrustList[]>;
  /** Items of any list under /v1, page by page. */
  list<T>(path: string, options?: CallOptions): AsyncIterable<T>;
  /** Any other query; the path begins with /. */
  get<T>(path: string, options?: CallOptions): Promise<Answer<T>>;
  /** Posts JSON, or no body at all, once: it is never tried again. */
  post<T>(path: string, body: unknown, options?: CallOptions): Promise<Answer<T>>;
}

export function createClient(options: ClientOptions): Client {
  const caller = new Caller(options);
  let known: Promise<LedgerInfo> | undefined;
  const info = (call?: CallOptions): Promise<LedgerInfo> => {
    known ??= caller
      .get<LedgerInfo>('/.well-known/stl', call)
      .then(({ value }) => value)
      .catch((error: unknown) => {
        known = undefined; // the next call asks again
        throw error;
      });
    return known;
  };

  const client: Client = {
    info,
    async signBatch(records, { as, jti }) {
      const { signer } = options;
      if (!signer) throw new ClientError('signer_missing', 'this client has no key to sign with');
      const { ledgerId } = await info();
      return signBatch(records, { as, signer, ledger: ledgerId, ...(jti === undefined ? {} : { jti }) });
    },
    send: (batch, call) => send(caller, batch, call),
    awaitJob: (job, call) => awaitJob(caller, job, call),
    async deliver(batch, call) {
      const sent = await send(caller, batch, call);
      return sent.type === 'receipt' ? sent.receipt : awaitJob(caller, sent.job, call);
    },
    standing: (records, call) => standing(caller, records, call),
    findReferences: (references, call) => findReferences(caller, references, call),
    keepReferences: (references, call) => keepReferences(caller, references, call),
    forgetReferences: (order, call) => forgetReferences(caller, order, call),
    outlook: (records, call) => outlook(caller, records, call),
    stated: (contents, call) => stated(caller, contents, call),
    records: (seller, { kind, ...call } = {}) =>
      items(
        caller,
        `/v1/sellers/${encodeURIComponent(seller)}/records${kind === undefined ? '' : `?kind=${kind}`}`,
        call,
      ),
    propose: (jws, call) => bring(caller, '/v1/proposals', jws, call),
    approve: (id, jws, call) => bring(caller, `/v1/proposals/${encodeURIComponent(id)}/approvals`, jws, call),
    trustList: async (call) =>
      (await caller.get<{ versions: readonly SignedTrustList[] }>('/v1/trust-list', call)).value.versions,
    list: (path, call) => items(caller, path, call),
    get: (path, call) => caller.get(path, call),
    post: (path, body, call) => caller.post(path, body, call),
  };
  return client;
}
