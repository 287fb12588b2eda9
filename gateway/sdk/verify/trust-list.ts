import {
  verifyTrustListChain as followChain,
  type TrustListOutcome,
} from '../../../chaincode/domain/trust-list/chain.js';
import type { TrustList } from '../../../chaincode/domain/trust-list/list.js';
import { verifyWith } from '../platform/keys.js';

/**
 * Follows a trust list from the version that the reader has pinned to the newest (`versions` of `/v1/trust-list`, from
 * anywhere). What it gives is the trust that `verifyBadge` asks for, and the next pin. Never throws for what is offered.
 */
export function verifyTrustListChain(pinned: TrustList, offered: unknown): Promise<TrustListOutcome> {
  return followChain(
    { verify: (_alg, key, data, signature) => verifyWith(key, data, signature) },
    pinned,
    offered,
  );
}
