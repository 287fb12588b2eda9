import type { CertifierState } from '../../certificates/certifiers.js';
import { certificatesOn } from '../../certificates/standing.js';
import type { CertificationEntry } from '../../fold/aggregate.js';
import type { ScorePolicy } from '../../policies/score-policy.js';
import { daySeconds } from '../../time.js';
import { oneFact } from '../measure/decay.js';
import { within, type Measure } from '../measure/measure.js';

/**
 * Half of the rate is given; valid certificates fill the other half, withdrawn ones take from it. So a seller
 * without certificates stands at the middle, a valid certificate never lowers and a withdrawn one never raises.
 * A certificate counts once, by its term in force, and a scheme once, with its best level: ten certificates of one
 * scheme are not ten proofs.
 */
export function certification(
  entries: readonly CertificationEntry[],
  policy: ScorePolicy['components']['certification'],
  certifiers: readonly CertifierState[],
  asOf: number,
  fromDay: number,
): Measure {
  const best = new Map<string, number>();
  let valid = 0;
  let withdrawn = 0;
  for (const { standing, term } of certificatesOn(entries, certifiers, asOf)) {
    if (standing === 'valid') {
      valid += 1;
      const credit = policy.levels[term.assessmentLevel as keyof typeof policy.levels] ?? 0;
      best.set(term.scheme, Math.max(credit, best.get(term.scheme) ?? 0));
    } else if (
      (standing === 'suspended' || standing === 'revoked') &&
      decidedAgainst(term, policy.against, fromDay * daySeconds, asOf + daySeconds)
    ) {
      withdrawn += 1;
    }
  }
  const target = BigInt(policy.target) * oneFact;
  let credits = 0n;
  for (const credit of best.values()) credits += BigInt(credit);
  const denominator = 2n * target;
  return {
    numerator: within(target + within(credits, target) - BigInt(withdrawn) * oneFact, denominator),
    denominator,
    evidence: denominator,
    counts: { valid, schemes: best.size, withdrawn },
    merit: 'valid_certificates',
    faults: [{ code: 'withdrawn_certificates', count: withdrawn }],
    sampled: false,
  };
}

/** Whether the change in force, within [from, end), has a reason that is the seller's own doing. */
function decidedAgainst(
  { status }: CertificationEntry,
  reasons: readonly string[],
  from: number,
  end: number,
): boolean {
  const past = status.filter((change) => change.at < end);
  const deciding = past.find((change) => change.status === 'revoked') ?? past.at(-1);
  return deciding !== undefined && deciding.at >= from && reasons.includes(deciding.reason);
}
