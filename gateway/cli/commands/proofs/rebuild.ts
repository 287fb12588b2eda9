import type { Command } from 'commander';
import { DataDir } from '../../../data-dir/data-dir.js';
import { globals } from '../../frame/command.js';
import { CliFailure } from '../../frame/failure.js';
import { gatewayConfig } from '../../frame/gateway-config.js';
import { longTask } from '../../frame/long-task.js';
import { note, result } from '../../frame/output.js';

export function rebuild(program: Command): void {
  program
    .command('rebuild')
    .description('fold all blocks again, and compare the result with the stored state byte for byte')
    .action(async (_options: object, command: Command) => {
      const { rebuildProjection } = await import('../../../audit/rebuild-projection.js');
      const config = await gatewayConfig(command);
      note('folding all blocks again');
      const rebuilt = await longTask('stopped; nothing was changed', ({ signal }) =>
        rebuildProjection(config, signal),
      );
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
            `remove ${new DataDir(globals(command).dataDir).projection()}: the next start folds it again from the blocks`,
            'What to do: docs/runbooks/damaged-store.md',
          ],
        });
      }
      result(command, rebuilt, () => `The same bytes from ${height} blocks: ${live}`);
    });
}
