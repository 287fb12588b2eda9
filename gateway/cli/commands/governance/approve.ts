import type { ProposalView } from '../../../../chaincode/domain/governance/proposal.js';
import type { Command } from 'commander';
import { addGoverning, governingClient, proposalText, type GoverningOptions } from '../../frame/governing.js';
import { result } from '../../frame/output.js';

export function approve(program: Command): void {
  const command = program
    .command('approve')
    .description("give an organisation's approval to a proposal")
    .argument('<id>', 'proposal id');
  addGoverning(command).action(async (id: string, options: GoverningOptions, self: Command) => {
    const client = await governingClient(self, options);
    const path = `/v1/proposals/${encodeURIComponent(id)}/approvals`;
    const { value } = await client.post<ProposalView>(path, undefined);
    result(self, value, () => proposalText(value));
  });
}
