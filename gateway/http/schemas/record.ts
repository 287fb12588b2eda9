import Type from 'typebox';
import {
  recordKinds,
  recordDefinitions,
  type FactRecord,
  type RecordKind,
} from '../../../chaincode/domain/records/index.js';
import { Commitment, RecordId } from '../../../chaincode/domain/records/common.js';
import { ParticipantId, Time, closed, cursor, pageQuery, shiftedDays } from './common.js';
import { named } from './components.js';

const componentName = (kind: string): string =>
  'Record' + kind.replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase());

/** One component per kind: the same schema that the ledger applies. */
for (const kind of recordKinds) named(componentName(kind), recordDefinitions[kind].schema);
const AnyRecord = named(
  'Record',
  Type.Unsafe<FactRecord>({ oneOf: recordKinds.map((kind) => ({ $ref: `${componentName(kind)}#` })) }),
);
const Kind = Type.Unsafe<RecordKind>({ type: 'string', enum: recordKinds });

const Position = closed({
  block: Type.Integer(),
  tx: Type.Integer(),
  batch: Type.Integer(),
  line: Type.Integer(),
});
const Standing = Type.Union([
  closed({ state: Type.Literal('counted') }),
  closed({ state: Type.Literal('flagged'), because: Type.String(), by: Type.Optional(Type.String()) }),
]);

export const RecordViewSchema = named(
  'RecordView',
  Type.Union([
    closed({ id: RecordId, kind: Kind, visible: Type.Literal(false) }),
    closed({
      id: RecordId,
      kind: Kind,
      visible: Type.Literal(true),
      issuer: ParticipantId,
      time: Time,
      position: Position,
      standing: Standing,
      reply: Type.Optional(RecordId),
      record: AnyRecord,
      // Where a record is asked for alone; a list says it once.
      shiftedDays,
    }),
  ]),
);

export const RecordParams = closed({ id: RecordId });
export const TimelineQuery = closed({ ...pageQuery, order: Commitment });
export const RecordsQuery = closed({
  ...pageQuery,
  cursor: cursor('^(0|[1-9][0-9]{0,14})-(0|[1-9][0-9]{0,3})$'),
  kind: Type.Optional(Kind),
});
