import type { TrustList } from '../../../../chaincode/domain/trust-list/list.js';
import { verifyTrustListChain } from '../../../sdk/verify/index.js';
import type { Memory } from './memory.js';

/** Milliseconds that the list may take: a site that never answers must not keep the page waiting for ever. */
const answerWaitMs = 8_000;

/**
 * The newest trust list that follows from the one kept from an earlier visit; the first time, the one this site gives.
 * Undefined where none is kept and none can be had. @param gateway base URL; empty for the page's own site
 */
export async function followTrust(memory: Memory, gateway = ''): Promise<TrustList | undefined> {
  const { pinned } = memory.kept;
  const offered = await fetch(`${gateway}/v1/trust-list`, {
    signal: AbortSignal.timeout(answerWaitMs),
  })
    .then(
      (answer) => answer.json() as Promise<{ readonly versions?: readonly { readonly list: TrustList }[] }>,
    )
    .catch(() => undefined);
  const start = pinned ?? offered?.versions?.[0]?.list;
  if (start === undefined) return undefined;
  // The gateway gave nothing, or an answer that is no object.
  if (!offered) return start;
  const followed = await verifyTrustListChain(start, offered.versions);
  if (!followed.trusted) return pinned;
  memory.keep({ pinned: followed.list });
  return followed.list;
}
