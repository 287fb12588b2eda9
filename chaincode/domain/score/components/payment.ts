import type { ScorePolicy } from '../../policies/score-policy.js';
import { larger, type Measure } from '../measure/measure.js';
import type { Window } from '../measure/window.js';

/**
 * Paid orders without a chargeback or confirmed fraud. Both are counted, as in Visa VAMP: (TC40 + TC15) / TC05
 * by number. Refunds are shown and not counted: giving money back is not a fault.
 */
export function payment(window: Window, policy: ScorePolicy['components']['payment']): Measure {
  const counts = {
    paid: window.count('paid'),
    chargebacks: window.count('chargebacks'),
    frauds: window.count('frauds'),
    refunds: window.count('refunds'),
  };
  const paid = window.decayed('paid', policy.halfLife);
  const bad = window.decayed('chargebacks', policy.halfLife) + window.decayed('frauds', policy.halfLife);
  const denominator = larger(paid, bad);
  return {
    numerator: denominator - bad,
    denominator,
    evidence: denominator,
    counts,
    merit: 'clean_payments',
    faults: [
      { code: 'chargebacks', count: counts.chargebacks },
      { code: 'confirmed_frauds', count: counts.frauds },
    ],
    sampled: true,
  };
}
