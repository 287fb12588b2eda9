import { parseDocument, type JsonObject } from '../canonical.js';
import { Refusal, type Defect } from '../errors.js';

/** Far above any real document; keeps a hostile one from costing memory. */
const charactersMax = 1024 * 1024;
/** Policies nest deeper than records do. */
export const depthMax = 16;

/** Throws one Refusal for all defects, if there are any. `prefix` goes before their pointers. */
export function refuseFor(defects: readonly Defect[], prefix = ''): void {
  const [first, ...rest] = defects.map((defect) => ({ ...defect, pointer: prefix + (defect.pointer ?? '') }));
  if (first) throw new Refusal([first, ...rest]);
}

/** Parses a governance document; nothing is said of its schema. Throws Refusal `document_schema`. */
export function parseGovernanceDocument(text: string): JsonObject {
  if (text.length > charactersMax)
    throw new Refusal({ code: 'document_schema', reason: 'document is over 1 Mi characters' });

  return parseDocument(text, depthMax);
}
