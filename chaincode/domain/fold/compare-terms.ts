import type { CertificationEntry } from './aggregate.js';
import { compareText } from './state.js';

/** The order of an aggregate's certifications: terms of one certificate stand together, the oldest first. */
export function compareTerms(a: CertificationEntry, b: CertificationEntry): number {
  return (
    compareText(a.issuer, b.issuer) || compareText(a.certificate, b.certificate) || a.validFrom - b.validFrom
  );
}
