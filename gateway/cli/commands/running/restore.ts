import type { Command } from 'commander';
import { globals } from '../../frame/command.js';
import { result } from '../../frame/output.js';

export function restore(program: Command): void {
  program
    .command('restore')
    .description('make a data directory of a backup, after every file and store of it was checked')
    .argument('<backup>', 'a directory that "stl backup" has made')
    .action(async (from: string, _options: object, command: Command) => {
      const { dataDir } = globals(command);
      const backups = await import('../../../backup/restore.js');
      const { begun, keys, ledger } = await backups.restore(from, dataDir);
      result(command, { dataDir, ledger, begun, keys }, () =>
        [
          `${dataDir} holds ledger ${ledger} as it was backed up at ${begun}.`,
          ...(keys
            ? []
            : [
                `Private keys were not backed up: put them back as ${dataDir}/orgs/<organisation>/<use>.jwk.json.`,
              ]),
          'What was acknowledged since has to be sent again: docs/runbooks/backup-and-restore.md.',
        ].join('\n'),
      );
    });
}
