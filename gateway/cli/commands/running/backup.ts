import type { Command } from 'commander';
import { globals } from '../../frame/command.js';
import { note, result } from '../../frame/output.js';

export function backup(program: Command): void {
  program
    .command('backup')
    .description(
      'copy the data directory, whose gateway may run, so that it can be restored; whole or not at all',
    )
    .argument('<directory>', 'a new directory')
    .option('--with-keys', 'private keys, too: keep such a backup as you keep keys', false)
    .action(async (directory: string, { withKeys }: { withKeys: boolean }, command: Command) => {
      const { dataDir } = globals(command);
      const { backUp } = await import('../../../backup/backup.js');
      const contents = await backUp(dataDir, directory, {
        keys: withKeys,
        clock: () => Math.floor(Date.now() / 1_000),
        onPart: (part) => note(`copying ${part}`),
      });
      const bytes = contents.files.reduce((sum, file) => sum + file.bytes, 0);
      const { begun, files, keys, ledger } = contents;
      result(command, { directory, ledger, begun, keys, files: files.length, bytes }, () =>
        [
          `${directory} holds ledger ${ledger} with all that was acknowledged before ${begun}, in ${files.length} files.`,
          keys
            ? 'It holds private keys: nobody else may read it.'
            : 'Private keys are not in it: keep them apart, or add --with-keys.',
        ].join('\n'),
      );
    });
}
