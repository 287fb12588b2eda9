import type { ShippedMap } from './shipped-map.js';

/**
 * "Export orders" of Shopify's admin. Headings as in the export and in help.shopify.com, "Exporting orders": an order's own cells stand
 * in its first row, further rows hold the other items.
 */
export const shopify: ShippedMap = {
  about: 'Shopify, orders exported as CSV',
  notes: [
    'The export names no promised days: write "promises" and "timeZone".',
    'It knows no deliveries and no returns. State them from the carrier, or with the map aftership or 17track.',
    'It does not say who cancelled an order, nor when money was given back: refunds are for the payment provider to state.',
    '"Fulfilled at" is filled once all items were sent: an order sent in part is not yet stated as dispatched.',
  ],
  map: {
    dates: 'YYYY-MM-DD',
    hours: 'round',
    decimals: '.',
    key: ['Name'],
    optional: ['Billing Country', 'Source', 'Fulfilled at', 'Cancelled at'],
    records: [
      {
        name: 'shopify-order',
        kind: 'order',
        columns: {
          Name: 'number',
          'Created at': 'at',
          Currency: 'value.currency',
          Total: 'value.amount',
          'Shipping Country': 'country',
          // What is collected, or is no parcel, has a billing address alone.
          'Billing Country': 'country',
          Source: 'channel',
        },
        constants: { channel: 'web' },
        values: {
          channel: { web: 'web', pos: 'in-store', iphone: 'app', android: 'app', '*': 'other' },
        },
      },
      {
        name: 'shopify-dispatched',
        kind: 'fulfilment',
        columns: { Name: 'number', 'Fulfilled at': 'at' },
        constants: { event: 'dispatched' },
      },
      {
        name: 'shopify-cancelled',
        kind: 'fulfilment',
        columns: { Name: 'number', 'Cancelled at': 'at' },
        constants: { event: 'cancelled' },
      },
    ],
  },
};
