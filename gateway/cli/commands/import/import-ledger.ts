import type { Command } from 'commander';
import { globals } from '../../frame/command.js';
import { onInterrupt } from '../../frame/interrupt.js';
import { result } from '../../frame/output.js';
import { showProgress, type Progress } from '../../frame/progress.js';
import { setupFailure } from '../../frame/setup-failure.js';
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
      const interrupt = onInterrupt();
      let shown: Progress | undefined;
      const progress = (done: number, all: number): void => {
        shown ??= showProgress('importing', all);
        shown.update(done, 'blocks');
      };
      const report = await run(file, {
        ...{ dataDir, keyDir: keys, progress, signal: interrupt.signal },
        ...(checkpoint === undefined ? {} : { checkpoint }),
      })
        .catch((error: unknown) => {
          throw setupFailure(error);
        })
        .finally(() => {
          shown?.stop();
          interrupt.release();
        });
      result(command, { dataDir, ...report }, () => `${dataDir} holds the ledger.\n${soundText(report)}`);
    });
}
