import Type from 'typebox';
import { Commitment, RecordId } from '../../../chaincode/domain/records/common.js';
import { CountingRecord, IdleRecord, UnknownRecord } from '../../../chaincode/domain/fold/record-count.js';
import { closed } from './common.js';
import { named } from './components.js';

const Counting = named('CountingRecord', CountingRecord);
const Idle = named('IdleRecord', IdleRecord);
const Unknown = named('UnknownRecord', UnknownRecord);

/** Most records of one question. */
export const standingRecordsMax = 500;

export const BatchStandingAnswer = named(
  'BatchStanding',
  closed({ batch: Commitment, items: Type.Array(Type.Union([Counting, Idle])), next: Type.Null() }),
);

export const StandingBody = closed({
  records: Type.Array(RecordId, { minItems: 1, maxItems: standingRecordsMax, uniqueItems: true }),
});

export const StandingAnswer = named(
  'Standing',
  closed({ items: Type.Array(Type.Union([Counting, Idle, Unknown])), next: Type.Null() }),
);

/** Most contents of one question. */
export const statedContentsMax = 1_000;

export const StatedBody = closed({
  contents: Type.Array(Commitment, { minItems: 1, maxItems: statedContentsMax, uniqueItems: true }),
});

export const StatedAnswer = named(
  'Stated',
  closed({
    items: Type.Array(Type.Union([Counting, Idle, Type.Null()])),
    unsettled: Type.Array(Commitment),
    next: Type.Null(),
  }),
);
