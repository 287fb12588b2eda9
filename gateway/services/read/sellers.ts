import type {
  Aggregate,
  DetailAggregate,
  PublicAggregate,
} from '../../../chaincode/domain/fold/aggregate.js';
import type { Page, Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import type { Clock } from '../common/ports.js';
import { certificateViews, type CertificateView } from './certificates.js';
import type { RecordView } from './record-view.js';
import { viewRecord } from './records.js';
import { notFound } from '../common/service-error.js';
import { shiftNotice, type ShiftNotice } from './shift-notice.js';
import { maySeeResource, requireResource } from './visibility.js';

export interface SellerView extends ShiftNotice {
  readonly id: string;
  readonly public: PublicAggregate;
  /** For the consortium only. */
  readonly detail?: DetailAggregate;
}

export interface CaseViewFor {
  readonly id: string;
  readonly open: boolean;
  readonly steps: readonly RecordView[];
}

export class Sellers {
  readonly #queries: Queries;
  readonly #now: Clock;

  constructor(queries: Queries, now: Clock) {
    this.#queries = queries;
    this.#now = now;
  }

  list(after: string | undefined, limit: number): Page<{ readonly id: string }> {
    const { items, next } = this.#queries.sellers(after, limit);
    return { items: items.map((id) => ({ id })), next };
  }

  one(caller: Caller, id: string): SellerView {
    const aggregate = this.#need(id);
    const view = { id, public: aggregate.public, ...shiftNotice(this.#queries) };
    // Putting 400 days together costs as much as the rest: only for those who get them.
    return maySeeResource(caller, 'detail') ? { ...view, detail: aggregate.detail } : view;
  }

  /** Each certificate by its term in force today; on the newest stated day where that is later. */
  certifications(id: string): Page<CertificateView> & ShiftNotice {
    const { public: facts } = this.#need(id);
    const { items } = certificateViews(this.#queries, facts, this.#now());
    return { items: [...items], next: null, ...shiftNotice(this.#queries) };
  }

  cases(
    caller: Caller,
    id: string,
    cursor: string | undefined,
    limit: number,
  ): Page<CaseViewFor> & ShiftNotice {
    requireResource(caller, 'cases');
    this.#need(id);
    const { items, next } = this.#queries.cases(id, cursor, limit);
    const view = (step: Parameters<typeof viewRecord>[1]): RecordView =>
      viewRecord(caller, step, this.#queries);
    const cases = items.map(({ id, open, steps }) => ({ id, open, steps: steps.map(view) }));
    return { items: cases, next, ...shiftNotice(this.#queries) };
  }

  #need(id: string): Aggregate {
    const aggregate = this.#queries.aggregate(id);
    if (aggregate === undefined) throw notFound('seller');
    return aggregate;
  }
}
