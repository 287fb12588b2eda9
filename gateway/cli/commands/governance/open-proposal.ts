import type { Action } from '../../../../chaincode/domain/consortium/action.js';
import type { Client, ProposalView } from '../../../sdk/client/index.js';

/** An open proposal of such an action: whoever runs a command again must not propose the same thing twice. */
export async function openProposal(
  client: Client,
  isSuch: (action: Action) => boolean,
): Promise<ProposalView | undefined> {
  for await (const view of client.list<ProposalView>('/v1/proposals'))
    if (view.status === 'open' && isSuch(view.proposal.action)) return view;
  return undefined;
}
