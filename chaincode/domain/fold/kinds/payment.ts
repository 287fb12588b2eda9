import type { Payment } from '../../records/index.js';
import { orderGroup } from '../fact.js';
import { allEqual, type OrderMember } from './folded-kind.js';

export interface PaymentBody {
  readonly event: Payment['event'];
  readonly kind: 'payment';
  readonly token: string;
}

export const payment: OrderMember<'payment', PaymentBody> = {
  group: (record) => orderGroup(record.seller, record.order),
  body: (record) => ({ event: record.event, kind: 'payment', token: record.token }),
  authority: allEqual,
  isContestable: true,
  conflict: (body) => `payment/${body.token}/${body.event}`,
  add: (fact, tally) => void tally.payments.push(fact),
};
