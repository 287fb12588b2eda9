import type { Static } from 'typebox';
import { disputeCase } from './case.js';
import { certificationStatus } from './certification-status.js';
import { certification } from './certification.js';
import { correction } from './correction.js';
import { fulfilment } from './fulfilment.js';
import { identity } from './identity.js';
import { inspection } from './inspection.js';
import { order } from './order.js';
import { payment } from './payment.js';
import { reply } from './reply.js';
import { review } from './review.js';
import { trace } from './trace.js';

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
} as const;

export type RecordKind = keyof typeof recordDefinitions;
export const recordKinds = Object.keys(recordDefinitions) as RecordKind[];

/** A record of one kind. */
export type RecordOf<K extends RecordKind> = Extract<FactRecord, { readonly kind: K }>;
export type FactRecord = Static<(typeof recordDefinitions)[RecordKind]['schema']>;

/** Why a ledger takes no records of a kind before its fold version is in force. */
export function notTakenYet(kind: RecordKind): string {
  const { since } = recordDefinitions[kind];
  return `this ledger does not take records of kind ${kind} yet: the consortium activates fold version ${since} by a proposal`;
}

/** Whether a kind may be written under the rules of a fold version. */
export function isKindOf(foldVersion: number, kind: RecordKind): boolean {
  return recordDefinitions[kind].since <= foldVersion;
}

export type { Case } from './case.js';
export type { CertificationStatus } from './certification-status.js';
export type { Certification } from './certification.js';
export type { Correction } from './correction.js';
export type { Fulfilment } from './fulfilment.js';
export type { Identity } from './identity.js';
export type { Inspection } from './inspection.js';
export type { Order } from './order.js';
export type { Payment } from './payment.js';
export type { Reply } from './reply.js';
export type { Review } from './review.js';
export type { Trace } from './trace.js';
