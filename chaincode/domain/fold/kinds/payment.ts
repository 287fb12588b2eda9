import type { Payment } from '../../records/index.js';
import type { CounterName } from '../aggregate.js';
import { orderGroup } from '../fact.js';
import { allEqual, type OrderMember } from './folded-kind.js';

export interface PaymentBody {
  readonly event: Payment['event'];
  readonly kind: 'payment';
  readonly token: string;
}

/** What an order with such a payment counts as, however many payments or instalments it took. */
const counters: Readonly<Record<Payment['event'], CounterName | undefined>> = {
  settled: 'paid',
  'payout-due': undefined,
  'payout-done': undefined,
  refunded: 'refunds',
  chargeback: 'chargebacks',
  'fraud-confirmed': 'frauds',
};

export const payment: OrderMember<Payment, PaymentBody> = {
  group: (record) => orderGroup(record.seller, record.order),
  body: (record) => ({ event: record.event, kind: 'payment', token: record.token }),
  authority: allEqual,
  isContestable: true,
  conflict: (body) => `payment/${body.token}/${body.event}`,
  add(fact, tally) {
    const counter = counters[fact.body.event];
    if (counter !== undefined) tally.payments.add(counter);
  },
};
