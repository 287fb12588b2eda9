import Type from 'typebox';
import {
  CountingOutlook,
  IdleOutlook,
  RecordOutlook,
  RefusedOutlook,
} from '../../../chaincode/domain/fold/record-outlook.js';
import { closed } from './common.js';
import { named } from './components.js';

/** Most records of one question. */
export const outlookRecordsMax = 500;

export const OutlookBody = closed({
  records: Type.Array(Type.Record(Type.String(), Type.Unknown()), {
    minItems: 1,
    maxItems: outlookRecordsMax,
    description: 'Records as in a batch, of any kind',
  }),
});

named('RefusedOutlook', RefusedOutlook);
named('CountingOutlook', CountingOutlook);
named('IdleOutlook', IdleOutlook);

export const OutlookAnswer = named(
  'Outlook',
  closed({ items: Type.Array(named('RecordOutlook', RecordOutlook)), next: Type.Null() }),
);
