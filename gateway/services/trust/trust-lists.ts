import type { Sha256 } from '../../../chaincode/domain/ports.js';
import type { SignedTrustList } from '../../../chaincode/domain/trust-list/list.js';
import { tlogPolicy } from '../../../chaincode/domain/trust-list/policy.js';
import type { Queries } from '../../projection/port.js';

/** Whom outsiders may trust, and who vouched for each change of it. */
export class TrustLists {
  readonly #queries: Pick<Queries, 'trustLists'>;
  readonly #sha256: Sha256;

  constructor(queries: Pick<Queries, 'trustLists'>, sha256: Sha256) {
    this.#queries = queries;
    this.#sha256 = sha256;
  }

  /** The newest version as a C2SP tlog-policy; undefined before there is one. */
  policy(): string | undefined {
    const newest = this.#queries.trustLists(0).at(-1)?.list;
    return newest && tlogPolicy(this.#sha256, newest);
  }

  /** All versions, the oldest first: a reader starts at the one it has pinned. */
  all(): SignedTrustList[] {
    return this.#queries
      .trustLists(0)
      .map(({ list, signatures }) => ({ list, signatures: signatures.map(({ jws }) => jws) }));
  }
}
