import type { CertificationEntry } from '../../fold/aggregate.js';
import type { Accreditation } from '../../consortium/participant.js';
import type { ScorePolicy } from '../../policies/score-policy.js';
import { parseTime, daySeconds } from '../../time.js';
import { oneFact } from '../measure/decay.js';
import { within, type Measure } from '../measure/measure.js';

/** What the score needs to know of a certifier: proven from the map beside a badge. */
export interface CertifierState {
  readonly id: string;
  readonly status: 'active' | 'suspended' | 'ended';
  /** RFC 3339: the participant's own registration ends then. */
  readonly validUntil: string;
  readonly accreditation: readonly Accreditation[];
}

/** Where a certificate stands at the end of the UTC day that starts at `asOf` (seconds). */
export type CertificateStanding =
  'valid' | 'suspended' | 'revoked' | 'not-valid-then' | 'issuer-not-accredited';

/**
 * A certificate counts only while its issuer is active and accredited for its scheme: on its date of issue, when it
 * came to the ledger, and now. A body whose accreditation lapses, or whose registration ends, stops counting from then,
 * whatever it signed. The date of issue is the certifier's own word: alone, it would let a body that lost its
 * accreditation for a while issue certificates in that while and date them back. Intervals are [from, until).
 */
export function certificateStanding(
  entry: CertificationEntry,
  certifiers: readonly CertifierState[],
  asOf: number,
): CertificateStanding {
  const end = asOf + daySeconds;
  const issuer = certifiers.find((certifier) => certifier.id === entry.issuer);
  const accredited =
    issuer?.status === 'active' &&
    (parseTime(issuer.validUntil) ?? 0) > asOf &&
    covers(issuer.accreditation, entry.scheme, entry.issued, entry.issued) &&
    covers(issuer.accreditation, entry.scheme, entry.stated, entry.stated) &&
    covers(issuer.accreditation, entry.scheme, asOf, end - 1);
  if (!accredited) return 'issuer-not-accredited';
  if (entry.issued >= end || entry.validFrom >= end || entry.validUntil <= asOf) return 'not-valid-then';
  const past = entry.status.filter((change) => change.at < end);
  // Revocation is for good (W3C Bitstring Status List, section 2.2): a later reinstatement does not undo it.
  if (past.some((change) => change.status === 'revoked')) return 'revoked';
  return past.at(-1)?.status === 'suspended' ? 'suspended' : 'valid';
}

/** Whether an accreditation for the scheme holds at some time of [from, to] (seconds). */
function covers(accreditation: readonly Accreditation[], scheme: string, from: number, to: number): boolean {
  return accreditation.some((one) => {
    const start = parseTime(one.from);
    const until = parseTime(one.until);
    if (start === undefined || until === undefined) return false;
    return one.schemes.includes(scheme) && start <= to && until > from;
  });
}

/**
 * Half of the rate is given; valid certificates fill the other half, withdrawn ones take from it. So a seller
 * without certificates stands at the middle, a valid certificate never lowers and a withdrawn one never raises.
 * A scheme counts once, with its best level: ten certificates of one scheme are not ten proofs.
 */
export function certification(
  entries: readonly CertificationEntry[],
  policy: ScorePolicy['components']['certification'],
  certifiers: readonly CertifierState[],
  asOf: number,
  fromDay: number,
): Measure {
  const best = new Map<string, number>();
  const against = new Set<string>();
  let valid = 0;
  for (const entry of entries) {
    const standing = certificateStanding(entry, certifiers, asOf);
    if (standing === 'valid') {
      valid += 1;
      const credit = policy.levels[entry.assessmentLevel as keyof typeof policy.levels] ?? 0;
      best.set(entry.scheme, Math.max(credit, best.get(entry.scheme) ?? 0));
    } else if (
      (standing === 'suspended' || standing === 'revoked') &&
      decidedAgainst(entry, policy.against, fromDay * daySeconds, asOf + daySeconds)
    ) {
      against.add(`${entry.issuer}/${entry.certificate}`);
    }
  }
  const target = BigInt(policy.target) * oneFact;
  let credits = 0n;
  for (const credit of best.values()) credits += BigInt(credit);
  const denominator = 2n * target;
  return {
    numerator: within(target + within(credits, target) - BigInt(against.size) * oneFact, denominator),
    denominator,
    evidence: denominator,
    counts: { valid, schemes: best.size, withdrawn: against.size },
    merit: 'valid_certificates',
    faults: [{ code: 'withdrawn_certificates', count: against.size }],
    sampled: false,
  };
}

/** Whether the change in force, within [from, end), has a reason that is the seller's own doing. */
function decidedAgainst(
  entry: CertificationEntry,
  reasons: readonly string[],
  from: number,
  end: number,
): boolean {
  const past = entry.status.filter((change) => change.at < end);
  const deciding = past.find((change) => change.status === 'revoked') ?? past.at(-1);
  return deciding !== undefined && deciding.at >= from && reasons.includes(deciding.reason);
}
