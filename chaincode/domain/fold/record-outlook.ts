import Type, { type Static } from 'typebox';
import { refusalCodes } from '../errors.js';
import { RecordId, closed, described, oneOf } from '../records/common.js';
import { flagCodes } from './flag-codes.js';

export const RefusedOutlook = closed({
  /** Why the ledger would not take it, nor the batch that it is in. */
  refused: Type.Array(
    closed({ code: oneOf(refusalCodes), reason: Type.String(), pointer: Type.Optional(Type.String()) }),
    { minItems: 1 },
  ),
});

export const CountingOutlook = closed({
  counts: Type.Literal(true),
  certificate: Type.Optional(
    oneOf(
      ['suspended', 'revoked', 'not-yet-valid', 'expired', 'issuer-not-accredited'],
      'Of a certification that no score would count today: why',
    ),
  ),
});

export const IdleOutlook = closed({
  counts: Type.Literal(false),
  flag: oneOf(flagCodes, 'Why it would not count: docs/standing.md'),
  by: Type.Optional(described(RecordId, 'The record on the ledger that decides')),
  among: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Index of the record asked about that decides' }),
  ),
  final: Type.Boolean({ description: 'False where the flag can end by what others state later' }),
});

/** What would become of a record that is not stated yet. */
export const RecordOutlook = Type.Union([RefusedOutlook, CountingOutlook, IdleOutlook]);
export type RecordOutlook = Static<typeof RecordOutlook>;
