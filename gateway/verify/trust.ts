import type { Organisation } from '../../chaincode/domain/governance/types.js';
import type { Trust } from '../../chaincode/domain/proofs/checkpoint.js';

/** Whom the reader trusts, got from elsewhere than the badge: `Trust` with each organisation's sign key. */
export interface TrustedConsortium extends Trust {
  readonly organisations: readonly Pick<Organisation, 'id' | 'url' | 'logKey' | 'cosignerKey' | 'signKey'>[];
}
