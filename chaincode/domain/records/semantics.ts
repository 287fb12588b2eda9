import type { Defect } from '../errors.js';
import { Findings, isAfter } from './findings.js';
import { recordDefinitions, type FactRecord, type RecordKind, type RecordOf } from './index.js';

type Check<K extends RecordKind> = (record: RecordOf<K>, findings: Findings) => void;
const definitions: { readonly [K in RecordKind]: { readonly check: Check<K> } } = recordDefinitions;

function checkKind<K extends RecordKind>(kind: K, record: RecordOf<K>, findings: Findings): void {
  definitions[kind].check(record, findings);
}

const none: readonly Defect[] = [];
const epoch = '1970-01-01T00:00:00Z';

/** What a schema cannot say of a record that fits its schema: real dates, code tables, members that belong together. */
export function semanticDefects(record: FactRecord): readonly Defect[] {
  const findings = new Findings();
  findings.time(record.at, '/at');
  // Day and period numbers of the fold are not negative.
  findings.refuseIf(isAfter(epoch, record.at), '/at', 'before 1970');
  if (record.kind !== 'correction') findings.country(record.jurisdiction, '/jurisdiction');
  checkKind(record.kind, record, findings);
  return findings.list ?? none;
}
