import type { Queries } from '../../projection/port.js';
import { Turns } from '../common/turns.js';

const casesPerPage = 500;

/** Which open cases contest which records. For one answer: the cases of a seller are read once. */
export class Disputes {
  readonly #contested = new Map<string, Map<string, string[]>>();

  readonly #queries: Pick<Queries, 'aggregate' | 'cases'>;

  constructor(queries: Pick<Queries, 'aggregate' | 'cases'>) {
    this.#queries = queries;
  }

  /** Ids of open cases about the seller that contest any of the records, sorted. */
  async of(seller: string, records: readonly string[]): Promise<readonly string[]> {
    let contested = this.#contested.get(seller);
    if (contested === undefined) {
      contested = await this.#read(seller);
      this.#contested.set(seller, contested);
    }
    return [...new Set(records.flatMap((id) => contested.get(id) ?? []))].sort();
  }

  async #read(seller: string): Promise<Map<string, string[]>> {
    const contested = new Map<string, string[]>();
    if ((this.#queries.aggregate(seller)?.public.openCases ?? []).length === 0) return contested;
    const turns = new Turns();
    for (let cursor: string | undefined; ;) {
      const { items, next } = this.#queries.cases(seller, cursor, casesPerPage);
      for (const { id, open, steps } of items) {
        if (!open) continue;
        for (const { record } of steps) {
          for (const target of (record.kind === 'case' && record.contests) || [])
            contested.set(target, [...(contested.get(target) ?? []), id]);
        }
      }
      if (next === null) return contested;
      cursor = next;
      if (turns.isOver) await turns.next();
    }
  }
}
