import Type from 'typebox';
import { recordSchemas, recordKinds, type FactRecord } from '../../../chaincode/domain/records/index.js';
import { Commitment, RecordId } from '../../../chaincode/domain/records/common.js';
import { RecordStanding } from '../../projection/port.js';
import { HiddenRecord, VisibleRecord } from '../../services/read/record-view.js';
import { closed, cursor, pageQuery, shiftedDays } from './common.js';
import { named } from './components.js';

const componentName = (kind: string): string =>
  'Record' + kind.replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase());

/** One component per kind: the same schema that the ledger applies. */
for (const kind of recordKinds) named(componentName(kind), recordSchemas[kind]);
const AnyRecord = named(
  'Record',
  Type.Unsafe<FactRecord>({ oneOf: recordKinds.map((kind) => ({ $ref: `${componentName(kind)}#` })) }),
);

named('RecordPosition', VisibleRecord.properties.position);
const [Counted, Flagged] = RecordStanding.anyOf;
named('CountedStanding', Counted);
named('FlaggedStanding', Flagged);
named('HiddenRecord', HiddenRecord);
const ShownRecord = named(
  'VisibleRecord',
  // A record that is asked for alone says by how much its times were moved; a list says it once.
  closed({ ...VisibleRecord.properties, record: AnyRecord, shiftedDays }),
);
export const RecordViewSchema = named('RecordView', Type.Union([HiddenRecord, ShownRecord]));

export const RecordParams = closed({ id: RecordId });
export const TimelineQuery = closed({ ...pageQuery, order: Commitment });
export const RecordsQuery = closed({
  ...pageQuery,
  cursor: cursor('^(0|[1-9][0-9]{0,14})-(0|[1-9][0-9]{0,3})$'),
  kind: Type.Optional(HiddenRecord.properties.kind),
});
