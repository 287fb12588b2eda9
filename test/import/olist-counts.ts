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
    for (const key of [order, `${order} ${seller}`])
      worth.set(
        key,
        (worth.get(key) ?? 0) + Math.round(Number(price) * 100) + Math.round(Number(freight) * 100),
      );
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

/** Every value of the files that must not leave the platform: order numbers, buyers, postcodes, comments. */
export function secretValues(dir: string): string[] {
  const values = [
    ...read(dir, 'orders.csv').flatMap((row) => [row['order_id'], row['customer_id']]),
    ...read(dir, 'customers.csv').map((row) => row['customer_unique_id']),
    ...read(dir, 'order_reviews.csv').flatMap((row) => [
      row['review_id'],
      row['review_comment_title'],
      row['review_comment_message'],
    ]),
  ];
  // A short comment such as "10" or "bom" would be found by chance in any signature.
  return [...new Set(values.filter((value): value is string => value !== undefined && value.length >= 8))];
}
