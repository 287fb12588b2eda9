import { endsOf, type End } from '../../../chaincode/domain/participants/ends.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import type { Page, Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import type { Clock } from '../common/ports.js';
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

/** A participant as the ledger has it, and what of it ends within 30 days or has ended: the most urgent, where there is any. */
export interface ParticipantView extends Participant {
  readonly ends?: End;
}

export class Members {
  readonly #queries: Queries;
  readonly #clock: Clock;

  constructor(queries: Queries, clock: Clock) {
    this.#queries = queries;
    this.#clock = clock;
  }

  list(after: string | undefined, limit: number): Page<ParticipantView> {
    const { items, next } = this.#queries.participants(after, limit);
    return { items: items.map((one) => this.#view(one)), next };
  }

  one(id: string): ParticipantView {
    return this.#view(this.#known(id));
  }

  /** As it stands on the ledger, and nothing else. Throws ServiceError `not_found`. */
  registered(id: string): Participant {
    return this.#known(id);
  }

  /** How many batches a participant's keys have signed. */
  batchCount({ keys }: Pick<Participant, 'keys'>): number {
    return keys.reduce((sum, { kid }) => sum + this.#queries.batchCount(kid), 0);
  }

  #view(participant: Participant): ParticipantView {
    const [ends] = endsOf(participant, this.#clock());
    return ends === undefined ? participant : { ...participant, ends };
  }

  #known(id: string): Participant {
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
    const participant = this.#known(id);
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
