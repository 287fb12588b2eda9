import type { Command } from 'commander';
import { DataDir } from '../../../data-dir/data-dir.js';
import { globals } from '../../frame/command.js';
import { CliFailure } from '../../frame/failure.js';
import { longTask } from '../../frame/long-task.js';
import { result } from '../../frame/output.js';

export function verifyStore(program: Command): void {
  program
    .command('verify-store')
    .description(
      'check every block, signature and state entry of the embedded ledger; the gateway must be stopped',
    )
    .action(async (_options: object, command: Command) => {
      const { dataDir } = globals(command);
      const embedded = await import('../../../ledger/embedded/index.js');
      const ledgerDir = new DataDir(dataDir).ledger();
      const report = await longTask('stopped; nothing was changed', ({ show, signal }) =>
        embedded.verifyStore(ledgerDir, (done, all) => {
          signal.throwIfAborted();
          show('checking', done, all, 'blocks');
        }),
      );
      const { ledger, blocks, transactions, keys, head, defects } = report;
      if (defects.length > 0) {
        throw new CliFailure(
          `the store in ${ledgerDir} is damaged; restore a backup of the data directory: docs/runbooks/damaged-store.md`,
          { code: 'damaged', details: defects },
        );
      }
      result(command, report, () =>
        [
          'All is well: every block, signature and state entry holds.',
          `  ledger        ${ledger}`,
          `  blocks        ${blocks}`,
          `  transactions  ${transactions}`,
          `  state keys    ${keys}`,
          `  newest block  ${head}`,
          'That it is not an older copy, only a checkpoint kept elsewhere shows: "stl audit --checkpoint FILE".',
        ].join('\n'),
      );
    });
}
