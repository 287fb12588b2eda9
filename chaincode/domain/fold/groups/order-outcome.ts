import type { CounterName } from '../aggregate.js';
import type { OrderTally, Parcel } from '../kinds/order-tally.js';
import type { OrderBody } from '../kinds/order.js';

export type Outcome = 'open' | 'delivered' | 'lost' | 'cancelled' | 'undelivered';

type End = 'delivered' | 'lost' | 'cancelled' | 'sent back' | 'under way';

/** A carrier's word that a parcel is lost: no platform, nor whoever speaks for it, can talk it away. */
const isCarriersLoss = ({ lost }: Parcel): boolean => lost?.rank === 0;

/**
 * How a parcel ended. One that turns up after it was lost is delivered; one that came back without a delivery has ended,
 * and is as lost where the seller answers for it. `isFor`: a case about the order was decided for the seller.
 */
function endOf(parcel: Parcel, isCancelled: boolean, isForSeller: boolean): End {
  const { delivered, lost, returned } = parcel;
  const isLossFirm = !isForSeller && isCarriersLoss(parcel);
  if (delivered !== undefined && !(isLossFirm && delivered.rank > 0)) return 'delivered';
  if (isCancelled && !isLossFirm) return 'cancelled';
  if (returned !== undefined && !(isLossFirm && returned.rank > 0))
    return returned.body.bySeller ? 'lost' : 'sent back';
  return lost === undefined ? 'under way' : 'lost';
}

export interface Fulfilled {
  readonly outcome: Outcome;
  /** Parcels of a delivered order that were delivered. */
  readonly delivered: readonly number[];
}

/**
 * Counts what became of an order. It is delivered once every parcel is that was not cancelled or sent back, and as many
 * are known as it goes in; on time if the last one was. Delivery and loss tell more than a cancellation, and that more
 * than a parcel sent back.
 */
export function countFulfilment(
  promise: OrderBody,
  { cancelled, parcels }: OrderTally,
  isForSeller: boolean,
  count: (counter: CounterName) => void,
): Fulfilled {
  const ends: Record<End, number> = { delivered: 0, lost: 0, cancelled: 0, 'sent back': 0, 'under way': 0 };
  const delivered: number[] = [];
  let said = 0;
  let isDispatched = false;
  let isDispatchedLate = false;
  let isTracked = true;
  let isReturned = false;
  let isLate = false;
  for (const [number, parcel] of parcels) {
    const end = endOf(parcel, cancelled.has(number), isForSeller);
    ends[end] += 1;
    if (parcel.returned !== undefined) isReturned = true;
    if (end === 'delivered' && parcel.delivered !== undefined) {
      delivered.push(number);
      if (parcel.delivered.at > promise.deliverBy) isLate = true;
    }
    const { dispatched } = parcel;
    if (dispatched === undefined) continue;
    said = Math.max(said, dispatched.body.parcels);
    if (end === 'cancelled') continue;
    isDispatched = true;
    if (dispatched.at > promise.dispatchBy) isDispatchedLate = true;
    if (!dispatched.body.tracked) isTracked = false;
  }
  for (const number of cancelled.keys()) if (number > 0 && !parcels.has(number)) ends.cancelled += 1;
  if (isDispatched) {
    count('dispatched');
    if (isDispatchedLate) count('dispatchedLate');
    if (isTracked) count('tracked');
  }
  if (isReturned) count('returned');
  const outcome = outcomeOf(ends, said || promise.parcels, cancelled.has(0));
  switch (outcome) {
    case 'delivered':
      count('promised');
      count(isLate ? 'late' : 'onTime');
      break;
    case 'lost':
      count('promised');
      count('lost');
      break;
    case 'cancelled':
      if (isCancelledBySeller(cancelled)) count('promised');
      count(isCancelledBySeller(cancelled) ? 'cancelledSeller' : 'cancelledOther');
      break;
    case 'undelivered':
      count('undelivered');
      break;
    case 'open':
  }
  return { outcome, delivered };
}

/** A cancellation of the whole order covers the parcels that nothing else is known of. */
function outcomeOf(ends: Readonly<Record<End, number>>, expected: number, isCancelled: boolean): Outcome {
  const live = ends.delivered + ends.lost + ends['under way'];
  const isComplete = isCancelled || live + ends.cancelled + ends['sent back'] >= expected;
  if (ends.delivered > 0 && ends.delivered === live && isComplete) return 'delivered';
  if (ends.lost > 0) return 'lost';
  if (isCancelled) return 'cancelled';
  if (live > 0 || !isComplete) return 'open';
  if (ends.cancelled > 0) return 'cancelled';
  return ends['sent back'] > 0 ? 'undelivered' : 'open';
}

function isCancelledBySeller(cancelled: OrderTally['cancelled']): boolean {
  const whole = cancelled.get(0);
  if (whole !== undefined) return whole.body.bySeller;
  for (const { body } of cancelled.values()) if (body.bySeller) return true;
  return false;
}
