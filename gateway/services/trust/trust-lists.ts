import type { SignedTrustList } from '../../../chaincode/domain/trust-list/list.js';
import type { Queries } from '../../projection/port.js';

/** Whom outsiders may trust, and who vouched for each change of it. */
export class TrustLists {
  readonly #queries: Pick<Queries, 'trustLists'>;

  constructor(queries: Pick<Queries, 'trustLists'>) {
    this.#queries = queries;
  }

  /** All versions, the oldest first: a reader starts at the one it has pinned. */
  all(): SignedTrustList[] {
    return this.#queries
      .trustLists(0)
      .map(({ list, signatures }) => ({ list, signatures: signatures.map(({ jws }) => jws) }));
  }
}
