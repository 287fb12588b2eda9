import { createHmac } from 'node:crypto';
import { fromBase64url } from '../../../chaincode/domain/bytes.js';
import type { Client, SellersOrder } from '../../sdk/client/index.js';
import { CellError } from '../forms/cell-error.js';
import type { QuotedOrder } from '../maps/resolve.js';
import { isReference, referenceForm } from './reference-form.js';

/** Which orders a partner's own references stand for, as far as the platform's gateway was asked. */
export class KnownReferences {
  readonly #client: Pick<Client, 'findReferences'>;
  readonly #of: { readonly ledger: string; readonly partner: string };
  readonly #orders = new Map<string, readonly SellersOrder[]>();

  /** `client`: of the platform's gateway, signing as the partner. `ledger`: its id. */
  constructor(
    client: Pick<Client, 'findReferences'>,
    of: { readonly ledger: string; readonly partner: string },
  ) {
    this.#client = client;
    this.#of = of;
  }

  /** Asks for those that were not asked for yet. Throws ProblemError, ClientError. */
  async learn(references: Iterable<string>): Promise<void> {
    const unasked = [...new Set(references)].filter(
      (reference) => isReference(reference) && !this.#orders.has(reference),
    );
    if (unasked.length === 0) return;
    for (const { orders, reference } of await this.#client.findReferences(unasked))
      this.#orders.set(reference, orders);
  }

  /** Whether the gateway knows an order of it that names the partner. */
  isKnown(reference: string): boolean {
    return (this.#orders.get(reference)?.length ?? 0) > 0;
  }

  /** The one order that it stands for; `seller`: where the row says it. Throws CellError. */
  quote(reference: string, seller?: string): QuotedOrder {
    if (!isReference(reference)) throw new CellError(`a reference ${referenceForm}`);
    const all = this.#orders.get(reference) ?? [];
    if (all.length === 0)
      throw new CellError("the platform's gateway knows no order of this reference that names you");
    const [order, second] = all.filter((one) => seller === undefined || one.seller === seller);
    if (order === undefined) throw new CellError('the order of this reference is of another seller');
    if (second !== undefined) {
      throw new CellError(
        seller === undefined
          ? 'this reference is of the orders of several sellers: a column seller must say which is meant'
          : 'this reference is of several orders of the seller: only their own columns, order and token, can say which is meant',
      );
    }
    return { ...order, token: this.#token(order) };
  }

  /**
   * One payment of an order by one partner. It says nothing of the partner's reference, which others could try; whoever
   * takes an order's money in several payments gives each a token of its own.
   */
  #token({ order, seller }: SellersOrder): string {
    const { ledger, partner } = this.#of;
    return createHmac('sha256', fromBase64url(order) ?? '')
      .update(['stl-order-token/v1', ledger, partner, seller].join('\n'), 'utf8')
      .digest('base64url');
  }
}
