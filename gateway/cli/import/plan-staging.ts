import { groupOf } from '../../../chaincode/domain/fold/fact-of.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { Happening } from './import-run.js';
import { ScratchStore, sortable } from './scratch-store.js';
import type { Identity, Standing } from './stated.js';

/** What is to happen about one identity. */
export interface Planned extends Happening {
  readonly identity: Identity;
  readonly known?: Standing | undefined;
}

/** What is to be sent once all of it is known to be good: sorted on disk by what it is about, then by time, then by row. */
export class PlanStaging {
  readonly #scratch: ScratchStore;
  #size = 0;

  private constructor(scratch: ScratchStore) {
    this.#scratch = scratch;
  }

  static async create(directory: string): Promise<PlanStaging> {
    return new PlanStaging(await ScratchStore.create(directory));
  }

  get size(): number {
    return this.#size;
  }

  /** `about`: the fact in question. `row`: its first; of those of one row, `position` says which comes first. */
  async add(
    planned: Planned,
    about: {
      readonly fact: FactRecord | undefined;
      readonly source: number;
      readonly row: number;
      readonly position: number;
    },
  ): Promise<void> {
    const thing = about.fact === undefined ? planned.known?.record : thingOf(about.fact, planned.issuer);
    const at = about.fact?.at ?? '';
    const order = [about.source, about.row, about.position].map(sortable).join('/');
    const place = `${at}/${order}/${planned.identity.digest}`;
    await this.#scratch.put(`${encodeURIComponent(thing ?? '')}/${place}`, planned);
    this.#size += 1;
  }

  /** Those of one thing follow each other. `thing`: names it. */
  async *all(): AsyncGenerator<Planned & { readonly thing: string }> {
    await this.#scratch.flush();
    for await (const [key, planned] of this.#scratch.rows({ gte: ' ', lt: '~' }))
      yield { ...(planned as Planned), thing: key.slice(0, key.indexOf('/')) };
  }

  async close(): Promise<void> {
    await this.#scratch.close();
  }
}

/** What is judged together goes together, by whomever it is stated. */
function thingOf(fact: FactRecord, issuer: string): string {
  if ('order' in fact && fact.order !== undefined) return fact.order;
  return groupOf(fact, issuer)?.key ?? fact.seller;
}
