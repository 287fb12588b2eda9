import Type, { type Static } from 'typebox';
import {
  AmountBand,
  Commitment,
  Country,
  HourTime,
  Parties,
  Product,
  SellerId,
  closed,
  oneOf,
  optionalMembers,
} from './common.js';

/** An order the seller accepted, with what was promised. */
export const Order = closed({
  kind: Type.Literal('order'),
  seller: SellerId,
  at: HourTime,
  order: Commitment,
  dispatchBy: HourTime,
  deliverBy: HourTime,
  country: Country,
  value: AmountBand,
  channel: oneOf(['web', 'app', 'social', 'in-store', 'other']),
  parties: Type.Optional(Parties),
  product: Type.Optional(Product),
  ...optionalMembers,
});
export type Order = Static<typeof Order>;
