import type { RecordKind } from '../../../../chaincode/domain/records/index.js';
import type { ImportDocument } from '../document.js';
import type { ShippedMap } from './shipped-map.js';

const times = { dates: 'YYYY-MM-DD', hours: 'round' } as const;

const howToExport =
  'One row for each entry of "track_info.milestone" that has a time, with the shipment\'s "number" and "order_no" beside "key_stage" and "time_iso": the fields of the 17TRACK API, version 2.4.';

/** What is stated of the milestones of one stage. `quoted`: the heading under which the order is quoted, and its column. */
function atStage(
  stage: string,
  kind: RecordKind,
  event: string,
  quoted: Readonly<Record<string, string>>,
): ImportDocument['records'][number] {
  return {
    name: event,
    kind,
    columns: { ...quoted, time_iso: 'at' },
    constants: { event },
    only: { key_stage: [stage] },
    combine: { at: event === 'delivered' ? 'latest' : 'earliest' },
  };
}

const order = { order_no: 'number' };
const parcel = { number: 'reference' };

/** Fields and stages: asset.17track.net, "Tracking API", version 2.4. A row for each milestone of a parcel. */
export const seventeenTrack: ShippedMap = {
  about: '17TRACK, milestones of shipments, for the platform or the shop itself',
  notes: [
    howToExport,
    '"order_no" must be written as in the orders that you stated: #1001 is not 1001.',
    'An order in several parcels is stated as dispatched with the first and as delivered with the last that the file knows of.',
    'Nodes on the way are for a carrier to state: seventeen-track-carrier.',
  ],
  map: {
    ...times,
    key: ['order_no'],
    except: { order_no: [''] },
    records: [
      atStage('PickedUp', 'fulfilment', 'dispatched', order),
      atStage('Delivered', 'fulfilment', 'delivered', order),
      atStage('Returned', 'fulfilment', 'returned', order),
    ],
  },
};

/** The same rows, of a carrier or of who ships for others: it knows parcels, not orders. */
export const seventeenTrackCarrier: ShippedMap = {
  about: '17TRACK, milestones of shipments, for a carrier that the order names',
  notes: [
    howToExport,
    'It quotes the order by the tracking number, which the platform keeps beside the order.',
    'What has no counterpart is left out: information received, waiting at a pick-up point, on the way back.',
  ],
  map: {
    ...times,
    key: ['number'],
    records: [
      atStage('PickedUp', 'trace', 'picked-up', parcel),
      atStage('Departure', 'trace', 'departed', parcel),
      atStage('Arrival', 'trace', 'arrived', parcel),
      atStage('OutForDelivery', 'trace', 'out-for-delivery', parcel),
      atStage('Delivered', 'fulfilment', 'delivered', parcel),
      atStage('Returned', 'fulfilment', 'returned', parcel),
    ],
  },
};
