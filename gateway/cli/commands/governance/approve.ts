import type { Command } from 'commander';
import { CliFailure, usage } from '../../frame/failure.js';
import {
  addGoverning,
  administrator,
  approveProposal,
  proposalAt,
  proposalText,
  type GoverningOptions,
} from '../../frame/governing.js';
import { note, result } from '../../frame/output.js';
import { canAsk, confirm } from '../../frame/prompt.js';
import { actionText } from './action-text.js';
import { inForceBefore } from './in-force.js';

interface Options extends GoverningOptions {
  readonly yes?: boolean;
}

export function approve(program: Command): void {
  const command = program
    .command('approve')
    .description("show what a proposal would do, and sign an organisation's approval of it")
    .argument('<id>', 'proposal id')
    .option('--yes', 'sign without a question');
  addGoverning(command).action(async (id: string, options: Options, self: Command) => {
    // Nobody has read what would be signed for the whole organisation.
    if (options.yes !== true && !canAsk())
      throw usage('nobody can be asked here: add --yes to sign without a question');
    const admin = await administrator(self, options);
    const view = await proposalAt(admin.client, id);
    const { action, expires } = view.proposal;
    note(`${actionText(action, await inForceBefore(admin.client, action))}\n`);
    note(`Proposed by ${view.proposer}, approved by ${view.approvals.join(', ')}; open until ${expires}.\n`);
    if (options.yes !== true && !(await confirm(`Approve it for ${admin.org}?`)))
      throw new CliFailure('not approved', { code: 'declined' });
    const after = await approveProposal(admin, view);
    result(self, after, () => proposalText(after));
  });
}
