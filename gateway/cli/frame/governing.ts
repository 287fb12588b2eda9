import type { Command } from 'commander';
import { sha256 } from '@noble/hashes/sha2.js';
import { proposalId } from '../../../chaincode/domain/governance/proposal.js';
import type { Action } from '../../../chaincode/domain/consortium/action.js';
import { formatTime, daySeconds } from '../../../chaincode/domain/time.js';
import { DataDir } from '../../data-dir/data-dir.js';
import {
  createClient,
  signApproval,
  signProposal,
  type Client,
  type Proposal,
  type ProposalView,
  type Signer,
} from '../../sdk/client/index.js';
import { globals } from './command.js';
import { CliFailure, usage } from './failure.js';
import { signerIn } from './key-file.js';

export interface GoverningOptions {
  readonly admin?: string;
  readonly adminKey?: string;
}

/** An organisation's administrator, who signs here: the gateway only carries what was signed. */
export interface Administrator {
  readonly client: Client;
  readonly signer: Signer;
  /** Organisation id. */
  readonly org: string;
}

/** `--admin` and `--admin-key`, for commands that speak for an organisation. */
export function addGoverning(command: Command): Command {
  return command
    .option('--admin <org>', "act for this organisation, with its admin key in the data directory's orgs/")
    .option('--admin-key <file>', 'the admin key, where it lies elsewhere');
}

interface Governed {
  readonly id: string;
  readonly adminKey: { readonly kid: string };
}

/** Throws CliFailure where the key is not the organisation's that is in force, before anything is signed with it. */
export async function administrator(command: Command, options: GoverningOptions): Promise<Administrator> {
  const { dataDir, url } = globals(command);
  const { admin, adminKey } = options;
  if (admin === undefined && adminKey === undefined)
    throw usage('--admin ORG is missing: which organisation acts?');
  const signer = await signerIn(adminKey ?? new DataDir(dataDir).organisationKey(admin ?? '', 'admin'));
  // Asked without a signature: a key that is not in force would get no answer that says so.
  const { value } = await createClient({ url }).get<{ organisations: readonly Governed[] }>(
    '/.well-known/stl',
  );
  const owner = value.organisations.find(({ adminKey: { kid } }) => kid === signer.kid);
  if (owner !== undefined && (admin ?? owner.id) === owner.id)
    return { client: createClient({ url, signer }), signer, org: owner.id };
  throw new CliFailure(`${signer.kid} is not the admin key of ${admin ?? 'an organisation'}`, {
    code: 'key_unknown',
    details: ['/.well-known/stl shows the admin keys that are in force'],
  });
}

/** Days in which others may approve. */
const openDays = 7;

/** Proposes an action on the ledger as it stands now. */
export async function proposeAction(
  { client, org, signer }: Administrator,
  action: Action,
): Promise<ProposalView> {
  const { ledgerId, seq } = await client.info();
  const expires = formatTime(Math.floor(Date.now() / 1000) + openDays * daySeconds);
  const proposal: Proposal = { ledger: ledgerId, seq: seq + 1, base: seq, action, expires };
  return client.propose(await signProposal(proposal, { as: org, signer }));
}

/** The proposal with this id. Throws CliFailure where the gateway shows another document under it. */
export async function proposalAt(client: Pick<Client, 'get'>, id: string): Promise<ProposalView> {
  const { value } = await client.get<ProposalView>(`/v1/proposals/${encodeURIComponent(id)}`);
  // What is approved is the id. A gateway that shows something else for it must not get a signature.
  if (proposalId(value.proposal, sha256) === id) return value;
  throw new CliFailure('the gateway shows another document than the one with this id; nothing was signed', {
    code: 'answer_malformed',
  });
}

/** Approves the document that was shown. */
export async function approveProposal(
  { client, org, signer }: Administrator,
  { id, proposal }: Pick<ProposalView, 'id' | 'proposal'>,
): Promise<ProposalView> {
  return client.approve(id, await signApproval(proposal, { as: org, signer }));
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
