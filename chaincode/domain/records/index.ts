import { Case } from './case.js';
import { CertificationStatus } from './certification-status.js';
import { Certification } from './certification.js';
import { Correction } from './correction.js';
import { Fulfilment } from './fulfilment.js';
import { Identity } from './identity.js';
import { Inspection } from './inspection.js';
import { Order } from './order.js';
import { Payment } from './payment.js';
import { Reply } from './reply.js';
import { Review } from './review.js';
import { Trace } from './trace.js';

/** The one source of record schemas: ajv, TypeScript types, OpenAPI and the documents all read it. */
export const recordSchemas = {
  identity: Identity,
  order: Order,
  fulfilment: Fulfilment,
  inspection: Inspection,
  review: Review,
  certification: Certification,
  'certification-status': CertificationStatus,
  payment: Payment,
  case: Case,
  correction: Correction,
  trace: Trace,
  reply: Reply,
} as const;

export type RecordKind = keyof typeof recordSchemas;
export const recordKinds = Object.keys(recordSchemas) as RecordKind[];

/**
 * The fold version that brought a kind, where that is not the first. Before that version is in force nobody may write
 * the kind, however it is enabled: a gateway that does not know it would fold another state.
 */
const kindsSince: Readonly<Partial<Record<RecordKind, number>>> = { trace: 2, reply: 2 };

export function isKindOf(foldVersion: number, kind: RecordKind): boolean {
  return (kindsSince[kind] ?? 1) <= foldVersion;
}

export type FactRecord =
  | Identity
  | Order
  | Fulfilment
  | Inspection
  | Review
  | Certification
  | CertificationStatus
  | Payment
  | Case
  | Correction
  | Trace
  | Reply;

export type {
  Case,
  Certification,
  CertificationStatus,
  Correction,
  Fulfilment,
  Identity,
  Inspection,
  Order,
  Payment,
  Reply,
  Review,
  Trace,
};
