import type { ShippedMap } from './shipped-map.js';

/** https://www.kaggle.com/datasets/olistbr/brazilian-ecommerce, whose column names stand in its description. */
export const olist: ShippedMap = {
  about: 'the Brazilian E-Commerce Public Dataset by Olist: six of its files, joined',
  notes: [
    'Times have no zone. They are read as UTC-3, Brasília without summer time: one offset for all keeps every comparison as it was.',
    'An order without items names no seller: nothing is stated of it.',
    'Cancellations have no time: they get that of the last step that the order had reached.',
    'A status `canceled` does not say by whom, so neither does the record; `unavailable` is by the seller.',
    'Payments of orders that were never approved, and vouchers worth nothing, are left out: nothing was settled.',
  ],
  map: {
    timeZone: 'Etc/GMT+3',
    hours: 'round',
    midnight: 'day',
    decimals: '.',
    tables: {
      customers: { file: 'customers.csv', key: ['customer_id'] },
      sellers: { file: 'sellers.csv', key: ['seller_id'] },
      orders: {
        file: 'orders.csv',
        key: ['order_id'],
        lookup: { customer_id: 'customers' },
        sellers: { table: 'items', heading: 'seller_id' },
      },
      items: {
        file: 'order_items.csv',
        key: ['order_id'],
        lookup: { order_id: 'orders', seller_id: 'sellers' },
      },
      payments: {
        file: 'order_payments.csv',
        key: ['order_id'],
        lookup: { order_id: 'orders' },
        sellers: {
          table: 'items',
          heading: 'seller_id',
          shares: ['price', 'freight_value'],
          divides: ['payment_value'],
        },
      },
      reviews: {
        file: 'order_reviews.csv',
        key: ['order_id'],
        lookup: { order_id: 'orders' },
        sellers: { table: 'items', heading: 'seller_id' },
      },
    },
    key: ['order_id'],
    columns: { order_id: 'number', seller_id: 'shop' },
    records: [
      {
        name: 'order',
        kind: 'order',
        table: 'items',
        columns: {
          order_purchase_timestamp: 'at',
          shipping_limit_date: 'dispatchBy',
          order_estimated_delivery_date: 'deliverBy',
          price: 'value.amount',
        },
        constants: {
          country: 'BR',
          'value.currency': 'BRL',
          channel: 'other',
          'parties.paymentProvider': 'demo-pay',
        },
        combine: { dispatchBy: 'latest', 'value.amount': 'sum' },
      },
      {
        name: 'dispatched',
        kind: 'fulfilment',
        table: 'orders',
        columns: { order_delivered_carrier_date: 'at' },
        constants: { event: 'dispatched' },
      },
      {
        name: 'delivered',
        kind: 'fulfilment',
        table: 'orders',
        columns: { order_delivered_customer_date: 'at' },
        constants: { event: 'delivered' },
      },
      {
        name: 'cancelled',
        kind: 'fulfilment',
        table: 'orders',
        columns: {
          order_delivered_carrier_date: 'at',
          order_approved_at: 'at',
          order_purchase_timestamp: 'at',
          order_status: 'by',
        },
        values: { by: { unavailable: 'seller', '*': '' } },
        constants: { event: 'cancelled' },
        only: { order_status: ['canceled', 'unavailable'], order_delivered_customer_date: [''] },
      },
      {
        name: 'payment',
        kind: 'payment',
        table: 'payments',
        as: 'payment-provider',
        key: ['order_id', 'payment_sequential'],
        columns: {
          order_approved_at: 'at',
          payment_sequential: 'payment',
          payment_value: 'amount.amount',
        },
        constants: { event: 'settled', 'amount.currency': 'BRL' },
      },
      {
        name: 'review',
        kind: 'review',
        table: 'reviews',
        key: ['order_id', 'review_id'],
        columns: {
          review_answer_timestamp: 'at',
          customer_unique_id: 'buyer',
          review_score: 'rating.item',
          review_comment_title: 'title',
          review_comment_message: 'message',
        },
        constants: { language: 'pt' },
      },
    ],
  },
};
