import { formatTime } from '../../../chaincode/domain/time.js';
import type { RecordKind } from '../../../chaincode/domain/records/index.js';
import type { Page, ProjectedRecord, Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import type { RecordView } from './record-view.js';
import { shiftNotice, type ShiftNotice } from './shift-notice.js';
import { ServiceError, notFound } from '../common/service-error.js';
import { maySeeRecord } from './visibility.js';

type RecordQueries = Pick<
  Queries,
  'record' | 'records' | 'recordsOfOrder' | 'parties' | 'aggregate' | 'consortium'
>;

export function viewRecord(caller: Caller, projected: ProjectedRecord, queries: RecordQueries): RecordView {
  const { id, record, issuer, time, position, reply, standing } = projected;
  const { kind } = record;
  if (!maySeeRecord(caller, projected, queries)) return { id, kind, visible: false };
  const answered = reply === undefined ? {} : { reply };
  return { id, kind, visible: true, issuer, time: formatTime(time), position, standing, ...answered, record };
}

export class Records {
  readonly #queries: RecordQueries;

  constructor(queries: RecordQueries) {
    this.#queries = queries;
  }

  one(caller: Caller, id: string): RecordView & ShiftNotice {
    const projected = this.#queries.record(id);
    if (projected === undefined) throw notFound('record');
    const view = viewRecord(caller, projected, this.#queries);
    return view.visible ? { ...view, ...shiftNotice(this.#queries) } : view;
  }

  ofSeller(
    caller: Caller,
    seller: string,
    kind: RecordKind | undefined,
    cursor: string | undefined,
    limit: number,
  ): Page<RecordView> & ShiftNotice {
    if (this.#queries.aggregate(seller) === undefined) throw notFound('seller');
    const { items, next } = this.#queries.records(seller, kind, cursor, limit);
    const views = items.map((item) => viewRecord(caller, item, this.#queries));
    return { items: views, next, ...shiftNotice(this.#queries) };
  }

  /**
   * An order's records by the time they happened, for those to whom one of them is open. To all others it is as if there
   * were no such order: which records belong together is for the parties, too.
   */
  ofOrder(
    caller: Caller,
    seller: string,
    order: string,
    cursor: string | undefined,
    limit: number,
  ): Page<RecordView> & ShiftNotice {
    if (caller.type === 'anonymous') {
      throw new ServiceError(
        'signature_required',
        'Orders are for their parties: sign the request with a registered key.',
      );
    }
    const { items, next } = this.#queries.recordsOfOrder(seller, order, cursor, limit);
    const views = items.map((item) => viewRecord(caller, item, this.#queries));
    if (!views.some(({ visible }) => visible)) throw notFound('order');
    return { items: views, next, ...shiftNotice(this.#queries) };
  }
}
