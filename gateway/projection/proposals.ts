import { type FoldState, keys, load } from '../../chaincode/domain/fold/state.js';
import type { ConsortiumState } from '../../chaincode/domain/governance/types.js';
import { parseTime } from '../../chaincode/domain/time.js';
import type { ProposalView } from './port.js';

/** A proposal as it stands now. One that can no longer execute is shown so, though the ledger left it open. */
export function proposalView(
  state: Pick<FoldState, 'get'>,
  id: string,
  now: number,
): ProposalView | undefined {
  const stored = load<ProposalView>(state, keys.proposal(id));
  if (stored?.status !== 'open') return stored;
  const { base, expires } = stored.proposal;
  if ((parseTime(expires) ?? 0) < now) return { ...stored, status: 'expired' };
  const seq = load<ConsortiumState>(state, keys.consortium)?.seq;
  return seq === base ? stored : { ...stored, status: 'stale' };
}
