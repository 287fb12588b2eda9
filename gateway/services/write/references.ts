import { daySeconds, hourSeconds } from '../../../chaincode/domain/time.js';
import type { Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import type { Clock, PartnersReference, ReferenceStore, SellersOrder } from '../common/ports.js';
import { ServiceError } from '../common/service-error.js';
import { Turns } from '../common/turns.js';
import { isEnded, type ReferenceOutcome } from '../read/references.js';

export interface BookTerms {
  readonly now: Clock;
  /** The organisation of this gateway: it keeps references of its own platforms alone. */
  readonly org: string;
  /** Days after an order for which references of it are kept. */
  readonly days: number;
}

/** Keeps what partners call the orders of this organisation's platforms, for as long as they may need it. */
export class ReferenceBook {
  readonly #store: ReferenceStore;
  readonly #queries: Pick<Queries, 'order'>;
  readonly #terms: BookTerms;
  #sweptAt = 0;

  constructor(store: ReferenceStore, queries: Pick<Queries, 'order'>, terms: BookTerms) {
    this.#store = store;
    this.#queries = queries;
    this.#terms = terms;
  }

  /** One outcome for each, in their order. Throws ServiceError, LedgerError `read_only`. */
  async keep(caller: Caller, references: readonly PartnersReference[]): Promise<readonly ReferenceOutcome[]> {
    const platform = this.#platformOf(caller);
    const outcomes: ReferenceOutcome[] = [];
    const keeping: (PartnersReference & { at: number })[] = [];
    const turns = new Turns();
    for (const reference of references) {
      if (turns.isOver) await turns.next();
      const judged = this.#judge(platform, reference);
      outcomes.push(typeof judged === 'string' ? judged : 'kept');
      if (typeof judged !== 'string') keeping.push({ ...reference, ...judged });
    }
    const kept = (await this.#store.keep(keeping)).values();
    return outcomes.map((outcome) =>
      outcome === 'kept' && kept.next().value === false ? 'too_many' : outcome,
    );
  }

  /** Forgets all references of an order of the caller's: how many there were. Throws ServiceError. */
  async forget(caller: Caller, order: SellersOrder): Promise<number> {
    const platform = this.#platformOf(caller);
    if (!order.seller.startsWith(`${platform}.`))
      throw new ServiceError('ring_too_low', 'The seller is of another platform.');
    return this.#store.forget(order);
  }

  /** Forgets, at most once an hour, what has ended. */
  async look(): Promise<void> {
    const { now, days } = this.#terms;
    if (now() < this.#sweptAt + hourSeconds) return;
    this.#sweptAt = now();
    await this.#store.forgetBefore(now() - days * daySeconds);
  }

  #platformOf(caller: Caller): string {
    if (caller.type === 'anonymous')
      throw new ServiceError('signature_required', 'A platform signs what it asks to be kept.');
    const own = caller.type === 'participant' ? caller.participant : undefined;
    if (own?.org === this.#terms.org && own.roles.includes('platform')) return own.id;
    throw new ServiceError(
      'ring_too_low',
      "References are kept for platforms of this gateway's organisation, and no one else.",
    );
  }

  #judge(
    platform: string,
    { seller, order, partner }: PartnersReference,
  ): ReferenceOutcome | { readonly at: number } {
    const standing = this.#queries.order(seller, order);
    if (standing?.issuer !== platform) return 'order_missing';
    if (!standing.parties.includes(partner)) return 'partner_not_named';
    const { now, days } = this.#terms;
    return isEnded(standing.at, now(), days) ? 'ended' : { at: standing.at };
  }
}
