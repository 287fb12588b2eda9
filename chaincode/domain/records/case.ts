import Type, { type Static } from 'typebox';
import {
  Commitment,
  HourTime,
  LocalId,
  RecordId,
  SellerId,
  closed,
  oneOf,
  optionalMembers,
} from './common.js';

/** One step of a dispute (eBay cases; Amazon A-to-z). `contests` names the facts it disputes. */
export const Case = closed({
  kind: Type.Literal('case'),
  seller: SellerId,
  at: HourTime,
  case: LocalId,
  step: oneOf(['opened', 'responded', 'resolved', 'appealed', 'appeal-decided']),
  type: oneOf([
    'not-received',
    'not-as-described',
    'counterfeit',
    'damaged',
    'late',
    'refund-missing',
    'unauthorised-payment',
    'privacy',
    'record-contested',
  ]),
  order: Type.Optional(Commitment),
  outcome: Type.Optional(oneOf(['for-buyer', 'for-seller', 'shared', 'withdrawn'])),
  contests: Type.Optional(Type.Array(RecordId, { minItems: 1, maxItems: 16, uniqueItems: true })),
  ...optionalMembers,
});
export type Case = Static<typeof Case>;
