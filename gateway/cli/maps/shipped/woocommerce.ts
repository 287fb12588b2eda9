import type { ShippedMap } from './shipped-map.js';

/**
 * WooCommerce's own analytics export has neither currency nor country. This reads the CSV of the plugin "Advanced Order Export For
 * WooCommerce" (its default headings, class WC_Order_Export_Data_Extractor_UI), where "Currency", "Completed Date" and "Modification
 * Date" are added to what it exports by itself.
 */
export const woocommerce: ShippedMap = {
  about: 'WooCommerce, CSV of the plugin "Advanced Order Export For WooCommerce"',
  notes: [
    'Add the fields "Currency", "Completed Date" and "Modification Date" to what the plugin exports.',
    'The export names no promised days, and times of the shop: write "promises" and "timeZone".',
    'An order that is completed was sent, by the custom of WooCommerce. Deliveries and returns are for the carrier to state.',
    'A cancellation is dated by the last change; the export does not say who cancelled. Refunds are for the payment provider to state.',
    'Orders that were never paid for (failed, pending payment, draft) are left out.',
  ],
  map: {
    dates: 'YYYY-MM-DD',
    hours: 'round',
    decimals: '.',
    key: ['Order Number'],
    except: { 'Order Status': ['Failed', 'Pending payment', 'Draft'] },
    records: [
      {
        name: 'woocommerce-order',
        kind: 'order',
        columns: {
          'Order Number': 'number',
          'Order Date': 'at',
          Currency: 'value.currency',
          'Order Total Amount': 'value.amount',
          'Country Code (Shipping)': 'country',
          'Country Code (Billing)': 'country',
        },
        constants: { channel: 'web' },
      },
      {
        name: 'woocommerce-dispatched',
        kind: 'fulfilment',
        columns: { 'Order Number': 'number', 'Completed Date': 'at' },
        constants: { event: 'dispatched' },
      },
      {
        name: 'woocommerce-cancelled',
        kind: 'fulfilment',
        columns: { 'Order Number': 'number', 'Modification Date': 'at' },
        constants: { event: 'cancelled' },
        only: { 'Order Status': ['Cancelled'] },
      },
    ],
  },
};
