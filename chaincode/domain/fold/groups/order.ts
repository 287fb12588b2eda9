import { dayOf, hourSeconds } from '../../time.js';
import type { CounterName } from '../aggregate.js';
import type { Count } from '../counters.js';
import type { Fact } from '../fact.js';
import { type Flags, type GroupDoc, type Variant, standingFacts, winners } from '../group.js';
import type { OrderMember } from '../kinds/folded-kind.js';
import { type BodyOf, type KindIn, foldedKinds } from '../kinds/index.js';
import { OrderTally } from '../kinds/order-tally.js';
import type { OrderBody } from '../kinds/order.js';
import { decisionsFor } from './decisions.js';
import type { CountedReview } from '../reviewers.js';
import { type GroupRules, nothingBesides } from './group-rules.js';
import { type Outcome, countFulfilment } from './order-outcome.js';
import { countPayments } from './order-payments.js';

type MemberKind = Exclude<KindIn<'order'>, 'order'>;
type MemberBody = BodyOf<MemberKind>;
type OrderDoc = GroupDoc<OrderBody | MemberBody>;
type OrderFact = OrderDoc['facts'][number];

const members: { readonly [K in MemberKind]: OrderMember<K, BodyOf<K>> } = foldedKinds;

export interface ReducedOrder {
  readonly counts: readonly Count[];
  readonly reviews: readonly CountedReview[];
  readonly flags: Flags;
  /** Participants that may state facts about the order, sorted. */
  readonly parties: readonly string[];
}

const isStatement = (fact: OrderFact): fact is Fact<OrderBody> => fact.body.kind === 'order';
const isMember = (fact: OrderFact): fact is Fact<MemberBody> => fact.body.kind !== 'order';

/** An item rating that shows a defect (eBay's defect rate; Amazon's order defect rate). */
const worstRatings = 2;

/**
 * What one order contributes, from its facts alone: never from when or in which order they became known.
 * The seller's aggregate changes by the new contribution less the old one, so late facts join, and
 * corrections undo, by the same way.
 */
export function reduceOrder(doc: OrderDoc, variant: Variant): ReducedOrder {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, variant, flags);
  const statements = standing.filter(isStatement);
  const order = winners(statements, () => 'order', flags).get('order');
  if (order === undefined) {
    for (const fact of standing) flags.set(fact.id, { because: 'order_missing' });
    return { counts: [], reviews: [], flags, parties: [] };
  }
  const parties = partiesOf(statements, standing);
  const joined = joinedFacts(order, standing, parties, flags);
  const tally = new OrderTally();
  const won = winners(joined, ({ body }) => conflictGroup(body.kind, body), flags);
  for (const fact of won.values()) add(fact.body.kind, fact, tally);
  const counts: Count[] = [];
  const day = dayOf(order.at);
  const count = (counter: CounterName) => counts.push([day, counter, 1]);
  const decided = decisionsFor(doc, parties);
  count('orders');
  const { delivered, outcome } = countFulfilment(order.body, tally, decided.forSeller, count);
  if (outcome === 'delivered' && delivered.every((parcel) => isDeliveredElsewhere(parcel, joined, order)))
    count('deliveredElsewhere');
  const money = countPayments(tally.payments, count, counts);
  if (money.isPaid && joined.some((fact) => isPaidElsewhere(fact, order))) count('paidElsewhere');
  const due = tally.reviews.filter((review) => isReviewDue(review, order.body, outcome, flags));
  const isBad = due.some(({ body }) => body.rating[0] <= worstRatings);
  if (isBad || decided.forBuyer || money.isChargedBack) count('defective');
  if (decided.forBuyerUnanswered && !money.isRefunded) count('unresolved');
  const reviews = due.map(({ at, body }) => ({
    reviewer: body.reviewer,
    day: dayOf(at),
    rating: body.rating,
  }));
  return { counts, reviews, flags, parties: [...parties].sort() };
}

function conflictGroup<K extends MemberKind>(kind: K, body: BodyOf<K>): string {
  return members[kind].conflict(body);
}

function add<K extends MemberKind>(kind: K, fact: Fact<BodyOf<K>>, tally: OrderTally): void {
  members[kind].add(fact, tally);
}

/** Who stated the order, and whom they named in it or when they dispatched it. */
function partiesOf(statements: readonly Fact[], standing: readonly OrderFact[]): Set<string> {
  const staters = new Set(statements.map((fact) => fact.issuer));
  const parties = new Set(staters);
  for (const { body, issuer } of standing) {
    const names = body.kind === 'order' || (body.kind === 'fulfilment' && body.event === 'dispatched');
    if (names && staters.has(issuer)) for (const party of body.parties) parties.add(party);
  }
  return parties;
}

/** Facts that the order takes: of its parties, and not of a time before it was. */
function joinedFacts(
  order: Fact<OrderBody>,
  standing: readonly OrderFact[],
  parties: ReadonlySet<string>,
  flags: Flags,
): Fact<MemberBody>[] {
  const joined: Fact<MemberBody>[] = [];
  // An hour less: times are rounded to it, some up and some down.
  const earliest = order.at - hourSeconds;
  for (const fact of standing) {
    if (!isMember(fact)) continue;
    // Or any participant could write an order's history: a rival's carrier its delay, a stranger its review.
    if (!parties.has(fact.issuer)) flags.set(fact.id, { because: 'not_a_party' });
    // A delivery by last year's date would be on time for ever.
    else if (fact.at < earliest) flags.set(fact.id, { because: 'before_order', by: order.id });
    else joined.push(fact);
  }
  return joined;
}

/** Whether a carrier of another organisation than the order's says so too: whoever invents orders delivers them itself. */
function isDeliveredElsewhere(parcel: number, joined: readonly Fact<MemberBody>[], order: Fact): boolean {
  return joined.some(
    ({ body, org, rank }) =>
      body.kind === 'fulfilment' &&
      body.event === 'delivered' &&
      body.parcel === parcel &&
      rank === 0 &&
      org !== order.org,
  );
}

function isPaidElsewhere({ body, org }: Fact<MemberBody>, order: Fact): boolean {
  return body.kind === 'payment' && body.event === 'settled' && org !== order.org;
}

/** A review of what has not happened yet is a guess or an attack: it waits until there is something to review. */
function isReviewDue(review: Fact, { deliverBy }: OrderBody, outcome: Outcome, flags: Flags): boolean {
  const settled = outcome === 'delivered' || outcome === 'cancelled';
  if (settled || review.at > deliverBy) return true;
  flags.set(review.id, { because: 'review_too_early' });
  return false;
}

export const orders: GroupRules<'order', OrderBody | MemberBody> = {
  isLimited: true,
  contribution: reduceOrder,
  flags: (doc) => reduceOrder(doc, { withoutContested: false }).flags,
  settle: nothingBesides,
};
