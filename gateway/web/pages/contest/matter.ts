import type { RecordKind } from '../../../../chaincode/domain/records/index.js';
import type { Services } from '../../../http/routes/services.js';
import { anonymous } from '../../../services/common/caller.js';
import { ServiceError } from '../../../services/common/service-error.js';

/** What is contested, as far as the visitor named it and anyone may know it. */
export interface Matter {
  /** As typed; empty where none was. */
  readonly seller: string;
  /** `another`: the record is about another seller. */
  readonly sellerState: 'none' | 'known' | 'unknown' | 'another';
  readonly record: string;
  readonly recordState: 'none' | 'known' | 'unknown';
  /** Whether a case may contest records of this kind; undefined without a known record. */
  readonly kind?: 'open-to-cases' | 'closed-to-cases';
  /** Who stated the record, where anyone may know. */
  readonly issuer?: string;
}

/** Kinds that a case may contest (docs/fold.md). Of the others only a correction says that they were wrong. */
const contestedKinds: ReadonlySet<RecordKind> = new Set<RecordKind>([
  'order',
  'fulfilment',
  'payment',
  'review',
  'inspection',
]);

/** Never throws `not_found`: whoever mistypes an id still gets the steps. */
export function matterOf(
  { records, sellers }: Pick<Services, 'records' | 'sellers'>,
  seller: string,
  record: string,
): Matter {
  const view = record === '' ? undefined : found(() => records.one(anonymous, record));
  const whose = view?.visible === true ? view.record.seller : undefined;
  const named = seller === '' ? (whose ?? '') : seller;
  const known = named !== '' && found(() => sellers.one(anonymous, named)) !== undefined;
  return {
    seller: named,
    sellerState:
      named === ''
        ? 'none'
        : !known
          ? 'unknown'
          : whose !== undefined && whose !== named
            ? 'another'
            : 'known',
    record,
    recordState: record === '' ? 'none' : view === undefined ? 'unknown' : 'known',
    ...(view === undefined
      ? {}
      : { kind: contestedKinds.has(view.kind) ? 'open-to-cases' : 'closed-to-cases' }),
    ...(view?.visible === true ? { issuer: view.issuer } : {}),
  };
}

function found<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not_found') return undefined;
    throw error;
  }
}
