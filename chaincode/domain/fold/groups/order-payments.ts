import { dayOf } from '../../time.js';
import type { CounterName } from '../aggregate.js';
import type { Count } from '../counters.js';
import type { OrderTally } from '../kinds/order-tally.js';

type Payments = OrderTally['payments'];
type Event = Payments[number]['body']['event'];

/** What each payment counts as on its own day: card programmes go by the month of the event. */
const events: Readonly<Record<Event, CounterName | undefined>> = {
  settled: 'settledEvents',
  'payout-due': undefined,
  'payout-done': undefined,
  refunded: undefined,
  chargeback: 'chargebackEvents',
  'chargeback-reversed': 'reversedEvents',
  'fraud-confirmed': 'fraudEvents',
};

/** What was done with the money of an order, however many payments or instalments it took. */
export interface Money {
  readonly isPaid: boolean;
  readonly isRefunded: boolean;
  readonly isChargedBack: boolean;
}

const noMoney: Money = { isPaid: false, isRefunded: false, isChargedBack: false };

/** Adds what payments count as by their own days to `counts`; `count` counts on the order's. */
export function countPayments(
  payments: Payments,
  count: (name: CounterName) => void,
  counts: Count[],
): Money {
  if (payments.length === 0) return noMoney;
  for (const { at, body } of payments) {
    const event = events[body.event];
    if (event !== undefined) counts.push([dayOf(at), event, 1]);
  }
  const has = (event: Event): boolean => payments.some(({ body }) => body.event === event);
  const money = {
    isPaid: has('settled'),
    isRefunded: has('refunded'),
    isChargedBack: isChargedBack(payments),
  };
  if (money.isPaid) count('paid');
  if (money.isChargedBack) count('chargebacks');
  if (has('fraud-confirmed')) count('frauds');
  if (money.isRefunded) count('refunds');
  return money;
}

/** A reversal undoes the chargeback of its own token, and no other. */
function isChargedBack(payments: Payments): boolean {
  const back = payments.filter(({ body }) => body.event === 'chargeback');
  if (back.length === 0) return false;
  const reversed = new Set<string>();
  for (const { body } of payments) if (body.event === 'chargeback-reversed') reversed.add(body.token);
  return back.some(({ body }) => !reversed.has(body.token));
}
