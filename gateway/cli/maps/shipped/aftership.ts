import type { ShippedMap } from './shipped-map.js';

const headings =
  'Headings are those of the fields in AfterShip\'s API: "tracking_number", "order_number", "tag", "shipment_pickup_date", "shipment_delivery_date". Compare them with the first line of your file; where it has others, write a map of your own.';

const times = { dates: 'YYYY-MM-DD', hours: 'round' } as const;

/**
 * "Export shipments" of AfterShip Tracking: a row for each parcel. Headings are taken to be the names that AfterShip's API has for a
 * shipment's fields, and statuses those of its `tag`; no published list of this export's headings was at hand.
 */
export const aftership: ShippedMap = {
  about: 'AfterShip, shipments exported as CSV, for the platform or the shop itself',
  notes: [
    headings,
    '"order_number" must be written as in the orders that you stated: #1001 is not 1001.',
    'It states deliveries alone: when an order was sent, most exports of orders say. To those of Amazon add a record, as docs/bring-your-orders.md shows.',
    'An order in several parcels is stated as delivered with the last that the export knows of: export all its parcels.',
    'Exceptions and parcels on their way back to the sender have no time of their own and are left out.',
    'Times without an offset are those of your AfterShip organisation: name its zone as "timeZone".',
  ],
  map: {
    ...times,
    key: ['order_number'],
    except: { order_number: [''] },
    records: [
      {
        name: 'aftership-delivered',
        kind: 'fulfilment',
        columns: { order_number: 'number', shipment_delivery_date: 'at' },
        constants: { event: 'delivered' },
        only: { tag: ['Delivered'] },
        combine: { at: 'latest' },
      },
    ],
  },
};

/** The same export, of a carrier or of who ships for others: it knows parcels, not orders. */
export const aftershipCarrier: ShippedMap = {
  about: 'AfterShip, shipments exported as CSV, for a carrier that the order names',
  notes: [
    headings,
    'It quotes the order by the tracking number, which the platform keeps beside the order.',
    'Exceptions and parcels on their way back to the sender have no time of their own and are left out.',
    'Times without an offset are those of your AfterShip organisation: name its zone as "timeZone".',
  ],
  map: {
    ...times,
    key: ['tracking_number'],
    records: [
      {
        name: 'aftership-carrier-picked-up',
        kind: 'trace',
        columns: { tracking_number: 'reference', shipment_pickup_date: 'at' },
        constants: { event: 'picked-up' },
      },
      {
        name: 'aftership-carrier-delivered',
        kind: 'fulfilment',
        columns: { tracking_number: 'reference', shipment_delivery_date: 'at' },
        constants: { event: 'delivered' },
        only: { tag: ['Delivered'] },
      },
    ],
  },
};
