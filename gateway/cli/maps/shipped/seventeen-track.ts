import type { RecordKind } from '../../../../chaincode/domain/records/index.js';
import type { ImportDocument } from '../document.js';
import type { ShippedMap } from './shipped-map.js';

const times = { dates: 'YYYY-MM-DD', hours: 'round' } as const;

const howToExport =
  'One row for each entry of "track_info.milestone" that has a time, with the shipment\'s "number" and "order_no" beside "key_stage" and "time_iso". These are fields of the 17TRACK API, version 2.4: a file that was exported by other ways has other headings.';

/** How the order of a milestone is quoted. */
interface Quoting {
  /** Of a record's name. */
  readonly prefix: string;
  /** Heading -> column. */
  readonly columns: Readonly<Record<string, string>>;
}

const byOrder: Quoting = { prefix: '17track', columns: { order_no: 'number' } };
const byParcel: Quoting = { prefix: '17track-carrier', columns: { number: 'reference' } };

/** What is stated of the milestones of one stage. */
function atStage(
  stage: string,
  kind: RecordKind,
  event: string,
  { columns, prefix }: Quoting,
): ImportDocument['records'][number] {
  return {
    name: `${prefix}-${event}`,
    kind,
    columns: { ...columns, time_iso: 'at' },
    constants: { event },
    only: { key_stage: [stage] },
    combine: { at: event === 'delivered' ? 'latest' : 'earliest' },
  };
}

/** Fields and stages are taken from the tracking API, version 2.4; 17TRACK has no one layout of exports. A row for each milestone of a parcel. */
export const seventeenTrack: ShippedMap = {
  about: '17TRACK, milestones of shipments, for the platform or the shop itself',
  notes: [
    howToExport,
    '"order_no" must be written as in the orders that you stated: #1001 is not 1001.',
    'It states deliveries and returns: when an order was sent, most exports of orders say.',
    'An order in several parcels is stated as delivered with the last that the file knows of: export all its parcels.',
    'Nodes on the way are for a carrier to state, with the map 17track-carrier.',
  ],
  map: {
    ...times,
    key: ['order_no'],
    except: { order_no: [''] },
    records: [
      atStage('Delivered', 'fulfilment', 'delivered', byOrder),
      atStage('Returned', 'fulfilment', 'returned', byOrder),
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
      atStage('PickedUp', 'trace', 'picked-up', byParcel),
      atStage('Departure', 'trace', 'departed', byParcel),
      atStage('Arrival', 'trace', 'arrived', byParcel),
      atStage('OutForDelivery', 'trace', 'out-for-delivery', byParcel),
      atStage('Delivered', 'fulfilment', 'delivered', byParcel),
      atStage('Returned', 'fulfilment', 'returned', byParcel),
    ],
  },
};
