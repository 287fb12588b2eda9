import Type, { type Static } from 'typebox';
import { Commitment, HourTime, Parties, SellerId, closed, oneOf, optionalMembers } from './common.js';

/** What happened to a parcel of an order. `parcel` counts from 1; absent means the only one. */
export const Fulfilment = closed({
  kind: Type.Literal('fulfilment'),
  seller: SellerId,
  at: HourTime,
  order: Commitment,
  event: oneOf(['dispatched', 'delivered', 'cancelled', 'lost', 'returned']),
  parcel: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  tracking: Type.Optional(oneOf(['valid', 'invalid'])),
  by: Type.Optional(oneOf(['seller', 'buyer', 'platform', 'carrier'])),
  parties: Type.Optional(Parties),
  ...optionalMembers,
});
export type Fulfilment = Static<typeof Fulfilment>;
