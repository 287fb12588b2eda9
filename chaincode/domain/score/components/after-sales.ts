import type { ScorePolicy } from '../../policies/score-policy.js';
import { oneFact } from '../measure/decay.js';
import { larger, within, type Measure } from '../measure/measure.js';
import type { Window } from '../measure/window.js';

/**
 * Orders without a case held against the seller (AliExpress dispute rate; eBay cases closed without seller
 * resolution). A case decided for the seller or withdrawn costs nothing, and its answer earns nothing; another one that
 * was answered costs less.
 */
export function afterSales(window: Window, policy: ScorePolicy['components']['after-sales']): Measure {
  const counts = {
    orders: window.count('orders'),
    casesOpened: window.count('casesOpened'),
    casesAnswered: window.count('casesAnswered'),
    casesAnsweredHeld: window.count('casesAnsweredHeld'),
    casesForBuyer: window.count('casesForBuyer'),
    casesForSeller: window.count('casesForSeller'),
  };
  const orders = window.decayed('orders', policy.halfLife);
  const opened = window.decayed('casesOpened', policy.halfLife);
  const held = larger(0n, opened - window.decayed('casesForSeller', policy.halfLife));
  const answered = within(window.decayed('casesAnsweredHeld', policy.halfLife), held);
  const cost = held - (answered * BigInt(policy.answeredCredit)) / oneFact;
  const denominator = larger(orders, cost);
  return {
    numerator: denominator - cost,
    denominator,
    evidence: denominator,
    counts,
    merit: 'few_cases',
    faults: [
      { code: 'cases_for_buyer', count: counts.casesForBuyer },
      {
        code: 'unanswered_cases',
        count: Math.max(0, counts.casesOpened - counts.casesForSeller - counts.casesAnsweredHeld),
      },
      {
        code: 'open_cases',
        count: Math.max(0, counts.casesOpened - counts.casesForBuyer - counts.casesForSeller),
      },
    ],
    sampled: true,
  };
}
