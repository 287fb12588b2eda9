import type { Client, SellersOrder } from '../../sdk/client/index.js';

/** What a reference stands for; `several`: only with its seller would it be one order. */
export type KnownOrder = SellersOrder | 'unknown' | 'several';

/** Which orders references stand for, as the platform's gateway told their partner. */
export class KnownReferences {
  readonly #orders: ReadonlyMap<string, readonly SellersOrder[]>;

  private constructor(orders: ReadonlyMap<string, readonly SellersOrder[]>) {
    this.#orders = orders;
  }

  /** Asks for each reference once. Throws ProblemError, ClientError. */
  static async ask(
    client: Pick<Client, 'findReferences'>,
    references: Iterable<string>,
  ): Promise<KnownReferences> {
    const found = await client.findReferences([...new Set(references)]);
    return new KnownReferences(new Map(found.map(({ reference, orders }) => [reference, orders])));
  }

  /** `seller`: where the row says it. */
  orderOf(reference: string, seller?: string): KnownOrder {
    const orders = (this.#orders.get(reference) ?? []).filter(
      (order) => seller === undefined || order.seller === seller,
    );
    const [first, second] = orders;
    if (first === undefined) return 'unknown';
    return second === undefined ? first : 'several';
  }
}
