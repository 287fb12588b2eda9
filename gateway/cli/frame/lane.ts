import { groupOf } from '../../../chaincode/domain/fold/fact-of.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';

/** What the fold judges together goes in order; a correction with others of the same record. */
export function laneOf(record: FactRecord, issuer: string): string {
  const group = groupOf(record, issuer);
  if (group !== undefined) return group.key;
  return record.kind === 'correction' ? record.target : record.seller;
}
