import { daySeconds } from '../../../chaincode/domain/time.js';
import type { Queries } from '../../projection/port.js';
import { Allowance, type AllowanceTerms } from '../common/allowance.js';
import type { Caller } from '../common/caller.js';
import type { Clock, ReferenceStore, SellersOrder } from '../common/ports.js';
import { ServiceError } from '../common/service-error.js';
import { Turns } from '../common/turns.js';
import { requireResource } from './visibility.js';

export interface FoundReference {
  readonly reference: string;
  /** None: it is not known, or not for the caller. */
  readonly orders: readonly SellersOrder[];
}

/**
 * What became of a reference that was to be kept.
 * - `order_missing`: the platform does not state this order
 * - `partner_not_named`: neither the order nor a dispatch of it names the partner
 * - `ended`: the order is older than references are kept
 * - `too_many`: the partner's reference belongs to as many orders as one may
 */
export const referenceOutcomes = ['kept', 'order_missing', 'partner_not_named', 'ended', 'too_many'] as const;
export type ReferenceOutcome = (typeof referenceOutcomes)[number];

/** For each participant. Whoever holds a stolen key of a carrier must not find its parcels by trying numbers. */
export const referenceLimits = {
  asked: { burst: 200_000, perSecond: 200 },
  missed: { burst: 50_000, perSecond: 10 },
} as const satisfies Record<string, AllowanceTerms>;

/** Whether references of an order are no longer kept, nor answered. `at`: when it was accepted, seconds. */
export const isEnded = (at: number, now: number, days: number): boolean => at < now - days * daySeconds;

/** Tells partners which order their own reference belongs to. */
export class References {
  readonly #store: Pick<ReferenceStore, 'find'>;
  readonly #queries: Pick<Queries, 'order'>;
  readonly #now: Clock;
  /** For how long after an order references of it are answered. */
  readonly #days: number;
  readonly #asked: Allowance;
  readonly #missed: Allowance;

  constructor(
    store: Pick<ReferenceStore, 'find'>,
    queries: Pick<Queries, 'order'>,
    { now, days, limits = referenceLimits }: { now: Clock; days: number; limits?: typeof referenceLimits },
  ) {
    this.#store = store;
    this.#queries = queries;
    this.#now = now;
    this.#days = days;
    this.#asked = new Allowance(limits.asked, now);
    this.#missed = new Allowance(limits.missed, now);
  }

  /**
   * Orders by the caller's own references, in the order asked. Another partner's reference is looked for under another
   * name, and so is missed like one that nobody knows: neither answer nor time tells the two apart. Throws ServiceError.
   */
  async find(caller: Caller, references: readonly string[]): Promise<readonly FoundReference[]> {
    const own = caller.type === 'participant' ? caller.participant : undefined;
    requireResource(caller, 'references', own);
    const partner = own?.id ?? '';
    const wait = Math.max(
      this.#asked.waitFor(partner, references.length),
      // As if all were missed: else the last question could find more than is left.
      this.#missed.waitFor(partner, references.length),
    );
    if (wait > 0) {
      throw new ServiceError('rate_limited', 'Too many references were asked for, or were not known here.', {
        retryAfter: wait,
      });
    }
    this.#asked.use(partner, references.length);
    this.#missed.use(partner, references.length);
    const found: FoundReference[] = [];
    const turns = new Turns();
    for (const reference of references) {
      if (turns.isOver) await turns.next();
      const orders = this.#store.find(partner, reference).filter((order) => this.#isFor(partner, order));
      found.push({ reference, orders });
    }
    this.#missed.use(partner, -found.filter(({ orders }) => orders.length > 0).length);
    return found;
  }

  /** What was right when it was kept may have been corrected since. */
  #isFor(partner: string, { seller, order }: SellersOrder): boolean {
    const standing = this.#queries.order(seller, order);
    return (
      standing !== undefined &&
      standing.parties.includes(partner) &&
      !isEnded(standing.at, this.#now(), this.#days)
    );
  }
}
