import { parseDocument } from '../canonical.js';
import { Refusal, type Defect } from '../errors.js';
import type { SchemaCheck } from '../schema-check.js';

/** Far above any real document; keeps a hostile one from costing memory. */
const charactersMax = 1024 * 1024;
/** Policies nest deeper than records do. */
export const depthMax = 16;

/** Throws one Refusal for all defects, if there are any. `prefix` goes before their pointers. */
export function refuseFor(defects: readonly Defect[], prefix = ''): void {
  const [first, ...rest] = defects.map((defect) => ({ ...defect, pointer: prefix + (defect.pointer ?? '') }));
  if (first) throw new Refusal([first, ...rest]);
}

/** Parses a governance document and applies its schema. Throws Refusal `document_schema`. */
export function readDocument<T>(text: string, check: SchemaCheck): T {
  if (text.length > charactersMax)
    throw new Refusal({ code: 'document_schema', reason: 'document is over 1 Mi characters' });

  const value = parseDocument(text, depthMax);
  refuseFor(check(value));
  return value as unknown as T;
}
