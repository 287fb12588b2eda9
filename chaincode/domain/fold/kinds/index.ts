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

/** How each kind is folded. The records of all but one are facts: a correction acts on the group of its target. */
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
} as const satisfies Record<Exclude<RecordKind, 'correction'>, unknown>;

export type FactKind = keyof typeof foldedKinds;

/** What the facts of a kind hold. */
export type FactBody = ReturnType<(typeof foldedKinds)[FactKind]['body']>;
export type BodyOf<K extends FactKind> = Extract<FactBody, { readonly kind: K }>;

/** Kinds whose facts are judged in a group. */
export type KindIn<G extends GroupName> = {
  [K in FactKind]: ReturnType<(typeof foldedKinds)[K]['group']> extends GroupRef<G> ? K : never;
}[FactKind];

/** Whether a record is a fact of a group; the others are corrections, or of kinds that came after this program. */
export function isFact(record: FactRecord): record is RecordOf<FactKind> {
  return Object.hasOwn(foldedKinds, record.kind);
}
