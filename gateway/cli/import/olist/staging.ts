import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
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
  readonly #rows: Level<string, unknown>;

  private constructor(
    directory: string,
    rows: Level<string, unknown>,
    /** Number of orders. */
    readonly orderCount: number,
  ) {
    this.#directory = directory;
    this.#rows = rows;
  }

  /** Reads all files of `source` into a fresh store at `directory`. Throws ImportFailure. */
  static async load(source: string, directory: string): Promise<OlistStaging> {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const rows = new Level<string, unknown>(directory, { valueEncoding: 'json' });
    await rows.open();
    try {
      const orderCount = await loadTables(source, rows);
      if (orderCount === 0) throw new ImportFailure('nothing_to_import', 'orders.csv holds no order');
      return new OlistStaging(directory, rows, orderCount);
    } catch (error) {
      await rows.close();
      await rm(directory, { recursive: true, force: true });
      throw error;
    }
  }

  /** Every order with its items, payments and reviews, in order of its id. */
  async *orders(): AsyncGenerator<OlistOrder> {
    let group: { id: string; head: StagedOrder; parts: Parts } | undefined;
    for await (const [key, value] of this.#rows.iterator({ gt: 'o/', lt: 'o0' })) {
      const [, id, part] = key.split('/') as [string, string, string];
      if (part === '') {
        if (group) yield await this.#assemble(group.id, group.head, group.parts);
        group = { id, head: value as StagedOrder, parts: { items: [], payments: [], reviews: [] } };
        continue;
      }
      if (group?.id !== id) throw inconsistent('a row names an order that orders.csv does not have');
      if (part === 'i') group.parts.items.push(value as OlistItem);
      else if (part === 'p') group.parts.payments.push(value as OlistPayment);
      else group.parts.reviews.push(value as OlistReview);
    }
    if (group) yield await this.#assemble(group.id, group.head, group.parts);
  }

  async close(): Promise<void> {
    await this.#rows.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #assemble(id: string, head: StagedOrder, parts: Parts): Promise<OlistOrder> {
    const { customer, ...times } = head;
    const buyer = await this.#rows.get(rowKeys.customer(customer));
    if (typeof buyer !== 'string') throw inconsistent('an order names a customer that customers.csv lacks');
    for (const item of parts.items) {
      const known = await this.#rows.get(rowKeys.seller(item.seller));
      if (known === undefined) throw inconsistent('an item names a seller that sellers.csv does not have');
    }
    const reviews = parts.reviews.sort((a, b) => a.answered - b.answered || (a.id < b.id ? -1 : 1));
    return { id, buyer, ...times, items: parts.items, payments: parts.payments, reviews };
  }
}

type StagedOrder = Omit<OlistOrder, 'id' | 'buyer' | 'items' | 'payments' | 'reviews'> & { customer: string };
interface Parts {
  readonly items: OlistItem[];
  readonly payments: OlistPayment[];
  readonly reviews: OlistReview[];
}

async function loadTables(source: string, rows: Level<string, unknown>): Promise<number> {
  for (const table of olistTables) {
    let batch: { type: 'put'; key: string; value: unknown }[] = [];
    for await (const row of readRows(join(source, table.file), table.file, table.columns)) {
      batch.push({ type: 'put', ...table.stage(row.cells, new Cells(table.file, row.line)) });
      if (batch.length >= rowsPerWrite) {
        await rows.batch(batch);
        batch = [];
      }
    }
    await rows.batch(batch);
  }
  let orders = 0;
  for await (const key of rows.keys({ gt: 'o/', lt: 'o0' })) if (key.endsWith('/')) orders += 1;
  return orders;
}

const inconsistent = (message: string): ImportFailure => new ImportFailure('rows_inconsistent', message);
