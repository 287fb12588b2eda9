import { expect } from 'chai';
import type { Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import { aggregateOf, asOf, flawless, policy } from './fixtures.js';

/** 40 delivered orders in the newest period, and 40 that nobody ended, `age` periods ago. */
function deliveryWithOpenOrders(age: number) {
  const counters: Counters[] = Array.from({ length: age + 1 }, () => ({}));
  counters[0] = flawless(40);
  counters[age] = { ...counters[age], orders: (counters[age]?.orders ?? 0) + 40 };
  const result = score(aggregateOf(counters), policy, asOf, []);
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
});
