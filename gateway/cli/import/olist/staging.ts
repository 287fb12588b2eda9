import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore, removeStore } from '../../../store/open-store.js';
import type { Change, Store } from '../../../store/store.js';
import { ImportFailure } from '../failure.js';
import { Cells } from './cells.js';
import { readRows } from './csv.js';
import type { OlistItem, OlistOrder, OlistPayment, OlistReview } from './order.js';
import { olistTables, rowKeys } from './tables.js';

const rowsPerWrite = 1000;

/**
 * The Olist files joined by order. The files are in no common order, so their rows are first sorted on disk:
 * memory stays the same however many there are. The directory holds comments in clear until `close` removes it.
 */
export class OlistStaging {
  readonly #directory: string;
  readonly #rows: Store<string>;

  private constructor(
    directory: string,
    rows: Store<string>,
    /** Number of orders. */
    readonly orderCount: number,
  ) {
    this.#directory = directory;
    this.#rows = rows;
  }

  /** Reads all files of `source` into a fresh store at `directory`. Throws ImportFailure. */
  static async load(source: string, directory: string): Promise<OlistStaging> {
    await removeStore(directory);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const rows = await openStore<string>({ directory, keys: 'utf8', synced: false, create: 'always' });
    try {
      const orderCount = await loadTables(source, rows);
      if (orderCount === 0) throw new ImportFailure('nothing_to_import', 'orders.csv holds no order');
      return new OlistStaging(directory, rows, orderCount);
    } catch (error) {
      await rows.close();
      await removeStore(directory);
      throw error;
    }
  }

  /** Every order with its items, payments and reviews, in order of its id. */
  async *orders(): AsyncGenerator<OlistOrder> {
    let group: { id: string; head: StagedOrder; parts: Parts } | undefined;
    for await (const [key, bytes] of this.#rows.rows(allOrders)) {
      const value: unknown = JSON.parse(bytes.toString());
      const [, id, part] = key.split('/') as [string, string, string];
      if (part === '') {
        if (group) yield this.#assemble(group.id, group.head, group.parts);
        group = { id, head: value as StagedOrder, parts: { items: [], payments: [], reviews: [] } };
        continue;
      }
      if (group?.id !== id) throw inconsistent('a row names an order that orders.csv does not have');
      if (part === 'i') group.parts.items.push(value as OlistItem);
      else if (part === 'p') group.parts.payments.push(value as OlistPayment);
      else group.parts.reviews.push(value as OlistReview);
    }
    if (group) yield this.#assemble(group.id, group.head, group.parts);
  }

  async close(): Promise<void> {
    await this.#rows.close();
    await removeStore(this.#directory);
  }

  #parsed(key: string): unknown {
    const bytes = this.#rows.get(key);
    return bytes && (JSON.parse(bytes.toString()) as unknown);
  }

  #assemble(id: string, head: StagedOrder, parts: Parts): OlistOrder {
    const { customer, ...times } = head;
    const buyer = this.#parsed(rowKeys.customer(customer));
    if (typeof buyer !== 'string') throw inconsistent('an order names a customer that customers.csv lacks');
    for (const item of parts.items) {
      const known = this.#parsed(rowKeys.seller(item.seller));
      if (known === undefined) throw inconsistent('an item names a seller that sellers.csv does not have');
    }
    const reviews = parts.reviews.sort((a, b) => a.answered - b.answered || (a.id < b.id ? -1 : 1));
    return { id, buyer, ...times, items: parts.items, payments: parts.payments, reviews };
  }
}

/** Bounds that hold every row of an order. */
const allOrders = { gte: 'o/', lt: 'o0' };

type StagedOrder = Omit<OlistOrder, 'id' | 'buyer' | 'items' | 'payments' | 'reviews'> & { customer: string };
interface Parts {
  readonly items: OlistItem[];
  readonly payments: OlistPayment[];
  readonly reviews: OlistReview[];
}

async function loadTables(source: string, rows: Store<string>): Promise<number> {
  for (const table of olistTables) {
    let batch: Change<string>[] = [];
    for await (const row of readRows(join(source, table.file), table.file, table.columns)) {
      const { key, value } = table.stage(row.cells, new Cells(table.file, row.line));
      batch.push({ key, value: JSON.stringify(value) });
      if (batch.length >= rowsPerWrite) {
        await rows.write(batch);
        batch = [];
      }
    }
    await rows.write(batch);
  }
  let orders = 0;
  for await (const [key] of rows.rows(allOrders)) if (key.endsWith('/')) orders += 1;
  return orders;
}

const inconsistent = (message: string): ImportFailure => new ImportFailure('rows_inconsistent', message);
