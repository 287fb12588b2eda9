import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { combineEntries } from '../maps/combine.js';
import { headingOf } from '../maps/place.js';
import type { Reading } from '../maps/record-map.js';
import { recordOf, type Resolver } from '../maps/resolve.js';
import type { TableFinding } from '../tables/findings.js';
import type { Staged, StagedEntry } from './entry-staging.js';

export interface PlacedFinding {
  /** As in `StagedEntry`. */
  readonly source: number;
  readonly finding: TableFinding;
}

/** The record that all rows of an identity make, or what is wrong with them, by row and heading. */
export function builtOf(
  { entries, record }: Staged,
  reading: Reading,
  resolver: Resolver,
): { readonly record: FactRecord } | { readonly findings: readonly PlacedFinding[] } {
  const cells = entries.map(({ row, values }) => ({ record, key: [], row, values }));
  const built = recordOf(record, combineEntries(record, cells), reading, resolver);
  if ('record' in built) return built;
  return {
    findings: built.findings.map(({ column, reason }) => {
      const says = ({ values }: StagedEntry): boolean => column !== undefined && values.has(column);
      const { row, source } = entries.find(says) ?? entries[0];
      return { source, finding: { row, column: headingOf(record, column), reason } };
    }),
  };
}
