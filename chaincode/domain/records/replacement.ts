import type { Correction, FactRecord } from './index.js';

/**
 * The record that a correction puts in its target's place; undefined where it only takes back. `recordDefects` has
 * applied the schema of its kind to it.
 */
export function replacementOf({ replacement }: Correction): FactRecord | undefined {
  return replacement as unknown as FactRecord | undefined;
}
