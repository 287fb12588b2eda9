import Type, { type Static } from 'typebox';
import {
  AmountBand,
  Commitment,
  Country,
  HourTime,
  ParcelCount,
  Parties,
  Product,
  SellerId,
  closed,
  oneOf,
  optionalMembers,
} from './common.js';
import type { RecordDefinition } from './definition.js';
import { isAfter } from './findings.js';

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
  parcels: Type.Optional(ParcelCount),
  ...optionalMembers,
});
export type Order = Static<typeof Order>;

export const order: RecordDefinition<typeof Order> = {
  schema: Order,
  since: 1,
  check(record, findings) {
    findings.time(record.dispatchBy, '/dispatchBy');
    findings.time(record.deliverBy, '/deliverBy');
    // Not dispatchBy <= deliverBy: real marketplaces grant sellers more time than they promise buyers.
    findings.refuseIf(isAfter(record.at, record.dispatchBy), '/dispatchBy', 'promised before the order');
    findings.refuseIf(isAfter(record.at, record.deliverBy), '/deliverBy', 'promised before the order');
    findings.country(record.country, '/country');
    findings.currency(record.value.currency, '/value/currency');
    findings.product(record.product, '/product');
  },
};
