import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

type CsvRow = Readonly<Record<string, string>>;
const read = (dir: string, file: string): CsvRow[] =>
  parse(readFileSync(join(dir, file)), { columns: true, bom: true });

/** What an import must state, counted from whole files in memory: another way than the importer's. */
export function expectedCounts(dir: string) {
  const orders = new Map(read(dir, 'orders.csv').map((row) => [row['order_id'], row]));
  const sellersOf = new Map<string, Set<string>>();
  const worth = new Map<string, number>();
  for (const { order_id: order = '', seller_id: seller = '', price, freight_value: freight } of read(
    dir,
    'order_items.csv',
  )) {
    sellersOf.set(order, (sellersOf.get(order) ?? new Set()).add(seller));
    for (const key of [order, `${order} ${seller}`]) {
      worth.set(
        key,
        (worth.get(key) ?? 0) + Math.round(Number(price) * 100) + Math.round(Number(freight) * 100),
      );
    }
  }
  const counts = {
    order: 0,
    dispatched: 0,
    delivered: 0,
    late: 0,
    cancelled: 0,
    review: 0,
    payment: 0,
    texts: 0,
  };
  const stars = new Map<number, number>();
  for (const [order, sellers] of sellersOf) {
    const row = orders.get(order) as CsvRow;
    const done = row['order_delivered_customer_date'] ?? '';
    const planned = (row['order_estimated_delivery_date'] ?? '').slice(0, 10);
    const cancelled = done === '' && ['canceled', 'unavailable'].includes(row['order_status'] ?? '');
    counts.order += sellers.size;
    if (row['order_delivered_carrier_date'] !== '') counts.dispatched += sellers.size;
    if (done !== '') counts.delivered += sellers.size;
    if (done !== '' && done.slice(0, 10) > planned) counts.late += sellers.size;
    if (cancelled) counts.cancelled += sellers.size;
  }
  const reviews = new Map(
    read(dir, 'order_reviews.csv').map((row) => [`${row['order_id']} ${row['review_id']}`, row]),
  );
  for (const row of reviews.values()) {
    const sellers = sellersOf.get(row['order_id'] ?? '')?.size ?? 0;
    const score = Number(row['review_score']);
    counts.review += sellers;
    stars.set(score, (stars.get(score) ?? 0) + sellers);
    if (row['review_comment_title'] !== '' || row['review_comment_message'] !== '') counts.texts += sellers;
  }
  for (const { order_id: order = '', payment_value: value } of read(dir, 'order_payments.csv')) {
    if (orders.get(order)?.['order_approved_at'] === '') continue;
    for (const seller of sellersOf.get(order) ?? []) {
      const share = (worth.get(`${order} ${seller}`) ?? 0) / (worth.get(order) ?? 1);
      if (Math.floor(Math.round(Number(value) * 100) * share + 1e-9) > 0) counts.payment += 1;
    }
  }
  return {
    ...counts,
    stars: [1, 2, 3, 4, 5].map((star) => stars.get(star) ?? 0),
    sellers: sellersIn(sellersOf),
  };
}

const sellersIn = (sellersOf: ReadonlyMap<string, ReadonlySet<string>>): number =>
  new Set([...sellersOf.values()].flatMap((sellers) => [...sellers])).size;

/** Values of the files that must not leave the platform. */
export function secretValues(dir: string) {
  const [orders, customers, reviews] = ['orders', 'customers', 'order_reviews'].map((name) =>
    read(dir, `${name}.csv`),
  ) as [CsvRow[], CsvRow[], CsvRow[]];
  const of = (rows: readonly CsvRow[], ...columns: string[]): string[] => [
    ...new Set(
      rows.flatMap((row) => columns.map((column) => row[column] ?? '')).filter((cell) => cell !== ''),
    ),
  ];
  return {
    /** Order numbers, buyers and reviews: 32 hex digits each. */
    ids: [
      ...of(orders, 'order_id', 'customer_id'),
      ...of(customers, 'customer_unique_id'),
      ...of(reviews, 'review_id'),
    ],
    // A short comment such as "10" or "bom" would be found by chance in any signature.
    comments: of(reviews, 'review_comment_title', 'review_comment_message').filter(
      (comment) => comment.length >= 8,
    ),
    postcodes: [
      ...of(customers, 'customer_zip_code_prefix'),
      ...of(read(dir, 'sellers.csv'), 'seller_zip_code_prefix'),
    ],
  };
}

/** Orders of kinds that an importer easily gets wrong. */
export function hardOrders(dir: string) {
  const times = (file: string): Map<string, CsvRow[]> => {
    const rows = new Map<string, CsvRow[]>();
    for (const row of read(dir, file)) {
      const order = row['order_id'] ?? '';
      rows.set(order, [...(rows.get(order) ?? []), row]);
    }
    return rows;
  };
  const items = [...times('order_items.csv').values()];
  const several = (file: string): number =>
    [...times(file).values()].filter((rows) => rows.length > 1).length;
  return {
    multiSeller: items.filter((rows) => new Set(rows.map((row) => row['seller_id'])).size > 1).length,
    undelivered: read(dir, 'orders.csv').filter((row) => row['order_delivered_customer_date'] === '').length,
    severalPayments: several('order_payments.csv'),
    severalReviews: several('order_reviews.csv'),
  };
}
