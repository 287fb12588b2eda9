import Type, { type Static } from 'typebox';
import { closed } from '../../../../chaincode/domain/records/common.js';
import { orderUri, parcelUri, recordUri, termsUri } from '../../../../chaincode/domain/ledger-uris.js';
import type { Fulfilment, Trace } from '../../../../chaincode/domain/records/index.js';
import { stepOf } from './steps.js';

const Uri = Type.String({ description: 'URI' });
const Text = Type.String();

/** EPCIS 2.0 `ObjectEvent`, as far as an order's events fill it. `stl:` members are this ledger's own. */
export const ObjectEvent = closed({
  type: Type.Literal('ObjectEvent'),
  eventID: Uri,
  eventTime: Type.String({ description: 'RFC 3339 UTC, rounded to the hour' }),
  eventTimeZoneOffset: Type.Literal('+00:00'),
  recordTime: Type.String({ description: 'RFC 3339 UTC: when the ledger took it' }),
  errorDeclaration: Type.Optional(
    closed({
      declarationTime: Type.String({ description: 'RFC 3339 UTC' }),
      reason: Type.Optional(Text),
      correctiveEventIDs: Type.Optional(Type.Array(Uri)),
    }),
  ),
  action: Type.Literal('OBSERVE'),
  bizStep: Text,
  disposition: Type.Optional(Text),
  epcList: Type.Array(Uri, { description: 'The parcel; the order, where it goes in one' }),
  readPoint: Type.Optional(closed({ id: Uri })),
  bizTransactionList: Type.Array(closed({ type: Type.Literal('po'), bizTransaction: Uri })),
  'stl:issuer': Type.String({ description: 'Participant that stated it' }),
  'stl:counts': Type.Boolean({ description: 'Whether it counts; a corrected one does not' }),
  'stl:tracking': Type.Optional(Text),
  'stl:reason': Type.Optional(Text),
  'stl:by': Type.Optional(Text),
  'stl:parcels': Type.Optional(Type.Integer()),
});
export type ObjectEvent = Static<typeof ObjectEvent>;

/** What the ledger knows of an event besides its record. */
export interface Stated {
  readonly ledger: string;
  /** Id of the record that brought it. */
  readonly id: string;
  readonly issuer: string;
  /** RFC 3339. */
  readonly time: string;
  readonly counts: boolean;
  readonly error?: ObjectEvent['errorDeclaration'];
}

export function objectEvent(record: Fulfilment | Trace, stated: Stated): ObjectEvent {
  const { counts, error, id, issuer, ledger, time } = stated;
  const { at, event, parcel } = record;
  return {
    type: 'ObjectEvent',
    eventID: recordUri(ledger, id),
    eventTime: at,
    eventTimeZoneOffset: '+00:00',
    recordTime: time,
    ...(error === undefined ? {} : { errorDeclaration: error }),
    action: 'OBSERVE',
    ...stepOf[event],
    epcList: [parcel === undefined ? orderUri(ledger, record) : parcelUri(ledger, record, parcel)],
    ...('place' in record ? { readPoint: { id: `${termsUri}unlocode:${record.place}` } } : {}),
    bizTransactionList: [{ type: 'po', bizTransaction: orderUri(ledger, record) }],
    'stl:issuer': issuer,
    'stl:counts': counts,
    ...(record.kind === 'fulfilment' ? ofFulfilment(record) : {}),
  };
}

const ofFulfilment = ({ by, parcels, reason, tracking }: Fulfilment): Partial<ObjectEvent> => ({
  ...(tracking === undefined ? {} : { 'stl:tracking': tracking }),
  ...(reason === undefined ? {} : { 'stl:reason': reason }),
  ...(by === undefined ? {} : { 'stl:by': by }),
  ...(parcels === undefined ? {} : { 'stl:parcels': parcels }),
});
