import type { ShippedMap } from './shipped-map.js';

/** Amazon writes its flat files for Europe and America in this encoding, those for Japan in Shift_JIS, for China in UTF-8. */
const flatFile = {
  dates: 'YYYY-MM-DD',
  hours: 'round',
  decimals: '.',
  delimiter: '\t',
  encoding: 'windows-1252',
  // They are not quoted: a pan may have 12".
  quotes: 'none',
} as const;

/** The "All Orders" report; its fields as sellercentral.amazon.com describes them. A row for each item. */
export const amazonOrders: ShippedMap = {
  about: 'Amazon, report "All Orders" (tab-delimited)',
  notes: [
    'The report names no promised days: write "promises", and the zone of the marketplace as "timeZone".',
    'It does not say when an order was sent ("last-updated-date" moves with every later change): state dispatches from the report "Amazon Fulfilled Shipments" with the map amazon-shipments, or from the carrier.',
    'An order is stated once it has a price: while it is pending, and mostly where it was cancelled, Amazon leaves the price empty.',
    'A cancellation is dated by its last update; the report does not say who cancelled.',
    'The amount is that of the items, without postage.',
  ],
  map: {
    ...flatFile,
    key: ['amazon-order-id'],
    // An order that has a price is placed.
    optional: ['order-status', 'last-updated-date'],
    records: [
      {
        name: 'amazon-order',
        kind: 'order',
        columns: {
          'amazon-order-id': 'number',
          'purchase-date': 'at',
          currency: 'value.currency',
          'item-price': 'value.amount',
          'ship-country': 'country',
        },
        constants: { channel: 'web' },
        except: { 'order-status': ['Pending'], 'item-price': [''] },
        combine: { 'value.amount': 'sum', at: 'earliest' },
      },
      {
        name: 'amazon-cancelled',
        kind: 'fulfilment',
        columns: { 'amazon-order-id': 'number', 'last-updated-date': 'at' },
        constants: { event: 'cancelled' },
        only: { 'order-status': ['Cancelled', 'Canceled'] },
        combine: { at: 'latest' },
      },
    ],
  },
};

/** Its fields as sellercentral.amazon.com describes them. A row for each item of a shipment. */
export const amazonShipments: ShippedMap = {
  about: 'Amazon, report "Amazon Fulfilled Shipments" (tab-delimited)',
  notes: [
    'It lists what Amazon sent for the seller, not what the seller sent. State the orders with the map amazon-orders.',
    'An order that went in several shipments is stated as dispatched with the first.',
    'It knows no deliveries: "estimated-arrival-date" is a forecast and is not stated.',
  ],
  map: {
    ...flatFile,
    key: ['amazon-order-id'],
    records: [
      {
        name: 'amazon-dispatched',
        kind: 'fulfilment',
        columns: { 'amazon-order-id': 'number', 'shipment-date': 'at' },
        constants: { event: 'dispatched' },
        combine: { at: 'earliest' },
      },
    ],
  },
};

/** Fields: sellercentral.amazon.com, "FBA customer returns report". Reasons as programs that read it know them; there may be others. A row for each item. */
export const amazonReturns: ShippedMap = {
  about: 'Amazon, report "FBA customer returns" (tab-delimited)',
  notes: [
    'One record for each order, dated by the first item that came back.',
    'Of the reasons those have a counterpart that say why a parcel did not reach the buyer, or that it was damaged. A buyer who changed his mind gives none, nor does a word that the map does not know.',
    'Comments of customers stay where they are.',
  ],
  map: {
    ...flatFile,
    key: ['order-id'],
    records: [
      {
        name: 'amazon-returned',
        kind: 'fulfilment',
        columns: { 'order-id': 'number', 'return-date': 'at', reason: 'reason' },
        constants: { event: 'returned' },
        values: {
          reason: {
            UNDELIVERABLE_REFUSED: 'refused',
            UNDELIVERABLE_UNCLAIMED: 'unclaimed',
            UNDELIVERABLE_FAILED_DELIVERY_ATTEMPTS: 'unclaimed',
            UNDELIVERABLE_INSUFFICIENT_ADDRESS: 'address',
            DAMAGED_BY_CARRIER: 'damaged',
            DAMAGED_BY_FC: 'damaged',
            '*': '',
          },
        },
        combine: { at: 'earliest' },
      },
    ],
  },
};
