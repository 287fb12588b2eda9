import { dayOf } from '../../../chaincode/domain/time.js';
import type { Numbers, Queries } from '../../projection/port.js';
import type { Clock } from '../common/ports.js';
import { Turns } from '../common/turns.js';

export interface RollEntry {
  readonly id: string;
  /** UTC day of the newest stated fact, or today where that lies ahead. */
  readonly day: number;
}

/** All sellers in the order in which the ledger first heard of them: a place on it is for good. */
export class SellerRoll {
  readonly #queries: Pick<Queries, 'aggregate'>;
  readonly #numbers: Pick<Numbers, 'sellerAt' | 'sellerCount'>;
  readonly #now: Clock;

  constructor(
    queries: Pick<Queries, 'aggregate'>,
    numbers: Pick<Numbers, 'sellerAt' | 'sellerCount'>,
    now: Clock,
  ) {
    this.#queries = queries;
    this.#numbers = numbers;
    this.#now = now;
  }

  count(): number {
    return this.#numbers.sellerCount();
  }

  /** Those from one place up to, and without, another. It lets others have their turn in between. */
  async part(from: number, to: number): Promise<RollEntry[]> {
    const today = dayOf(this.#now());
    const entries: RollEntry[] = [];
    const turns = new Turns();
    for (let place = from; place < Math.min(to, this.count()); place++) {
      if (turns.isOver) await turns.next();
      const id = this.#numbers.sellerAt(place);
      const newest = id === undefined ? undefined : this.#queries.aggregate(id)?.public.newestDay;
      if (id !== undefined && newest !== undefined) entries.push({ id, day: Math.min(newest, today) });
    }
    return entries;
  }
}
