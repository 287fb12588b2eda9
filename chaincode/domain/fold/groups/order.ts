import type { RecordOf } from '../../records/index.js';
import { dayOf } from '../../time.js';
import type { CounterName } from '../aggregate.js';
import type { Count } from '../counters.js';
import type { Fact } from '../fact.js';
import { type Flags, type GroupDoc, type Variant, standingFacts, winners } from '../group.js';
import type { OrderMember } from '../kinds/folded-kind.js';
import { type BodyOf, type KindIn, foldedKinds } from '../kinds/index.js';
import { OrderTally } from '../kinds/order-tally.js';
import type { OrderBody } from '../kinds/order.js';
import type { CountedReview } from '../reviewers.js';
import { type GroupRules, nothingBesides } from './group-rules.js';

type MemberKind = Exclude<KindIn<'order'>, 'order'>;
type MemberBody = BodyOf<MemberKind>;
type OrderDoc = GroupDoc<OrderBody | MemberBody>;
type OrderFact = OrderDoc['facts'][number];

const members: { readonly [K in MemberKind]: OrderMember<RecordOf<K>, BodyOf<K>> } = foldedKinds;

export interface ReducedOrder {
  readonly counts: readonly Count[];
  readonly reviews: readonly CountedReview[];
  readonly flags: Flags;
  /** Participants that may state facts about the order, sorted. */
  readonly parties: readonly string[];
}

const isStatement = (fact: OrderFact): fact is Fact<OrderBody> => fact.body.kind === 'order';
const isMember = (fact: OrderFact): fact is Fact<MemberBody> => fact.body.kind !== 'order';

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
  const joined: Fact<MemberBody>[] = [];
  for (const fact of standing) {
    if (!isMember(fact)) continue;
    if (parties.has(fact.issuer)) joined.push(fact);
    // Or any participant could write an order's history: a rival's carrier its delay, a stranger its review.
    else flags.set(fact.id, { because: 'not_a_party' });
  }
  const tally = new OrderTally();
  const won = winners(joined, ({ body }) => conflictGroup(body.kind, body), flags);
  for (const fact of won.values()) add(fact.body.kind, fact, tally);
  const counts: Count[] = [];
  const day = dayOf(order.at);
  const count = (counter: CounterName) => counts.push([day, counter, 1]);
  count('orders');
  const outcome = countFulfilment(order.body, tally, count);
  tally.payments.forEach(count);
  const reviews = tally.reviews
    .filter((review) => isReviewDue(review, order.body, outcome, flags))
    .map(({ at, body }) => ({ reviewer: body.reviewer, day: dayOf(at), rating: body.rating }));
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

type Outcome = 'open' | 'delivered' | 'lost' | 'cancelled';

/**
 * Counts what became of the order. It is delivered once every parcel is, on time if the last one was; a parcel
 * that turns up after it was reported lost is delivered; delivery and loss tell more than a cancellation.
 */
function countFulfilment(
  promise: OrderBody,
  { cancelled, isReturned, parcels }: OrderTally,
  count: (counter: CounterName) => void,
): Outcome {
  const live = [...parcels]
    .filter(([n, p]) => p.delivered !== undefined || !cancelled.has(n))
    .map(([, parcel]) => parcel);
  const dispatched = live.flatMap((parcel) => parcel.dispatched ?? []);
  if (dispatched.length > 0) {
    count('dispatched');
    if (dispatched.some((fact) => fact.at > promise.dispatchBy)) count('dispatchedLate');
    if (dispatched.every((fact) => fact.body.tracked)) count('tracked');
  }
  if (isReturned) count('returned');
  if (live.length > 0 && live.every((parcel) => parcel.delivered)) {
    count('promised');
    count(live.every((parcel) => (parcel.delivered as Fact).at <= promise.deliverBy) ? 'onTime' : 'late');
    return 'delivered';
  }
  if (live.some((parcel) => parcel.lost && !parcel.delivered)) {
    count('promised');
    count('lost');
    return 'lost';
  }
  if (cancelled.has(0) || (cancelled.size > 0 && live.length === 0)) {
    const whole = cancelled.get(0);
    const bySeller = (whole ? [whole] : [...cancelled.values()]).some((fact) => fact.body.bySeller);
    if (bySeller) count('promised');
    count(bySeller ? 'cancelledSeller' : 'cancelledOther');
    return 'cancelled';
  }
  return 'open';
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
