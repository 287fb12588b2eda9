import type { Command } from 'commander';
import { result } from '../../frame/output.js';
import { addSigning, signingClient, type SigningOptions } from '../../frame/signing.js';

interface Options extends SigningOptions {
  readonly seller: string;
  readonly order: string;
}

export function forget(parent: Command): void {
  const command = parent
    .command('forget')
    .description("have your organisation's gateway forget what partners call one order")
    .requiredOption('--seller <id>', 'the seller of the order')
    .requiredOption('--order <commitment>', 'its commitment, as it stands on the ledger');
  addSigning(command).action(async ({ order, seller, ...options }: Options, self: Command) => {
    const { client } = await signingClient(self, options);
    const forgotten = await client.forgetReferences({ seller, order });
    result(self, { forgotten }, () =>
      forgotten === 0
        ? 'None was kept of this order.'
        : `${forgotten} forgotten. Backups keep what they hold.`,
    );
  });
}
