import { dayOf } from '../time.js';
import type { CounterName } from './aggregate.js';
import type { Count } from './counters.js';
import type { Fact, FactBody } from './fact.js';
import { type Flags, type GroupDoc, type Variant, standingFacts, winners } from './group.js';

type Body<K extends FactBody['kind']> = Extract<FactBody, { kind: K }>;

/** A review that counts, before the reviews of one reviewer and period collapse into one. */
export interface CountedReview {
  readonly reviewer: string;
  readonly day: number;
  readonly rating: readonly [item: number, service: number, delivery: number];
}

export interface ReducedOrder {
  readonly counts: readonly Count[];
  readonly reviews: readonly CountedReview[];
  readonly flags: Flags;
  /** Participants that may state facts about the order, sorted. */
  readonly parties: readonly string[];
}

/**
 * What one order contributes, from its facts alone: never from when or in which order they became known.
 * The seller's aggregate changes by the new contribution less the old one, so late facts join, and
 * corrections undo, by the same way.
 */
export function reduceOrder(doc: GroupDoc, variant: Variant): ReducedOrder {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, variant, flags);
  const statements = standing.filter((fact) => fact.body.kind === 'order');
  const order = winners(statements, () => 'order', flags).get('order');
  if (order === undefined) {
    for (const fact of standing) flags.set(fact.id, { because: 'order_missing' });
    return { counts: [], reviews: [], flags, parties: [] };
  }
  const parties = partiesOf(statements, standing);
  const joined = standing.filter((fact) => {
    if (fact.body.kind === 'order') return false;
    if (parties.has(fact.issuer)) return true;
    // Or any participant could write an order's history: a rival's carrier its delay, a stranger its review.
    flags.set(fact.id, { because: 'not_a_party' });
    return false;
  });
  const won = [...winners(joined, conflictGroup, flags).values()];
  const counts: Count[] = [];
  const day = dayOf(order.at);
  const count = (tally: CounterName) => counts.push([day, tally, 1]);
  count('orders');
  const outcome = countFulfilment(order, won, count);
  countPayments(won, count);
  const reviews = won
    .filter((fact) => isReviewDue(fact, order, outcome, flags))
    .map((fact) => {
      const { reviewer, rating } = fact.body as Body<'review'>;
      return { reviewer, day: dayOf(fact.at), rating };
    });
  return { counts, reviews, flags, parties: [...parties].sort() };
}

/** Who stated the order, and whom they named in it or when they dispatched it. */
function partiesOf(statements: readonly Fact[], standing: readonly Fact[]): Set<string> {
  const staters = new Set(statements.map((fact) => fact.issuer));
  const parties = new Set(staters);
  for (const { body, issuer } of standing) {
    const names = body.kind === 'order' || (body.kind === 'fulfilment' && body.event === 'dispatched');
    if (names && staters.has(issuer)) for (const party of body.parties) parties.add(party);
  }
  return parties;
}

function conflictGroup({ body }: Fact): string {
  switch (body.kind) {
    case 'fulfilment':
      return `fulfilment/${body.parcel}/${body.event}`;
    case 'payment':
      return `payment/${body.token}/${body.event}`;
    case 'trace':
      return `trace/${body.parcel}/${body.event}`;
    case 'review':
      return `review/${body.reviewer}`;
    default:
      throw new Error(`a fact of kind ${body.kind} lies in an order`);
  }
}

type Outcome = 'open' | 'delivered' | 'lost' | 'cancelled';

interface Parcel {
  dispatched?: Fact;
  delivered?: Fact;
  lost?: Fact;
}

/**
 * Counts what became of the order. It is delivered once every parcel is, on time if the last one was; a parcel
 * that turns up after it was reported lost is delivered; delivery and loss tell more than a cancellation.
 */
function countFulfilment(order: Fact, won: readonly Fact[], count: (tally: CounterName) => void): Outcome {
  const promise = order.body as Body<'order'>;
  const parcels = new Map<number, Parcel>();
  const cancelled = new Map<number, Fact>();
  let returned = false;
  for (const fact of won) {
    if (fact.body.kind !== 'fulfilment') continue;
    const { event, parcel } = fact.body;
    if (event === 'returned') returned = true;
    else if (event === 'cancelled') cancelled.set(parcel, fact);
    else {
      const known = parcels.get(parcel) ?? {};
      known[event] = fact;
      parcels.set(parcel, known);
    }
  }
  const live = [...parcels]
    .filter(([n, p]) => p.delivered !== undefined || !cancelled.has(n))
    .map(([, parcel]) => parcel);
  const dispatched = live.flatMap((parcel) => parcel.dispatched ?? []);
  if (dispatched.length > 0) {
    count('dispatched');
    if (dispatched.some((fact) => fact.at > promise.dispatchBy)) count('dispatchedLate');
    if (dispatched.every((fact) => (fact.body as Body<'fulfilment'>).tracked)) count('tracked');
  }
  if (returned) count('returned');
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
    const bySeller = (whole ? [whole] : [...cancelled.values()]).some(
      (fact) => (fact.body as Body<'fulfilment'>).bySeller,
    );
    if (bySeller) count('promised');
    count(bySeller ? 'cancelledSeller' : 'cancelledOther');
    return 'cancelled';
  }
  return 'open';
}

const paymentCounters: Readonly<Record<string, CounterName | undefined>> = {
  settled: 'paid',
  chargeback: 'chargebacks',
  'fraud-confirmed': 'frauds',
  refunded: 'refunds',
};

/** An order counts once however many payments or instalments it took. */
function countPayments(won: readonly Fact[], count: (tally: CounterName) => void): void {
  const seen = new Set<CounterName>();
  for (const { body } of won) {
    const tally = body.kind === 'payment' ? paymentCounters[body.event] : undefined;
    if (tally !== undefined) seen.add(tally);
  }
  for (const tally of seen) count(tally);
}

/** A review of what has not happened yet is a guess or an attack: it waits until there is something to review. */
function isReviewDue(fact: Fact, order: Fact, outcome: Outcome, flags: Flags): boolean {
  if (fact.body.kind !== 'review') return false;
  const settled = outcome === 'delivered' || outcome === 'cancelled';
  if (settled || fact.at > (order.body as Body<'order'>).deliverBy) return true;
  flags.set(fact.id, { because: 'review_too_early' });
  return false;
}
