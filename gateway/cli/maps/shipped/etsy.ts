import type { ShippedMap } from './shipped-map.js';

const layout = { dates: 'MM/DD/YY', decimals: '.', delimiter: ',', countries: 'names' } as const;

const dispatched = {
  kind: 'fulfilment',
  columns: { 'Order ID': 'number', 'Date Shipped': 'at' },
  constants: { event: 'dispatched' },
  combine: { at: 'earliest' },
} as const;

const notes = [
  'The export names no promised days: write "promises", and the zone of your shop as "timeZone".',
  'It has days, not hours: an order, and its dispatch, are stated for the start of that day.',
  'It knows no deliveries and no returns, and of cancelled orders only that they are missing.',
];

/** "Orders" of Etsy's "Download your data": EtsySoldOrders2026-9.csv. A row for each order. */
export const etsyOrders: ShippedMap = {
  about: 'Etsy, "Orders" of "Download your data" (EtsySoldOrders....csv)',
  notes,
  map: {
    ...layout,
    key: ['Order ID'],
    records: [
      {
        name: 'etsy-orders-order',
        kind: 'order',
        columns: {
          'Order ID': 'number',
          'Sale Date': 'at',
          Currency: 'value.currency',
          'Order Total': 'value.amount',
          'Ship Country': 'country',
        },
        constants: { channel: 'web' },
      },
      { name: 'etsy-orders-dispatched', ...dispatched },
    ],
  },
};

/** "Order items" of Etsy's "Download your data": EtsySoldOrderItems2026-9.csv. A row for each item. */
export const etsyItems: ShippedMap = {
  about: 'Etsy, "Order items" of "Download your data" (EtsySoldOrderItems....csv)',
  notes: [
    ...notes,
    'The amount is that of the items. Take this or etsy-orders, not both: of an order that is stated twice the first counts.',
  ],
  map: {
    ...layout,
    key: ['Order ID'],
    records: [
      {
        name: 'etsy-items-order',
        kind: 'order',
        columns: {
          'Order ID': 'number',
          'Sale Date': 'at',
          Currency: 'value.currency',
          'Item Total': 'value.amount',
          'Ship Country': 'country',
        },
        constants: { channel: 'web' },
        combine: { 'value.amount': 'sum', at: 'earliest' },
      },
      { name: 'etsy-items-dispatched', ...dispatched },
    ],
  },
};
