import Type, { type Static } from 'typebox';
import {
  Commitment,
  HourTime,
  ParcelCount,
  ParcelNumber,
  Parties,
  SellerId,
  closed,
  oneOf,
  optionalMembers,
} from './common.js';
import type { RecordDefinition } from './definition.js';

/**
 * What happened to a parcel of an order. `parcel` counts from 1; absent means the only one. `reason`: why a parcel came
 * back, where it is known.
 */
export const Fulfilment = closed({
  kind: Type.Literal('fulfilment'),
  seller: SellerId,
  at: HourTime,
  order: Commitment,
  event: oneOf(['dispatched', 'delivered', 'cancelled', 'lost', 'returned']),
  parcel: Type.Optional(ParcelNumber),
  parcels: Type.Optional(ParcelCount),
  tracking: Type.Optional(oneOf(['valid', 'invalid'])),
  reason: Type.Optional(oneOf(['refused', 'unclaimed', 'address', 'damaged', 'recalled', 'seller'])),
  by: Type.Optional(oneOf(['seller', 'buyer', 'platform', 'carrier'])),
  parties: Type.Optional(Parties),
  ...optionalMembers,
});
export type Fulfilment = Static<typeof Fulfilment>;

export const fulfilment: RecordDefinition<typeof Fulfilment> = {
  schema: Fulfilment,
  since: 1,
  check({ by, event, parcels, parties, reason, tracking }, findings) {
    findings.refuseIf(by !== undefined && event !== 'cancelled', '/by', 'only a cancellation has it');
    findings.refuseIf(reason !== undefined && event !== 'returned', '/reason', 'only a return has it');
    if (event === 'dispatched') return;
    findings.refuseIf(tracking !== undefined, '/tracking', 'only a dispatch has it');
    findings.refuseIf(parties !== undefined, '/parties', 'only a dispatch has it');
    findings.refuseIf(parcels !== undefined, '/parcels', 'only a dispatch has it');
  },
};
