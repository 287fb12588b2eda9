import { groupOf } from '../../../../../chaincode/domain/fold/fact-of.js';
import type { FactRecord } from '../../../../../chaincode/domain/records/index.js';
import type { CsvRow } from '../../../maps/rows.js';

/**
 * Rows in lanes: those about the same thing share one, in the order of the file. The ledger takes what is sent side by side in any
 * order, and which of two facts counts, or which status is the last, may hang on it.
 */
export function inLanes(rows: readonly CsvRow[], issuer: string): readonly (readonly CsvRow[])[] {
  const lanes = new Map<string, CsvRow[]>();
  for (const row of rows) {
    const name = laneOf(row.record, issuer);
    const lane = lanes.get(name);
    if (lane === undefined) lanes.set(name, [row]);
    else lane.push(row);
  }
  return [...lanes.values()];
}

/** What the fold judges together goes in order; a correction with others of the same record. */
export function laneOf(record: FactRecord, issuer: string): string {
  const group = groupOf(record, issuer);
  if (group !== undefined) return group.key;
  return record.kind === 'correction' ? record.target : record.seller;
}
