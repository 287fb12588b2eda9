/**
 * Integer counters of one 28-day UTC period (period = floor(day / 28), day = days since 1970-01-01).
 * Sparse: a counter that is zero is left out, a period without counters too, so that equal facts give equal bytes.
 * Orders are dated by the order's `at`, reviews, cases, inspections and events of payments by their own `at`.
 */
export const counterNames = [
  'orders', // orders stated
  'promised', // orders whose promised delivery date can be judged: delivered, lost, or cancelled by the seller
  'onTime', // of those: delivered at or before deliverBy
  'late', // delivered after deliverBy
  'lost',
  'cancelledSeller', // cancelled by the seller before dispatch or delivery
  'cancelledOther',
  'returned',
  'dispatched', // orders with a dispatch fact
  'dispatchedLate', // dispatched after dispatchBy
  'tracked', // dispatched with valid tracking
  'reviews', // counted reviews: one per reviewer and period (repeats collapse to their rounded mean)
  'ratingSum', // sum of `rating.item` over `reviews`
  'rating1',
  'rating2',
  'rating3',
  'rating4',
  'rating5',
  'serviceCount',
  'serviceSum',
  'deliveryCount',
  'deliverySum',
  'casesOpened',
  'casesForBuyer', // resolved for the buyer or shared, last step counts
  'casesProduct', // of casesForBuyer: those about the product (opened as not-as-described, counterfeit or damaged)
  'casesForSeller', // resolved for the seller or withdrawn
  'casesAnswered', // with a response of the seller
  'inspections',
  'inspectionsPassed',
  'paid', // orders with a settled payment
  'chargebacks', // orders with a chargeback that is not reversed
  'frauds', // orders with confirmed fraud
  'refunds', // orders with a refund
  'undelivered', // orders that came back before delivery for no reason of the seller's; not in promised
  'casesAnsweredHeld', // of casesAnswered: those not decided for the seller
  'defective', // orders with an item rating of 1 or 2, a case decided for the buyer, or a chargeback not reversed; cases without an order
  'unresolved', // orders, or cases without one, decided for the buyer without an answer of the seller or a refund
  'deliveredElsewhere', // of onTime and late: every delivery stated by a carrier of another organisation than the order's
  'paidElsewhere', // of paid: a payment stated by another organisation than the order's
  'settledEvents', // payments settled; this and the next three are dated by the payment's own `at`
  'chargebackEvents',
  'reversedEvents',
  'fraudEvents',
] as const;
export type CounterName = (typeof counterNames)[number];
export type Counters = { readonly [N in CounterName]?: number };

export interface Periods {
  /** The 15 periods that end at the seller's newest stated `at`, ascending; empty ones left out. */
  readonly recent: readonly { readonly period: number; readonly counters: Counters }[];
  /** All older periods together. */
  readonly lifetime: Counters;
}

/** One term of a certificate: a renewal under the same number is an entry of its own. */
export interface CertificationEntry {
  /** Record id of the certification. */
  readonly record: string;
  readonly certificate: string;
  readonly issuer: string;
  /** The certificate's place in status lists: how many were heard of before it. The same for all its terms. */
  readonly number: number;
  readonly subject: 'product' | 'facility' | 'organisation' | 'ip-right';
  readonly right?: string;
  readonly scheme: string;
  readonly jurisdictions: readonly string[];
  readonly assessmentLevel: string;
  /** Issue time (`at`), seconds since the epoch. */
  readonly issued: number;
  /** Time of the transaction that brought it, or the correction that put it in place. */
  readonly stated: number;
  readonly validFrom: number;
  readonly validUntil: number;
  /** Changes of the certificate's status from its issue on, in order of (`at`, ledger position). */
  readonly status: readonly {
    readonly at: number;
    readonly status: 'suspended' | 'reinstated' | 'revoked';
    readonly reason: string;
  }[];
}

/** The part of a seller's aggregate that anyone may read, and all that the headline score needs. */
export interface PublicAggregate {
  readonly v: 1;
  readonly seller: string;
  /** Its place in status lists: how many sellers the ledger heard of before it. */
  readonly number: number;
  /** Completeness: h0 = 32 zero bytes, h = SHA-256(0x02 || h || record id); `head` in lower-case hex. */
  readonly records: { readonly count: number; readonly head: string };
  /** UTC day of the seller's newest stated `at`, corrected facts included. */
  readonly newestDay: number;
  /** UTC day of the oldest order that counts; `newestDay` where none does. */
  readonly firstDay: number;
  readonly country?: string;
  readonly level?: string;
  /** A company's trading name, for everyone to read. */
  readonly tradingName?: string;
  /** A sole trader, whose name is never shown. */
  readonly natural?: true;
  readonly shopDomains: readonly string[];
  /** Seller ids whose joins are complete (sameAs), sorted. */
  readonly joined: readonly string[];
  /** Seller ids that share a public register entry, sorted. */
  readonly linked: readonly string[];
  /** Sorted by issuer, certificate and `validFrom`. */
  readonly certifications: readonly CertificationEntry[];
  /** Ids `<issuer>/<case>` of open cases, sorted. */
  readonly openCases: readonly string[];
  readonly periods: Periods;
  /** The same without the facts that open cases contest; present only where it differs. */
  readonly uncontested?: Periods;
}

/** UTC-day buckets of the newest 400 days, for lenses and alerts. */
export interface DetailAggregate {
  readonly v: 1;
  readonly days: readonly { readonly day: number; readonly counters: Counters }[];
}

export interface Aggregate {
  readonly public: PublicAggregate;
  readonly detail: DetailAggregate;
}

/** Where a fact stands on the ledger. Compared member by member, in this order. */
export interface Position {
  readonly block: number;
  readonly tx: number;
  readonly batch: number;
  readonly line: number;
}
