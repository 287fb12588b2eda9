import type { FoldState } from '../../chaincode/domain/fold/state.js';
import { trustListsAfter } from '../../chaincode/domain/fold/trust-lists.js';
import type { Crypto } from '../../chaincode/domain/ports.js';
import { verifyCheckpoint } from '../../chaincode/domain/proofs/checkpoint.js';
import { ProofFailure } from '../../chaincode/domain/proofs/failure.js';
import { verifyTrustListChain } from '../../chaincode/domain/trust-list/chain.js';
import type { TrustList } from '../../chaincode/domain/trust-list/list.js';
import type { Finding } from './finding.js';

/**
 * Whether those signed whom the auditor trusts. That a ledger holds by its own word shows little: whoever writes one from its
 * first block on can put any organisations into it.
 */
export async function trustFindings(
  crypto: Crypto,
  view: Pick<FoldState, 'get'>,
  note: string | undefined,
  pinned: TrustList,
): Promise<Finding[]> {
  const versions = trustListsAfter(view, 0).map(({ list, signatures }) => ({
    list,
    signatures: signatures.map(({ jws }) => jws),
  }));
  const chain = await verifyTrustListChain(crypto, pinned, versions);
  if (!chain.trusted) {
    return [
      {
        code: 'trust_list_does_not_hold',
        at: `trust list ${chain.version ?? ''}`.trim(),
        reason: chain.reason,
      },
    ];
  }
  if (note === undefined) {
    return [
      { code: 'not_agreed', at: 'the ledger', reason: 'no checkpoint of it is signed by k organisations' },
    ];
  }
  // A checkpoint that was signed before the newest list came into force bears the keys of an earlier one.
  const lists = [
    pinned,
    ...versions.map(({ list }) => list).filter(({ version }) => version > pinned.version),
  ];
  let reason = '';
  for (const list of lists.reverse()) {
    try {
      await verifyCheckpoint(crypto, note, list);
      return [];
    } catch (error) {
      if (!(error instanceof ProofFailure)) throw error;
      reason ||= error.message;
    }
  }
  return [{ code: 'checkpoint_does_not_hold', at: 'checkpoint', reason }];
}
