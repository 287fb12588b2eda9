import type { FoldState } from '../../chaincode/domain/fold/state.js';
import { trustListsAfter } from '../../chaincode/domain/fold/trust-lists.js';
import type { Finding } from './finding.js';

/** Coordinates of a P-256 key. */
interface Point {
  readonly x: string;
  readonly y: string;
}

/**
 * Whether those who signed an embedded ledger's blocks are organisations of its consortium: the blocks name their signers themselves. Without
 * this, whoever hands an export on could change what no checkpoint covers yet, and sign it with keys of their own.
 */
export function signerFindings(view: Pick<FoldState, 'get'>, signers: readonly Point[]): Finding[] {
  const named = new Set(
    trustListsAfter(view, 0).flatMap(({ list }) => list.organisations.map(({ signKey }) => pointOf(signKey))),
  );
  if (signers.length > 0 && signers.every((one) => named.has(pointOf(one)))) return [];
  const reason =
    signers.length === 0 ? 'nobody signed them' : 'they are signed with a key that no organisation has had';
  return [{ code: 'signer_unknown', at: 'all blocks', reason }];
}

const pointOf = ({ x, y }: Point): string => `${x} ${y}`;
