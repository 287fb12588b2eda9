import type { Command } from 'commander';
import { globals } from '../../frame/command.js';
import { onInterrupt } from '../../frame/interrupt.js';
import { result } from '../../frame/output.js';
import { showProgress, type Progress } from '../../frame/progress.js';
import { setupFailure } from '../../frame/setup-failure.js';

export function exportBlocks(program: Command): void {
  program
    .command('export')
    .description('write all blocks of the ledger to a file that "stl audit --export" reads')
    .argument('<file>', 'a new file, NDJSON')
    .action(async (file: string, _options: object, command: Command) => {
      const { dataDir } = globals(command);
      const { loadConfig } = await import('../../../data-dir/config.js');
      const { exportLedger } = await import('../../../audit/audit-ledger.js');
      const interrupt = onInterrupt();
      let shown: Progress | undefined;
      const progress = (done: number, all: number): void => {
        shown ??= showProgress('writing', all);
        shown.update(done, 'blocks');
      };
      const config = loadConfig({ ...process.env, STL_DATA_DIR: dataDir });
      const blocks = await exportLedger(config, file, { signal: interrupt.signal, progress })
        .catch((error: unknown) => {
          throw setupFailure(error);
        })
        .finally(() => {
          shown?.stop();
          interrupt.release();
        });
      result(command, { blocks, file }, () => `${blocks} blocks in ${file}`);
    });
}
