import type { ScorePolicy } from '../../policies/score-policy.js';
import { larger, within, type Measure } from '../measure/measure.js';
import type { Window } from '../measure/window.js';

/**
 * Delivered orders without a product case decided for the buyer (Amazon order defect rate, eBay defects), and
 * inspected lots that passed (ISO 2859-1); a lot weighs as many orders as the policy says. Returns are shown
 * and not counted: sending goods back is a buyer's right, not a defect.
 */
export function quality(window: Window, policy: ScorePolicy['components']['quality']): Measure {
  const counts = {
    delivered: window.count('onTime') + window.count('late'),
    productCases: window.count('casesProduct'),
    inspections: window.count('inspections'),
    inspectionsPassed: window.count('inspectionsPassed'),
    returned: window.count('returned'),
  };
  const decayed = (name: Parameters<Window['count']>[0]) => window.decayed(name, policy.halfLife);
  const lots = BigInt(policy.inspectionWeight);
  const defects =
    decayed('casesProduct') + lots * larger(0n, decayed('inspections') - decayed('inspectionsPassed'));
  const trials = decayed('onTime') + decayed('late') + lots * decayed('inspections');
  const denominator = larger(trials, defects);
  return {
    numerator: within(denominator - defects, denominator),
    denominator,
    evidence: denominator,
    counts,
    merit: 'sound_products',
    faults: [
      { code: 'product_cases', count: counts.productCases },
      {
        code: 'failed_inspections',
        count: policy.inspectionWeight * Math.max(0, counts.inspections - counts.inspectionsPassed),
      },
    ],
    sampled: true,
  };
}
