import type { Accreditation } from '../consortium/participant.js';
import type { CertificationEntry } from '../fold/aggregate.js';
import { daySeconds, parseTime } from '../time.js';
import type { CertifierState } from './certifiers.js';

/** Where a certificate stands at the end of a UTC day. Only a valid one counts. */
export type CertificateStanding =
  'valid' | 'suspended' | 'revoked' | 'not-yet-valid' | 'expired' | 'issuer-not-accredited';

/** A certificate, that is one number of one certifier, on a day. */
export interface StandingCertificate {
  /** In force; where none is, the next one to begin, or else the last one that ended. */
  readonly term: CertificationEntry;
  readonly standing: CertificateStanding;
  /** Its other terms, the newest first. */
  readonly others: readonly CertificationEntry[];
}

/**
 * Each certificate of an aggregate by its term in force on a day: of those that have begun and not ended the newest,
 * for a renewal takes the place of the term before it. All that speak of certificates ask this function.
 *
 * @param certifiers those whose certificates may count; a missing one's count for nothing. Any order
 * @param asOf start of the UTC day, seconds
 */
export function certificatesOn(
  entries: readonly CertificationEntry[],
  certifiers: readonly CertifierState[],
  asOf: number,
): StandingCertificate[] {
  const numbers = new Map<string, CertificationEntry[]>();
  for (const entry of entries) {
    const name = `${entry.issuer}/${entry.certificate}`;
    const known = numbers.get(name);
    if (known === undefined) numbers.set(name, [entry]);
    else known.push(entry);
  }
  return [...numbers.values()].map((terms) => {
    const [newest, ...older] = terms.sort((a, b) => b.validFrom - a.validFrom) as Terms;
    const open = [newest, ...older].filter(({ validUntil }) => validUntil > asOf);
    const inForce = open.find((term) => hasBegun(term, asOf));
    const term = inForce ?? open.at(-1) ?? newest;
    const standing = inForce ? standingInForce(inForce, certifiers, asOf) : notInForce(open);
    return { term, standing, others: terms.filter((other) => other !== term) };
  });
}

type Terms = [CertificationEntry, ...CertificationEntry[]];

/** A term counts from the day on which it was issued, whatever it says of the days before. */
const hasBegun = ({ issued, validFrom }: CertificationEntry, asOf: number): boolean =>
  Math.max(issued, validFrom) < asOf + daySeconds;

const notInForce = (open: readonly unknown[]): CertificateStanding =>
  open.length > 0 ? 'not-yet-valid' : 'expired';

/**
 * A certificate counts only while its issuer is active and accredited for its scheme: on its date of issue, when it
 * came to the ledger, and now. A body whose accreditation lapses, or whose registration ends, stops counting from then,
 * whatever it signed. The date of issue is the certifier's own word: alone, it would let a body that lost its
 * accreditation for a while issue certificates in that while and date them back. Intervals are [from, until).
 */
function standingInForce(
  term: CertificationEntry,
  certifiers: readonly CertifierState[],
  asOf: number,
): CertificateStanding {
  const end = asOf + daySeconds;
  const issuer = certifiers.find((certifier) => certifier.id === term.issuer);
  const accredited =
    issuer?.status === 'active' &&
    (parseTime(issuer.validUntil) ?? 0) > asOf &&
    covers(issuer.accreditation, term.scheme, term.issued, term.issued) &&
    covers(issuer.accreditation, term.scheme, term.stated, term.stated) &&
    covers(issuer.accreditation, term.scheme, asOf, end - 1);
  if (!accredited) return 'issuer-not-accredited';
  const past = term.status.filter((change) => change.at < end);
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
