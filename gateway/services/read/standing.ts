import { endsByItself } from '../../../chaincode/domain/fold/flag-codes.js';
import type { AnsweredCount, RecordCount } from '../../../chaincode/domain/fold/record-count.js';
import type { ProjectedRecord, Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import { notFound } from '../common/service-error.js';
import { maySeeRecord, requireResource } from './visibility.js';

export function countOf({ id, standing }: ProjectedRecord): RecordCount {
  if (standing.state === 'counted') return { record: id, counts: true };
  const { because: flag, by } = standing;
  return {
    record: id,
    counts: false,
    flag,
    ...(by === undefined ? {} : { by }),
    final: !endsByItself[flag],
  };
}

/** Tells who states facts which of them count, and why the others do not: a receipt says only that all are kept. */
export class Standing {
  readonly #queries: Pick<Queries, 'batch' | 'record' | 'parties' | 'participant'>;

  constructor(queries: Pick<Queries, 'batch' | 'record' | 'parties' | 'participant'>) {
    this.#queries = queries;
  }

  /** All records of a batch, in its order, for its issuer and the issuer's organisation. Throws ServiceError. */
  ofBatch(caller: Caller, batchId: string): readonly RecordCount[] {
    const batch = this.#queries.batch(batchId);
    if (batch === undefined) throw notFound('batch');
    const org = this.#queries.participant(batch.iss)?.org ?? '';
    requireResource(caller, 'standing', { id: batch.iss, org });
    return Array.from({ length: batch.n }, (_, line) => this.#queries.record(`${batch.id}.${line}`)).flatMap(
      (record) => (record === undefined ? [] : [countOf(record)]),
    );
  }

  /** Any records, in the order asked: of those that the caller may read. */
  ofRecords(caller: Caller, ids: readonly string[]): readonly AnsweredCount[] {
    return ids.map((id) => {
      const record = this.#queries.record(id);
      if (record === undefined || !maySeeRecord(caller, record, this.#queries))
        return { record: id, counts: null };
      return countOf(record);
    });
  }
}
