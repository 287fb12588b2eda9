import { formatTime } from '../../../chaincode/domain/time.js';
import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import type { Page, Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import { notFound } from '../common/service-error.js';
import { requireResource } from './visibility.js';

/** A batch that one key signed: where to look when the key was stolen. */
export interface KeyBatch {
  readonly batch: string;
  readonly jti: string;
  readonly n: number;
  readonly block: number;
  readonly tx: number;
  readonly time: string;
}

export class Members {
  readonly #queries: Queries;

  constructor(queries: Queries) {
    this.#queries = queries;
  }

  list(after: string | undefined, limit: number): Page<Participant> {
    return this.#queries.participants(after, limit);
  }

  one(id: string): Participant {
    const participant = this.#queries.participant(id);
    if (participant === undefined) throw notFound('participant');
    return participant;
  }

  keyBatches(
    caller: Caller,
    id: string,
    kid: string,
    cursor: string | undefined,
    limit: number,
  ): Page<KeyBatch> {
    const participant = this.one(id);
    requireResource(caller, 'keyBatches', participant);
    // Another participant's key would show that one's batches under this one's permission.
    if (!participant.keys.some((key) => key.kid === kid)) throw notFound('key');
    const { items, next } = this.#queries.batchesByKey(kid, cursor, limit);
    return {
      items: items.map(({ id, jti, n, block, tx, time }) => ({
        batch: id,
        jti,
        n,
        block,
        tx,
        time: formatTime(time),
      })),
      next,
    };
  }
}
