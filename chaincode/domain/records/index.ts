import { Case } from './case.js';
import { CertificationStatus } from './certification-status.js';
import { Certification } from './certification.js';
import { Correction } from './correction.js';
import { Fulfilment } from './fulfilment.js';
import { Identity } from './identity.js';
import { Inspection } from './inspection.js';
import { Order } from './order.js';
import { Payment } from './payment.js';
import { Review } from './review.js';

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
} as const;

export type RecordKind = keyof typeof recordSchemas;
export const recordKinds = Object.keys(recordSchemas) as RecordKind[];

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
  | Correction;

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
  Review,
};
