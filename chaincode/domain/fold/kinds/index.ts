import type { FactRecord, RecordKind, RecordOf } from '../../records/index.js';
import type { GroupName, GroupRef } from '../fact.js';
import { disputeCase } from './case.js';
import { certificationStatus } from './certification-status.js';
import { certification } from './certification.js';
import { fulfilment } from './fulfilment.js';
import { identity } from './identity.js';
import { inspection } from './inspection.js';
import { order } from './order.js';
import { payment } from './payment.js';
import { reply } from './reply.js';
import { review } from './review.js';
import { trace } from './trace.js';

/** Kinds whose records are facts. A correction is none: it acts on the group of its target. */
export type FactKind = Exclude<RecordKind, 'correction'>;
export type FactRecordOf<K extends FactKind = FactKind> = { [P in K]: RecordOf<P> }[K];

/** How each kind is folded. */
export const foldedKinds = {
  identity,
  order,
  fulfilment,
  inspection,
  review,
  certification,
  'certification-status': certificationStatus,
  payment,
  case: disputeCase,
  trace,
  reply,
} as const satisfies Record<FactKind, unknown>;

/** What the facts of a kind hold. */
export type BodyOf<K extends FactKind> = ReturnType<(typeof foldedKinds)[K]['body']>;
export type FactBody = { [K in FactKind]: BodyOf<K> }[FactKind];

/** Kinds whose facts are judged in a group. */
export type KindIn<G extends GroupName> = {
  [K in FactKind]: ReturnType<(typeof foldedKinds)[K]['group']> extends GroupRef<G> ? K : never;
}[FactKind];

/** Whether a record is a fact of a group; the others are corrections. */
export function isFact(record: FactRecord): record is FactRecordOf {
  return Object.hasOwn(foldedKinds, record.kind);
}
