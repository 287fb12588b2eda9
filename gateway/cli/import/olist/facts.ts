import { bandOf } from '../../../../chaincode/domain/amount-band.js';
import type { FactRecord } from '../../../../chaincode/domain/records/index.js';
import { floorToHour, formatTime, hourSeconds } from '../../../../chaincode/domain/time.js';
import type { OlistItem, OlistOrder } from './order.js';

/** A record, who states it, and a label that names the fact within its order for good. */
export interface OlistFact {
  readonly issuer: 'platform' | 'payment-provider';
  readonly label: string;
  readonly record: FactRecord;
}

/** The commitments of one order. Each draws its secret on first use and gives the same value ever after. */
export interface OrderCommitments {
  order(seller: string): string;
  reviewer(seller: string): string;
  text(seller: string, reviewId: string, text: { title: string; message: string }): string;
  token(seller: string, sequential: number): string;
}

export interface OlistMapping {
  readonly platform: string;
  readonly paymentProvider: string;
  /** Whole days, in seconds, added to every time. */
  readonly shiftSeconds: number;
}

/**
 * States what the files say of one order and nothing more (docs/import-olist.md gives the reasons): for each of
 * its sellers the order, then fulfilments, payments, reviews. An order without items names no seller: no facts.
 */
export function factsOf(
  order: OlistOrder,
  mapping: OlistMapping,
  commitments: OrderCommitments,
): OlistFact[] {
  const facts: OlistFact[] = [];
  for (const [local, items] of itemsBySeller(order)) {
    const seller = `${mapping.platform}.${local}`;
    const share = sellerShare(order, local, seller, items, mapping, commitments);
    facts.push(orderFact(share), ...fulfilmentFacts(share));
    facts.push(...paymentFacts(share), ...reviewFacts(share));
  }
  return facts;
}

/** The newest `at` that `factsOf` gives an order's records, unshifted; undefined when it gives none. */
export function newestTime(order: OlistOrder): number | undefined {
  if (order.items.length === 0) return undefined;
  const answered = order.reviews.map((review) => review.answered);
  const times = [order.purchased, order.approved, order.handedToCarrier, order.delivered, ...answered];
  return Math.max(...times.filter((time) => time !== null));
}

/** What one seller had in an order, with all that the fact builders need. */
interface SellerShare {
  readonly source: OlistOrder;
  readonly local: string;
  readonly seller: string;
  readonly commitment: string;
  readonly items: readonly OlistItem[];
  readonly mapping: OlistMapping;
  readonly commitments: OrderCommitments;
  /** Shifts, rounds down to the hour, writes RFC 3339. */
  readonly time: (seconds: number) => string;
}

function sellerShare(
  source: OlistOrder,
  local: string,
  seller: string,
  items: readonly OlistItem[],
  mapping: OlistMapping,
  commitments: OrderCommitments,
): SellerShare {
  const time = (seconds: number): string => formatTime(floorToHour(seconds + mapping.shiftSeconds));
  const commitment = commitments.order(local);
  return { source, local, seller, commitment, items, mapping, commitments, time };
}

function itemsBySeller(order: OlistOrder): Map<string, OlistItem[]> {
  const bySeller = new Map<string, OlistItem[]>();
  for (const item of order.items) {
    const items = bySeller.get(item.seller);
    if (items) items.push(item);
    else bySeller.set(item.seller, [item]);
  }
  return bySeller;
}

function orderFact({ source, local, seller, commitment, items, mapping, time }: SellerShare): OlistFact {
  const dispatchBy = Math.max(...items.map((item) => item.shippingLimit));
  const price = items.reduce((sum, item) => sum + item.price, 0);
  return {
    issuer: 'platform',
    label: `order/${local}`,
    record: {
      kind: 'order',
      seller,
      at: time(source.purchased),
      order: commitment,
      dispatchBy: time(dispatchBy),
      // A date is promised, not a minute: the last whole hour of that day, so that 23:59 is on time and 00:01 late.
      deliverBy: time(source.estimated + 23 * hourSeconds),
      country: 'BR',
      value: { currency: 'BRL', band: bandOf(BigInt(price)) },
      channel: 'other',
      parties: { paymentProvider: mapping.paymentProvider },
    },
  };
}

function fulfilmentFacts({ source, local, seller, commitment, time }: SellerShare): OlistFact[] {
  const fact = (event: 'dispatched' | 'delivered' | 'cancelled', at: number, by?: 'seller'): OlistFact => ({
    issuer: 'platform',
    label: `fulfilment/${local}/${event}`,
    record: {
      kind: 'fulfilment',
      seller,
      at: time(at),
      order: commitment,
      event,
      ...(by ? { by } : {}),
    },
  });
  const facts: OlistFact[] = [];
  if (source.handedToCarrier !== null) facts.push(fact('dispatched', source.handedToCarrier));
  if (source.delivered !== null) facts.push(fact('delivered', source.delivered));
  else if (source.status === 'canceled') facts.push(fact('cancelled', lastKnownTime(source)));
  // `unavailable`: the seller could not supply. `canceled` does not say who cancelled, so neither do we.
  else if (source.status === 'unavailable') facts.push(fact('cancelled', lastKnownTime(source), 'seller'));
  return facts;
}

/** The files give cancellations no time. The last step before it is the earliest it can have been. */
function lastKnownTime({ purchased, approved, handedToCarrier }: OlistOrder): number {
  return Math.max(purchased, approved ?? purchased, handedToCarrier ?? purchased);
}

/** Each payment of the order is split by the sellers' shares of prices and freight. Nothing paid, nothing stated. */
function paymentFacts(share: SellerShare): OlistFact[] {
  const { source, local, seller, commitment, items, time } = share;
  if (source.approved === null) return [];
  const worth = (of: readonly OlistItem[]): bigint =>
    of.reduce((sum, item) => sum + BigInt(item.price + item.freight), 0n);
  const whole = worth(source.items);
  const facts: OlistFact[] = [];
  for (const { sequential, value } of source.payments) {
    const amount = whole === 0n ? 0n : (BigInt(value) * worth(items)) / whole;
    if (amount === 0n) continue;
    facts.push({
      issuer: 'payment-provider',
      label: `payment/${local}/${sequential}`,
      record: {
        kind: 'payment',
        seller,
        at: time(source.approved),
        order: commitment,
        token: share.commitments.token(local, sequential),
        event: 'settled',
        amount: { currency: 'BRL', band: bandOf(amount) },
      },
    });
  }
  return facts;
}

/** A review is of the whole order, so it stands for each of its sellers. The first answer comes first and counts. */
function reviewFacts(share: SellerShare): OlistFact[] {
  const { source, local, seller, commitment, commitments, time } = share;
  const facts: OlistFact[] = [];
  for (const review of source.reviews) {
    const text = review.title !== '' || review.message !== '';
    facts.push({
      issuer: 'platform',
      label: `review/${local}/${review.id}`,
      record: {
        kind: 'review',
        seller,
        at: time(review.answered),
        order: commitment,
        reviewer: commitments.reviewer(local),
        rating: { item: review.score },
        ...(text ? { text: commitments.text(local, review.id, review), language: 'pt' } : {}),
      },
    });
  }
  return facts;
}
