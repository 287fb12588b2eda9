import Type, { type Static } from 'typebox';
import { Commitment, Language, RecordId, SellerId, Time, closed, optionalMembers } from './common.js';
import { schemaSaysAll, type RecordDefinition } from './definition.js';

/** The seller's answer to a record about it (ISO 20488, right of reply). The text stays off the ledger. */
export const Reply = closed({
  kind: Type.Literal('reply'),
  seller: SellerId,
  at: Time,
  target: RecordId,
  text: Commitment,
  language: Type.Optional(Language),
  ...optionalMembers,
});
export type Reply = Static<typeof Reply>;

export const reply: RecordDefinition<typeof Reply> = {
  schema: Reply,
  since: 2,
  check: schemaSaysAll,
};
