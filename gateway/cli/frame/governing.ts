import type { Command } from 'commander';
import type { ProposalView } from '../../../chaincode/domain/governance/proposal.js';
import type { Action, Proposal } from '../../../chaincode/domain/consortium/action.js';
import { formatTime, daySeconds } from '../../../chaincode/domain/time.js';
import { DataDir } from '../../data-dir/data-dir.js';
import { createClient, type Client } from '../../sdk/client/index.js';
import { globals } from './command.js';
import { usage } from './failure.js';
import { signerIn } from './key-file.js';

export interface GoverningOptions {
  readonly admin?: string;
  readonly adminKey?: string;
}

/** `--admin` and `--admin-key`, for commands that speak for an organisation. */
export function addGoverning(command: Command): Command {
  return command
    .option('--admin <org>', "act for this organisation, with its admin key in the data directory's orgs/")
    .option('--admin-key <file>', 'the admin key, where it lies elsewhere');
}

export async function governingClient(command: Command, options: GoverningOptions): Promise<Client> {
  const { dataDir, url } = globals(command);
  if (options.admin === undefined && options.adminKey === undefined)
    throw usage('--admin ORG is missing: which organisation acts?');

  const file = options.adminKey ?? new DataDir(dataDir).organisationKey(options.admin ?? '', 'admin');
  return createClient({ url, signer: await signerIn(file) });
}

/** Days in which others may approve. */
const openDays = 7;

/** Proposes an action on the ledger as it stands now. */
export async function proposeAction(client: Client, action: Action): Promise<ProposalView> {
  const { ledgerId, seq } = await client.info();
  const expires = formatTime(Math.floor(Date.now() / 1000) + openDays * daySeconds);
  const proposal: Proposal = { ledger: ledgerId, seq: seq + 1, base: seq, action, expires };
  return (await client.post<ProposalView>('/v1/proposals', proposal)).value;
}

/** For people: what became of it, and what others do next. */
export function proposalText({ id, approvals, proposal, status }: ProposalView): string {
  const who = `${proposal.action.type}, approved by ${approvals.join(', ')}`;
  switch (status) {
    case 'executed':
      return `Executed: ${who}.\nProposal ${id}`;
    case 'open':
      return `Open until ${proposal.expires}: ${who}. Others approve with:\n\n  stl approve ${id} --admin ORG`;
    case 'stale':
    case 'expired':
      return `It can no longer execute (${status}): ${who}. Propose it again.\nProposal ${id}`;
  }
}
