import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { daySeconds } from '../../chaincode/domain/time.js';
import { SeededRandom } from '../../gateway/demo/random.js';

export interface OlistShape {
  readonly seed: number;
  readonly orders: number;
  readonly sellers: number;
}

type Cell = string | number;

/**
 * Writes files of the shape of the public Olist dataset: several sellers in an order, undelivered and cancelled
 * orders, orders without items, several payments with vouchers, several reviews of an order and one review of
 * several orders, comments with commas, quotes, line breaks and accents. Made up; the same seed gives the same files.
 */
export async function writeOlist(dir: string, shape: OlistShape): Promise<void> {
  const random = new SeededRandom(shape.seed);
  const id = (): string =>
    Array.from({ length: 4 }, () => random.next().toString(16).padStart(8, '0')).join('');
  const sellers = Array.from({ length: shape.sellers }, id);
  const files = new Map<string, Cell[][]>(
    Object.entries(headers).map(([name, header]) => [name, [[...header]]]),
  );
  const add = (name: keyof typeof headers, ...cells: Cell[]): void => void files.get(name)?.push(cells);
  for (const seller of sellers) add('sellers.csv', seller, postcode(random), 'sao paulo', 'SP');

  const buyers = Array.from({ length: Math.ceil(shape.orders * 0.9) }, id);
  let lastReview = id();
  for (let n = 0; n < shape.orders; n += 1) {
    const [order, customer] = [id(), id()];
    add('customers.csv', customer, random.pick(buyers), postcode(random), 'rio de janeiro', 'RJ');
    const status = random.pick(statuses);
    const start = Date.UTC(2017, 0, 1) + random.below(600 * daySeconds) * 1000;
    const after = (hours: number): string => stamp(start + hours * 3_600_000);
    const paid = status !== 'created' && !(status === 'canceled' && random.permille(300));
    const left =
      status === 'delivered' || status === 'shipped' || (status === 'canceled' && random.permille(200));
    const arrived = status === 'delivered' ? after(random.between(48, 900)) : '';
    const estimated = stamp(start + random.between(10, 30) * daySeconds * 1_000).slice(0, 10) + ' 00:00:00';
    const known = [
      after(0),
      paid ? after(1) : '',
      left ? after(random.between(5, 40)) : '',
      arrived,
      estimated,
    ];
    add('orders.csv', order, customer, status, ...known);

    const items = status === 'unavailable' && random.permille(700) ? 0 : random.between(1, 3);
    for (let item = 1; item <= items; item += 1) {
      const seller =
        item === 1 || random.permille(400) ? random.pick(sellers) : (sellers[n % sellers.length] as string);
      add(
        'order_items.csv',
        order,
        item,
        id(),
        seller,
        after(96),
        money(random, 50_000),
        money(random, 4_000),
      );
    }
    const payments = random.permille(100) ? random.between(2, 6) : 1;
    for (let p = 1; p <= payments; p += 1) {
      const value = random.permille(30) ? '0.0' : money(random, 60_000);
      add('order_payments.csv', order, p, p > 1 ? 'voucher' : 'credit_card', 1, value);
    }
    const reviews = random.permille(40) ? 2 : random.permille(950) ? 1 : 0;
    for (let r = 0; r < reviews; r += 1) {
      // The original has no review twice of one order.
      const review = random.permille(20) && r === 0 ? lastReview : id();
      lastReview = review;
      const [title, message] = random.permille(450) ? random.pick(comments) : ['', ''];
      const [asked, answered] = [after(900 + r), after(910 + random.below(48))];
      add('order_reviews.csv', review, order, random.between(1, 5), title, message, asked, answered);
    }
  }
  await mkdir(dir, { recursive: true });
  for (const [name, rows] of files) await writeFile(join(dir, name), csv(rows));
}

const headers = {
  'sellers.csv': ['seller_id', 'seller_zip_code_prefix', 'seller_city', 'seller_state'],
  'customers.csv': [
    'customer_id',
    'customer_unique_id',
    'customer_zip_code_prefix',
    'customer_city',
    'customer_state',
  ],
  'orders.csv': [
    'order_id',
    'customer_id',
    'order_status',
    'order_purchase_timestamp',
    'order_approved_at',
    'order_delivered_carrier_date',
    'order_delivered_customer_date',
    'order_estimated_delivery_date',
  ],
  'order_items.csv': [
    'order_id',
    'order_item_id',
    'product_id',
    'seller_id',
    'shipping_limit_date',
    'price',
    'freight_value',
  ],
  'order_payments.csv': [
    'order_id',
    'payment_sequential',
    'payment_type',
    'payment_installments',
    'payment_value',
  ],
  'order_reviews.csv': [
    'review_id',
    'order_id',
    'review_score',
    'review_comment_title',
    'review_comment_message',
    'review_creation_date',
    'review_answer_timestamp',
  ],
} as const;

const statuses = [
  ...Array<string>(12).fill('delivered'),
  'shipped',
  'shipped',
  'canceled',
  'canceled',
  'unavailable',
  'invoiced',
  'processing',
  'created',
];

const comments: readonly (readonly [string, string])[] = [
  ['Recomendo', 'Chegou antes do prazo, muito bom.'],
  ['', 'Comprei dois, veio um só.\nAguardo resposta.'],
  ['Não chegou meu produto ', 'Péssimo'],
  ['', 'A caixa dizia "frágil", mas veio amassada'],
  ['10', ''],
];

const postcode = (random: SeededRandom): string => String(random.between(1000, 99_999)).padStart(5, '0');
const money = (random: SeededRandom, below: number): string => {
  const cents = random.between(100, below);
  // As in the original: no padding zero, so 99.9 rather than 99.90.
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`.replace(/(\.\d)0$/, '$1');
};
const stamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const csv = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map((cell) => quoted(String(cell))).join(',')}\n`).join('');
const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
