import { disputeCase, type Case } from './case.js';
import { certificationStatus, type CertificationStatus } from './certification-status.js';
import { certification, type Certification } from './certification.js';
import { correction, type Correction } from './correction.js';
import { fulfilment, type Fulfilment } from './fulfilment.js';
import { identity, type Identity } from './identity.js';
import { inspection, type Inspection } from './inspection.js';
import { order, type Order } from './order.js';
import { payment, type Payment } from './payment.js';
import { reply, type Reply } from './reply.js';
import { review, type Review } from './review.js';
import { trace, type Trace } from './trace.js';

/** Every kind of record, in the order in which documents list them. How each is folded: `fold/kinds/`. */
export const recordDefinitions = {
  identity,
  order,
  fulfilment,
  inspection,
  review,
  certification,
  'certification-status': certificationStatus,
  payment,
  case: disputeCase,
  correction,
  trace,
  reply,
} as const satisfies Record<FactRecord['kind'], unknown>;

type Schemas = { readonly [K in FactRecord['kind']]: (typeof recordDefinitions)[K]['schema'] };

/** The schemas alone: ajv, OpenAPI, the command line's forms and the documents read them. */
export const recordSchemas = Object.fromEntries(
  Object.entries<{ readonly schema: object }>(recordDefinitions).map(([kind, { schema }]) => [kind, schema]),
) as Schemas;

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
  | Correction
  | Trace
  | Reply;

/** A record of one kind. */
export type RecordOf<K extends RecordKind> = Extract<FactRecord, { readonly kind: K }>;

/** Why a ledger takes no records of a kind before its fold version is in force. */
export function notTakenYet(kind: RecordKind): string {
  const { since } = recordDefinitions[kind];
  return `this ledger does not take records of kind ${kind} yet: the consortium activates fold version ${since} by a proposal`;
}

/** Whether a kind may be written under the rules of a fold version. */
export function isKindOf(foldVersion: number, kind: RecordKind): boolean {
  return recordDefinitions[kind].since <= foldVersion;
}

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
