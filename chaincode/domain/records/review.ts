import Type, { type Static } from 'typebox';
import { Commitment, HourTime, Language, SellerId, closed, optionalMembers } from './common.js';
import { schemaSaysAll, type RecordDefinition } from './definition.js';

const Rating = Type.Integer({ minimum: 1, maximum: 5 });

/** A buyer's review bound to an order (ISO 20488). The text stays off the ledger. */
export const Review = closed({
  kind: Type.Literal('review'),
  seller: SellerId,
  at: HourTime,
  order: Commitment,
  reviewer: Commitment,
  rating: closed({ item: Rating, service: Type.Optional(Rating), delivery: Type.Optional(Rating) }),
  text: Type.Optional(Commitment),
  language: Type.Optional(Language),
  ...optionalMembers,
});
export type Review = Static<typeof Review>;

export const review: RecordDefinition<typeof Review> = {
  schema: Review,
  since: 1,
  check: schemaSaysAll,
};
