import { dayOf } from '../../time.js';
import type { Count } from '../counters.js';
import { type Flags, type GroupDoc, type Variant, standingFacts, winners } from '../group.js';
import type { InspectionBody } from '../kinds/inspection.js';
import { type GroupRules, nothingBesides } from './group-rules.js';

/** One inspection of one body, however often it was stated. */
export function reduceInspection(
  doc: GroupDoc<InspectionBody>,
  variant: Variant,
): { counts: Count[]; flags: Flags } {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, variant, flags);
  const counts: Count[] = [];
  const inspection = winners(standing, () => 'inspection', flags).get('inspection');
  if (inspection !== undefined) {
    const day = dayOf(inspection.at);
    counts.push([day, 'inspections', 1]);
    if (inspection.body.passed) counts.push([day, 'inspectionsPassed', 1]);
  }
  return { counts, flags };
}

/** Not limited: an inspection is its issuer's own. */
export const inspections: GroupRules<'inspection', InspectionBody> = {
  isLimited: false,
  contribution: reduceInspection,
  flags: (doc) => reduceInspection(doc, { withoutContested: false }).flags,
  settle: nothingBesides,
};
