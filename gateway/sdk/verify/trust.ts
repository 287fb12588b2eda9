import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { ConsortiumState, Organisation } from '../../../chaincode/domain/consortium/document.js';
import type { Trust } from '../../../chaincode/domain/proofs/checkpoint.js';

/** Whom the reader trusts, got from elsewhere than the badge: `Trust` with each organisation's sign key. */
export interface TrustedConsortium extends Trust {
  readonly organisations: readonly Pick<Organisation, 'id' | 'url' | 'logKey' | 'cosignerKey' | 'signKey'>[];
}

/**
 * Whether the ledger itself named the same organisations, keys and k at the checkpoint. Where not, somebody may be keeping a
 * newer trust list from the reader: then a key that was replaced, or that of an organisation which left, still signs.
 */
export function isInForce(trust: TrustedConsortium, consortium: ConsortiumState): boolean {
  const namesOf = ({ k, organisations }: Pick<TrustedConsortium, 'k' | 'organisations'>): string =>
    canonicalText([
      k,
      ...organisations
        .map(({ cosignerKey, id, logKey, signKey }) => [id, signKey.x, signKey.y, logKey, cosignerKey].join())
        .sort(),
    ]);
  return namesOf(trust) === namesOf(consortium);
}
