import Type, { type Static } from 'typebox';
import { ParticipantId, RecordId, Time, closed, oneOf } from '../../../chaincode/domain/records/common.js';
import { recordKinds, type FactRecord } from '../../../chaincode/domain/records/index.js';
import { RecordStanding } from '../../projection/port.js';

const about = { id: RecordId, kind: oneOf(recordKinds) };

/** A record that the caller may not see. It keeps id and kind, so that a list can be proven complete. */
export const HiddenRecord = closed({ ...about, visible: Type.Literal(false) });

export const VisibleRecord = closed({
  ...about,
  visible: Type.Literal(true),
  issuer: ParticipantId,
  /** Of the transaction that brought it. */
  time: Time,
  position: closed({
    block: Type.Integer(),
    tx: Type.Integer(),
    batch: Type.Integer(),
    line: Type.Integer(),
  }),
  standing: RecordStanding,
  /** Record id of the seller's reply that counts. */
  reply: Type.Optional(RecordId),
  record: Type.Unsafe<FactRecord>({}),
});

/** A record as one caller may see it. */
export type RecordView = Static<typeof HiddenRecord> | Static<typeof VisibleRecord>;
