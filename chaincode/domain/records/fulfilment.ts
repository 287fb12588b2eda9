import Type, { type Static } from 'typebox';
import { Commitment, HourTime, Parties, SellerId, closed, oneOf, optionalMembers } from './common.js';
import type { RecordDefinition } from './definition.js';

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

export const fulfilment: RecordDefinition<typeof Fulfilment> = {
  schema: Fulfilment,
  since: 1,
  check({ by, event, parties, tracking }, findings) {
    findings.refuseIf(by !== undefined && event !== 'cancelled', '/by', 'only a cancellation has it');
    findings.refuseIf(
      tracking !== undefined && event !== 'dispatched',
      '/tracking',
      'only a dispatch has it',
    );
    findings.refuseIf(parties !== undefined && event !== 'dispatched', '/parties', 'only a dispatch has it');
  },
};
