import type { Command } from 'commander';
import { DataDir } from '../../../data-dir/data-dir.js';
import { globals } from '../../frame/command.js';
import { CliFailure } from '../../frame/failure.js';
import { onInterrupt } from '../../frame/interrupt.js';
import { note, result } from '../../frame/output.js';
import { setupFailure } from '../../frame/setup-failure.js';

export function rebuild(program: Command): void {
  program
    .command('rebuild')
    .description('fold all blocks again, and compare the result with the stored state byte for byte')
    .action(async (_options: object, command: Command) => {
      const { dataDir } = globals(command);
      const { loadConfig } = await import('../../../data-dir/config.js');
      const { rebuildProjection } = await import('../../../audit/rebuild-projection.js');
      const config = loadConfig({ ...process.env, STL_DATA_DIR: dataDir });
      const interrupt = onInterrupt();
      note('folding all blocks again');
      try {
        const rebuilt = await rebuildProjection(config, interrupt.signal);
        const { height, live, rebuilt: fresh, same } = rebuilt;
        if (height === 0) {
          throw new CliFailure(
            'no block is folded yet, so there is nothing to compare: start the gateway once',
            {
              code: 'nothing_folded',
            },
          );
        }
        if (!same) {
          throw new CliFailure('the stored state is not what the blocks give', {
            code: 'differs',
            details: [
              `stored    ${live}`,
              `rebuilt   ${fresh}`,
              `remove ${new DataDir(dataDir).projection()}: the next start folds it again from the blocks`,
            ],
          });
        }
        result(command, rebuilt, () => `The same bytes from ${height} blocks: ${live}`);
      } catch (error) {
        if (interrupt.signal.aborted)
          throw new CliFailure('stopped; nothing was changed', { code: 'aborted' });
        throw setupFailure(error);
      } finally {
        interrupt.release();
      }
    });
}
