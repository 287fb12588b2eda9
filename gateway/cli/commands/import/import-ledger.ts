import type { Command } from 'commander';
import { globals } from '../../frame/command.js';
import { longTask } from '../../frame/long-task.js';
import { result } from '../../frame/output.js';
import { soundText } from '../proofs/audit.js';

interface Options {
  readonly keys: string;
  readonly checkpoint?: string;
}

export function importLedger(parent: Command): void {
  parent
    .command('ledger')
    .description('make a data directory with the ledger of an export, whose every root is derived anew')
    .argument('<file>', 'what "stl export" wrote')
    .requiredOption('--keys <dir>', "the organisations' private keys: <dir>/<organisation>/sign.jwk.json")
    .option(
      '--checkpoint <file>',
      'kept elsewhere: must lie in the past of the ledger; the newest replaces it',
    )
    .action(async (file: string, { checkpoint, keys }: Options, command: Command) => {
      const { dataDir } = globals(command);
      const { importLedger: run } = await import('../../../founding/import-ledger.js');
      const report = await longTask('stopped; nothing was imported', ({ show, signal }) =>
        run(file, {
          ...{ dataDir, keyDir: keys, signal },
          ...(checkpoint === undefined ? {} : { checkpoint }),
          progress: (done, all) => show('importing', done, all, 'blocks'),
        }),
      );
      result(command, { dataDir, ...report }, () => `${dataDir} holds the ledger.\n${soundText(report)}`);
    });
}
