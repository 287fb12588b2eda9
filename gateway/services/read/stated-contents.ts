import type { RecordCount } from '../../../chaincode/domain/fold/record-count.js';
import type { Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import { countOf } from './standing.js';
import { requireParticipant } from './visibility.js';

/** What a participant has stated. */
export interface Stated {
  /** In the order asked; null where the ledger has no record of the caller's that says this, as far as it is folded here. */
  readonly items: readonly (RecordCount | null)[];
  /** Ids of the caller's batches that this gateway has, and that cannot be read here yet: they may hold what is null. */
  readonly unsettled: readonly string[];
}

/** Tells a participant which contents it has stated already, so that a file that grows is not stated twice. */
export class StatedContents {
  readonly #queries: Pick<Queries, 'recordByContent' | 'record'>;
  readonly #unsettled: (issuer: string) => readonly string[];

  constructor(
    queries: Pick<Queries, 'recordByContent' | 'record'>,
    unsettled: (issuer: string) => readonly string[],
  ) {
    this.#queries = queries;
    this.#unsettled = unsettled;
  }

  /**
   * Of the caller's own records alone: else whoever can guess what a record says could ask whether it was said.
   * @param digests `contentId` of one record each. Throws ServiceError.
   */
  of(caller: Caller, digests: readonly string[]): Stated {
    const { id } = requireParticipant(caller);
    const items = digests.map((digest) => {
      const found = this.#queries.recordByContent(id, digest);
      const record = found === undefined ? undefined : this.#queries.record(found);
      return record === undefined ? null : countOf(record);
    });
    return { items, unsettled: this.#unsettled(id) };
  }
}
