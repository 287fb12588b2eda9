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
import { maySeeResource, requireResource } from './visibility.js';

export interface SellerView {
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
    return maySeeResource(caller, 'detail') ? { id, public: facts, detail } : { id, public: facts };
  }

  certifications(id: string): Page<CertificationEntry> {
    return { items: this.need(id).public.certifications, next: null };
  }

  cases(caller: Caller, id: string, cursor: string | undefined, limit: number): Page<CaseViewFor> {
    requireResource(caller, 'cases');
    this.need(id);
    const { items, next } = this.queries.cases(id, cursor, limit);
    const view = (step: Parameters<typeof viewRecord>[1]): RecordView =>
      viewRecord(caller, step, this.queries);
    return { items: items.map(({ id, open, steps }) => ({ id, open, steps: steps.map(view) })), next };
  }

  private need(id: string): Aggregate {
    const aggregate = this.queries.aggregate(id);
    if (aggregate === undefined) throw notFound('seller');
    return aggregate;
  }
}
