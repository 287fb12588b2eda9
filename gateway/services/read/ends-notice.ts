import { endsOf, type End } from '../../../chaincode/domain/participants/ends.js';
import { dayOf } from '../../../chaincode/domain/time.js';
import type { LedgerPort } from '../../ledger/port.js';
import type { Queries } from '../../projection/port.js';
import type { Clock } from '../common/ports.js';

export interface ParticipantEnd extends End {
  readonly participant: string;
}

/** Participants read at a time. */
const pageItems = 500;

/** Tells an operator once a day which of its participants' registrations, keys and accreditations end soon or have ended. */
export class EndsNotice {
  /** The UTC day of which all has been told. */
  #toldOf = -1;

  readonly #ledger: Pick<LedgerPort, 'height'>;
  readonly #queries: Pick<Queries, 'participants' | 'status'>;
  readonly #own: { readonly organisations: ReadonlySet<string>; readonly clock: Clock };
  readonly #tell: (ends: readonly ParticipantEnd[]) => void;

  constructor(
    ledger: Pick<LedgerPort, 'height'>,
    queries: Pick<Queries, 'participants' | 'status'>,
    own: { readonly organisations: ReadonlySet<string>; readonly clock: Clock },
    tell: (ends: readonly ParticipantEnd[]) => void,
  ) {
    this.#ledger = ledger;
    this.#queries = queries;
    this.#own = own;
    this.#tell = tell;
  }

  /** To be called after each block. Throws LedgerError. */
  async look(): Promise<void> {
    const now = this.#own.clock();
    const day = dayOf(now);
    if (day === this.#toldOf) return;
    // Half folded, a ledger still has the keys that were renewed later.
    if (this.#queries.status().height < (await this.#ledger.height())) return;
    this.#toldOf = day;
    const ends = this.#ends(now);
    if (ends.length > 0) this.#tell(ends);
  }

  #ends(now: number): ParticipantEnd[] {
    const found: ParticipantEnd[] = [];
    let after: string | undefined;
    do {
      const { items, next } = this.#queries.participants(after, pageItems);
      const own = items.filter(({ org }) => this.#own.organisations.has(org));
      found.push(...own.flatMap((one) => endsOf(one, now).map((end) => ({ participant: one.id, ...end }))));
      after = next ?? undefined;
    } while (after !== undefined);
    return found;
  }
}
