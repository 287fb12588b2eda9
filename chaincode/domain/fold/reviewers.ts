import { periodOf } from '../time.js';
import type { Count } from './counters.js';
import type { Rating } from './kinds/order-tally.js';
import { type FoldState, keys, load, save } from './state.js';

/** A review that counts, before the reviews of one reviewer and period collapse into one. */
export interface CountedReview {
  readonly reviewer: string;
  readonly day: number;
  readonly rating: Rating;
}

/**
 * Sums over the counted reviews of one reviewer in one period: [reviews, days, item, services, service,
 * deliveries, delivery]. Sums, not a list: adding and taking away need no order, and a flood of reviews by one
 * buyer makes the document no longer.
 */
type Sums = readonly [number, number, number, number, number, number, number];

interface ReviewerDoc {
  readonly all: Sums;
  /** Those of `all` that open cases contest. */
  readonly contested?: Sums;
}

const none: Sums = [0, 0, 0, 0, 0, 0, 0];
const isNone = (sums: Sums): boolean => sums.every((value) => value === 0);

type Emit = (seller: string, part: 'all' | 'contested', counts: readonly Count[], sign: 1 | -1) => void;

function plusSums(a: Sums, b: Sums, sign: 1 | -1): Sums {
  return a.map((value, i) => value + sign * (b[i] as number)) as unknown as Sums;
}

/** Mean, rounded half up, in integers. */
function mean(sum: number, n: number): number {
  return Math.floor((2 * sum + n) / (2 * n));
}

/** However often a buyer reviews a seller in a period, it counts as one review: their mean, on their mean day. */
function collapse(sums: Sums): Count[] {
  const [n, days, items, services, service, deliveries, delivery] = sums;
  if (n === 0) return [];
  const day = Math.floor(days / n);
  const rating = mean(items, n) as 1 | 2 | 3 | 4 | 5;
  const counts: Count[] = [
    [day, 'reviews', 1],
    [day, 'ratingSum', rating],
    [day, `rating${rating}`, 1],
  ];
  if (services > 0) counts.push([day, 'serviceCount', 1], [day, 'serviceSum', mean(service, services)]);
  if (deliveries > 0)
    counts.push([day, 'deliveryCount', 1], [day, 'deliverySum', mean(delivery, deliveries)]);
  return counts;
}

interface Change {
  readonly seller: string;
  all: Sums;
  contested: Sums;
}

/** Gathers reviews that begin or cease to count, then applies them to the reviewers' documents at once. */
export class ReviewChanges {
  readonly #changes = new Map<string, Change>();

  add(seller: string, review: CountedReview, part: 'all' | 'contested', sign: 1 | -1): void {
    const key = keys.reviewer(seller, review.reviewer, periodOf(review.day));
    let change = this.#changes.get(key);
    if (change === undefined) this.#changes.set(key, (change = { seller, all: none, contested: none }));
    const [item, service, delivery] = review.rating;
    const one: Sums = [1, review.day, item, service && 1, service, delivery && 1, delivery];
    change[part] = plusSums(change[part], one, sign);
  }

  /** Calls `emit` with every change of the sellers' counts, in the whole and in its contested part. */
  apply(state: FoldState, emit: Emit): void {
    for (const [key, change] of this.#changes) {
      const before = load<ReviewerDoc>(state, key) ?? { all: none };
      const contestedBefore = before.contested ?? none;
      const all = plusSums(before.all, change.all, 1);
      const contested = plusSums(contestedBefore, change.contested, 1);
      emitParts(change.seller, before.all, contestedBefore, -1, emit);
      emitParts(change.seller, all, contested, 1, emit);
      if (isNone(all) && isNone(contested)) state.delete(key);
      else save(state, key, { all, ...(isNone(contested) ? {} : { contested }) });
    }
    this.#changes.clear();
  }
}

/** The contested part is what leaving the contested reviews out would take away. */
function emitParts(seller: string, all: Sums, contested: Sums, sign: 1 | -1, emit: Emit): void {
  const whole = collapse(all);
  emit(seller, 'all', whole, sign);
  if (isNone(contested)) return;
  emit(seller, 'contested', whole, sign);
  emit(seller, 'contested', collapse(plusSums(all, contested, -1)), sign === 1 ? -1 : 1);
}
