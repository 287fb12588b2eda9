import type { Counters, PublicAggregate } from '../../../../chaincode/domain/fold/aggregate.js';
import { dayOf, daySeconds, periodDays, periodOf } from '../../../../chaincode/domain/time.js';
import type { ScorePolicy } from '../../../../chaincode/domain/policies/score-policy.js';
import { score } from '../../../../chaincode/domain/score/score.js';
import type { ScoreResult } from '../../../../chaincode/domain/score/types.js';

/** What happened in each period of the example, the newest first. */
const periods: readonly Counters[] = [
  month({ orders: 60, late: 2, reviews: 12, ratingSum: 54 }),
  month({
    orders: 72,
    late: 3,
    reviews: 15,
    ratingSum: 66,
    casesOpened: 1,
    casesForBuyer: 1,
    casesProduct: 1,
  }),
  month({ orders: 55, late: 1, reviews: 11, ratingSum: 50 }),
  month({ orders: 64, late: 4, reviews: 13, ratingSum: 56, chargebacks: 1 }),
  month({
    orders: 70,
    late: 2,
    reviews: 14,
    ratingSum: 63,
    casesOpened: 1,
    casesAnswered: 1,
    casesForSeller: 1,
  }),
  month({ orders: 48, late: 2, reviews: 9, ratingSum: 40 }),
];

function month({
  late,
  orders,
  ...rest
}: { readonly late: number; readonly orders: number } & Counters): Counters {
  return { orders, promised: orders, onTime: orders - late, late, paid: orders, ...rest };
}

export const exampleDays = periods.length * periodDays;

/**
 * A made-up seller, scored by the rules in force: the page can say nothing else than what the rules make of it.
 *
 * @param now seconds since the epoch
 */
export function exampleScore(policy: ScorePolicy, now: number): ScoreResult {
  const today = dayOf(now);
  const newest = periodOf(today);
  const recent = periods.map((counters, age) => ({ period: newest - age, counters })).reverse();
  const seller: PublicAggregate = {
    v: 1,
    seller: 'example',
    number: 0,
    records: { count: 0, head: '' },
    newestDay: today,
    firstDay: (newest - periods.length + 1) * periodDays,
    shopDomains: [],
    joined: [],
    linked: [],
    certifications: [],
    openCases: [],
    periods: { recent, lifetime: {} },
  };
  return score(seller, policy, today * daySeconds, []);
}
