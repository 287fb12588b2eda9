import type { ShippedMap } from './shipped-map.js';

/**
 * "Orders report" of eBay's Seller Hub. Headings: github.com/randomecho/shifted-sales-report lists all. An order of several items has a
 * row with its totals, and one for each item without; empty rows surround the table, and two lines follow it.
 */
export const ebay: ShippedMap = {
  about: 'eBay, "Orders report" of the Seller Hub of ebay.com (CSV)',
  notes: [
    'Days are those of ebay.com, as Sep-18-26, and amounts are in US dollars. Other sites write 18-Sep-26 ("dates": "DD-MMM-YY") other currencies ("value.currency" in "constants"), and some headings in other words.',
    'Name the zone of the days as "timeZone".',
    'What it says of promises is taken: "Ship By Date" and the latest estimated day of delivery.',
    'It has days, not hours: an order, and its dispatch, are stated for the start of that day.',
    'It lists neither cancelled orders nor returns nor deliveries; feedback comes without its day, so it is no review.',
  ],
  map: {
    dates: 'MMM-DD-YY',
    decimals: '.',
    delimiter: ',',
    countries: 'names',
    // Amounts bear a dollar sign, which is compared with this.
    constants: { 'value.currency': 'USD' },
    key: ['Order Number'],
    // Of orders that were never paid for, eBay writes no number.
    except: { 'Order Number': [''] },
    records: [
      {
        name: 'ebay-order',
        kind: 'order',
        columns: {
          'Order Number': 'number',
          'Sale Date': 'at',
          'Total Price': 'value.amount',
          'Ship By Date': 'dispatchBy',
          'Maximum Estimated Delivery Date': 'deliverBy',
          'Ship To Country': 'country',
          'Buyer Country': 'country',
        },
        constants: { channel: 'web' },
      },
      {
        name: 'ebay-dispatched',
        kind: 'fulfilment',
        columns: { 'Order Number': 'number', 'Shipped On Date': 'at' },
        constants: { event: 'dispatched' },
        combine: { at: 'earliest' },
      },
    ],
  },
};
