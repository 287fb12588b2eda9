import type { Command } from 'commander';
import { gatewayConfig } from '../../frame/gateway-config.js';
import { longTask } from '../../frame/long-task.js';
import { result } from '../../frame/output.js';

export function exportBlocks(program: Command): void {
  program
    .command('export')
    .description('write all blocks of the ledger to a file that "stl audit --export" reads')
    .argument('<file>', 'a new file, NDJSON')
    .action(async (file: string, _options: object, command: Command) => {
      const { exportLedger } = await import('../../../audit/audit-ledger.js');
      const config = await gatewayConfig(command);
      const blocks = await longTask('stopped; no file was written', ({ show, signal }) =>
        exportLedger(config, file, {
          signal,
          progress: (done, all) => show('writing', done, all, 'blocks'),
        }),
      );
      result(command, { blocks, file }, () => `${blocks} blocks in ${file}`);
    });
}
