import type { PublicAggregate } from '../fold/aggregate.js';
import type { ScorePolicy } from '../policies/score-policy.js';
import { daySeconds } from '../time.js';
import { longestWindow } from './measure/window.js';
import type { Corroboration } from './types.js';

/**
 * How much of what a platform says somebody else says, too. A platform alone can invent a seller's history: this tells
 * how far it could have.
 */
export function corroborationOf(
  { periods }: PublicAggregate,
  policy: ScorePolicy,
  asOf: number,
): Corroboration {
  const window = longestWindow(periods, asOf / daySeconds, policy);
  return {
    delivery: share(window.count('deliveredElsewhere'), window.count('onTime') + window.count('late')),
    payment: share(window.count('paidElsewhere'), window.count('paid')),
  };
}

const wholePpm = 1_000_000;

/** Parts per million, rounded down; exact up to 9 * 10^9 facts. */
function share(part: number, whole: number): number | null {
  if (whole === 0) return null;
  const parts = Math.min(part, whole) * wholePpm;
  return (parts - (parts % whole)) / whole;
}
