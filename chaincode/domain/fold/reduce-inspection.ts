import { dayOf } from '../time.js';
import type { Count } from './counters.js';
import { type Flags, type GroupDoc, type Variant, standingFacts, winners } from './group.js';

/** One inspection of one body, however often it was stated. */
export function reduceInspection(doc: GroupDoc, variant: Variant): { counts: Count[]; flags: Flags } {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, variant, flags);
  const counts: Count[] = [];
  const inspection = winners(standing, () => 'inspection', flags).get('inspection');
  if (inspection?.body.kind === 'inspection') {
    const day = dayOf(inspection.at);
    counts.push([day, 'inspections', 1]);
    if (inspection.body.passed) counts.push([day, 'inspectionsPassed', 1]);
  }
  return { counts, flags };
}
