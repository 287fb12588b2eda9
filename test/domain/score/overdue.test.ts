import { expect } from 'chai';
import type { Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { aggregateOf, asOf, established, flawless, policy } from './fixtures.js';

/** 40 delivered orders in the newest period, and 40 that nobody ended, `age` periods ago. */
function deliveryWithOpenOrders(age: number) {
  const counters: Counters[] = Array.from({ length: age + 1 }, () => ({}));
  counters[0] = flawless(40);
  counters[age] = { ...counters[age], orders: (counters[age]?.orders ?? 0) + 40 };
  const result = score(aggregateOf(established(counters)), policy, asOf, []);
  const delivery = result.components.find(({ name }) => name === 'delivery');
  if (!delivery) throw new Error('component missing');
  return { delivery, reasons: result.reasons.map(({ code }) => code) };
}

describe('orders without an end', () => {
  it('are not judged while they are young', () => {
    const { delivery } = deliveryWithOpenOrders(2);
    expect(delivery.rate).to.equal(1_000_000);
    expect(delivery.counts).to.include({ open: 40, overdue: 0 });
  });

  it('count as not delivered from the third period on, so that silence is no clean record', () => {
    const { delivery, reasons } = deliveryWithOpenOrders(3);
    expect(delivery.rate).to.be.lessThan(600_000);
    expect(delivery.counts).to.include({ open: 0, overdue: 40 });
    expect(reasons).to.include('overdue_orders');
  });

  it('have one once they were sent back undelivered: they are neither late nor overdue', () => {
    // 40 orders of half a year ago: 30 delivered in time, 10 refused by their buyers.
    const half = { orders: 40, promised: 30, onTime: 30, undelivered: 10 };
    const counters: Counters[] = Array.from({ length: 7 }, () => ({}));
    counters[6] = half;
    const { components } = score(aggregateOf(counters), policy, asOf, []);
    const delivery = components.find(({ name }) => name === 'delivery');
    expect(delivery?.rate).to.equal(1_000_000);
    expect(delivery?.counts).to.include({ open: 0, overdue: 0, undelivered: 10 });
  });
});
