import type {
  Aggregate,
  CertificationEntry,
  DetailAggregate,
  PublicAggregate,
} from '../../chaincode/domain/fold/aggregate.js';
import type { Page, Queries } from '../projection/port.js';
import type { Caller } from './caller.js';
import { viewRecord, type RecordView } from './records.js';
import { notFound } from './service-error.js';
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
  constructor(private readonly queries: Queries) {}

  list(after: string | undefined, limit: number): Page<{ readonly id: string }> {
    const { items, next } = this.queries.sellers(after, limit);
    return { items: items.map((id) => ({ id })), next };
  }

  one(caller: Caller, id: string): SellerView {
    const { public: facts, detail } = this.need(id);
    const view = { id, public: facts, ...shiftNotice(this.queries) };
    return maySeeResource(caller, 'detail') ? { ...view, detail } : view;
  }

  certifications(id: string): Page<CertificationEntry> & ShiftNotice {
    return { items: this.need(id).public.certifications, next: null, ...shiftNotice(this.queries) };
  }

  cases(
    caller: Caller,
    id: string,
    cursor: string | undefined,
    limit: number,
  ): Page<CaseViewFor> & ShiftNotice {
    requireResource(caller, 'cases');
    this.need(id);
    const { items, next } = this.queries.cases(id, cursor, limit);
    const view = (step: Parameters<typeof viewRecord>[1]): RecordView =>
      viewRecord(caller, step, this.queries);
    const cases = items.map(({ id, open, steps }) => ({ id, open, steps: steps.map(view) }));
    return { items: cases, next, ...shiftNotice(this.queries) };
  }

  private need(id: string): Aggregate {
    const aggregate = this.queries.aggregate(id);
    if (aggregate === undefined) throw notFound('seller');
    return aggregate;
  }
}
