import type { ScorePolicy } from '../../policies/score-policy.js';
import { within, type Measure } from '../measure.js';
import type { Window } from '../window.js';

/**
 * Orders delivered on time, of those whose promise can be judged. Late, lost and seller-cancelled ones count
 * against (Amazon late shipment and cancellation rate, eBay late shipment rate). Orders without a stated end
 * are shown as `open` and not judged.
 */
export function delivery(window: Window, policy: ScorePolicy['components']['delivery']): Measure {
  const counts = {
    orders: window.count('orders'),
    promised: window.count('promised'),
    onTime: window.count('onTime'),
    late: window.count('late'),
    lost: window.count('lost'),
    cancelledSeller: window.count('cancelledSeller'),
    open: Math.max(0, window.count('orders') - window.count('promised') - window.count('cancelledOther')),
  };
  const denominator = window.decayed('promised', policy.halfLife);
  return {
    numerator: within(window.decayed('onTime', policy.halfLife), denominator),
    denominator,
    evidence: denominator,
    counts,
    merit: 'on_time_deliveries',
    faults: [
      { code: 'late_deliveries', count: counts.late },
      { code: 'lost_orders', count: counts.lost },
      { code: 'seller_cancellations', count: counts.cancelledSeller },
    ],
    sampled: true,
  };
}
