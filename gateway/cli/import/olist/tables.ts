import type { Cells } from './cells.js';

/**
 * The files we read and what each row becomes in the staging store. A key starts with the id it is joined by;
 * rows with the same key (a repeated row) collapse to one.
 */
export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  stage(cells: readonly string[], read: Cells): { readonly key: string; readonly value: unknown };
}

const at = (cells: readonly string[], index: number): string => cells[index] as string;
const numbered = (n: number): string => String(n).padStart(9, '0');

export const rowKeys = {
  customer: (customer: string): string => `c/${customer}`,
  seller: (seller: string): string => `s/${seller}`,
  /** All rows of one order stand together; its own row comes first. */
  order: (order: string, rest: string): string => `o/${order}/${rest}`,
};

export const olistTables: readonly Table[] = [
  {
    file: 'sellers.csv',
    columns: ['seller_id'],
    stage: (c, read) => ({ key: rowKeys.seller(read.id(at(c, 0), 'seller_id')), value: 1 }),
  },
  {
    file: 'customers.csv',
    columns: ['customer_id', 'customer_unique_id'],
    stage: (c, read) => ({
      key: rowKeys.customer(read.id(at(c, 0), 'customer_id')),
      value: read.id(at(c, 1), 'customer_unique_id'),
    }),
  },
  {
    file: 'orders.csv',
    columns: [
      'order_id',
      'customer_id',
      'order_status',
      'order_purchase_timestamp',
      'order_approved_at',
      'order_delivered_carrier_date',
      'order_delivered_customer_date',
      'order_estimated_delivery_date',
    ],
    stage: (c, read) => ({
      key: rowKeys.order(read.id(at(c, 0), 'order_id'), ''),
      value: {
        customer: read.id(at(c, 1), 'customer_id'),
        status: read.id(at(c, 2), 'order_status'),
        purchased: read.time(at(c, 3), 'order_purchase_timestamp'),
        approved: read.optionalTime(at(c, 4), 'order_approved_at'),
        handedToCarrier: read.optionalTime(at(c, 5), 'order_delivered_carrier_date'),
        delivered: read.optionalTime(at(c, 6), 'order_delivered_customer_date'),
        estimated: read.time(at(c, 7), 'order_estimated_delivery_date'),
      },
    }),
  },
  {
    file: 'order_items.csv',
    columns: ['order_id', 'order_item_id', 'seller_id', 'shipping_limit_date', 'price', 'freight_value'],
    stage: (c, read) => ({
      key: rowKeys.order(
        read.id(at(c, 0), 'order_id'),
        `i/${numbered(read.integer(at(c, 1), 'order_item_id', 1, 99_999))}`,
      ),
      value: {
        seller: read.id(at(c, 2), 'seller_id'),
        shippingLimit: read.time(at(c, 3), 'shipping_limit_date'),
        price: read.centavos(at(c, 4), 'price'),
        freight: read.centavos(at(c, 5), 'freight_value'),
      },
    }),
  },
  {
    file: 'order_payments.csv',
    columns: ['order_id', 'payment_sequential', 'payment_value'],
    stage: (c, read) => {
      const sequential = read.integer(at(c, 1), 'payment_sequential', 1, 99_999);
      return {
        key: rowKeys.order(read.id(at(c, 0), 'order_id'), `p/${numbered(sequential)}`),
        value: { sequential, value: read.centavos(at(c, 2), 'payment_value') },
      };
    },
  },
  {
    file: 'order_reviews.csv',
    columns: [
      'review_id',
      'order_id',
      'review_score',
      'review_comment_title',
      'review_comment_message',
      'review_answer_timestamp',
    ],
    stage: (c, read) => {
      const id = read.id(at(c, 0), 'review_id');
      return {
        key: rowKeys.order(read.id(at(c, 1), 'order_id'), `r/${id}`),
        value: {
          id,
          score: read.integer(at(c, 2), 'review_score', 1, 5),
          title: at(c, 3),
          message: at(c, 4),
          answered: read.time(at(c, 5), 'review_answer_timestamp'),
        },
      };
    },
  },
];
