import type { ScorePolicy } from '../../policies/score-policy.js';
import { within, type Measure } from '../measure/measure.js';
import type { Window } from '../measure/window.js';

/**
 * Orders delivered on time, of those whose promise can be judged. Late, lost and seller-cancelled ones count
 * against (Amazon late shipment and cancellation rate, eBay late shipment rate). So do overdue ones: without an end
 * after `overdueAfter` periods. Otherwise a seller that never delivers, or never says so, would have a clean record.
 * An undelivered order has an end: it came back because of the buyer or the address, and nobody is to blame for it here.
 */
export function delivery(window: Window, policy: ScorePolicy['components']['delivery']): Measure {
  const overdue = window.unfinished(policy.overdueAfter, policy.halfLife);
  const open = window.unfinished(0, policy.halfLife);
  const counts = {
    orders: window.count('orders'),
    promised: window.count('promised'),
    onTime: window.count('onTime'),
    late: window.count('late'),
    lost: window.count('lost'),
    cancelledSeller: window.count('cancelledSeller'),
    undelivered: window.count('undelivered'),
    overdue: overdue.count,
    open: open.count - overdue.count,
  };
  const denominator = window.decayed('promised', policy.halfLife) + overdue.decayed;
  return {
    numerator: within(window.decayed('onTime', policy.halfLife), denominator),
    denominator,
    evidence: denominator,
    counts,
    merit: 'on_time_deliveries',
    faults: [
      { code: 'late_deliveries', count: counts.late },
      { code: 'overdue_orders', count: counts.overdue },
      { code: 'lost_orders', count: counts.lost },
      { code: 'seller_cancellations', count: counts.cancelledSeller },
    ],
    sampled: true,
  };
}
