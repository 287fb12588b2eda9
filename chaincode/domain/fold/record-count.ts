import Type, { type Static } from 'typebox';
import { RecordId, closed, oneOf } from '../records/common.js';
import { flagCodes } from './flag-codes.js';

export const CountingRecord = closed({ record: RecordId, counts: Type.Literal(true) });

export const IdleRecord = closed({
  record: RecordId,
  counts: Type.Literal(false),
  flag: oneOf(flagCodes, 'Why it does not count: docs/standing.md'),
  /** The record that decided, where one did. */
  by: Type.Optional(RecordId),
  /** False where the flag can end by what others state later: then ask again. */
  final: Type.Boolean(),
});

/** A record that is not on the ledger, or not for the caller. The two read alike: ids must not be guessed. */
export const UnknownRecord = closed({ record: RecordId, counts: Type.Null() });

export type RecordCount = Static<typeof CountingRecord> | Static<typeof IdleRecord>;
export type AnsweredCount = RecordCount | Static<typeof UnknownRecord>;
