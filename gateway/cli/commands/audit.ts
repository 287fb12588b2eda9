import type { Command } from 'commander';
import type { AuditReport } from '../../audit/audit.js';
import { globals } from '../command.js';
import { CliFailure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import { result } from '../output.js';
import { showProgress, type Progress } from '../progress.js';
import { setupFailure } from '../setup-failure.js';

interface Options {
  readonly export?: string;
  readonly checkpoint?: string;
  readonly state?: string;
}

export function audit(program: Command): void {
  program
    .command('audit')
    .description('derive every root, score and checkpoint anew from the blocks, and say what does not hold')
    .option('--export <file>', 'audit an export in place of the ledger; needs no data directory')
    .option(
      '--checkpoint <file>',
      'kept elsewhere: must lie in the past of the ledger; the newest replaces it',
    )
    .option('--state <dir>', 'keep what was derived in this directory; the next audit goes on from there')
    .action(async (options: Options, command: Command) => {
      const { dataDir } = globals(command);
      const { loadConfig } = await import('../../config.js');
      const { auditLedger } = await import('../../audit/audit-ledger.js');
      const interrupt = onInterrupt();
      let shown: Progress | undefined;
      const progress = (done: number, all: number): void => {
        shown ??= showProgress('auditing', all);
        shown.update(done, 'blocks');
      };
      const { checkpoint, export: file, state } = options;
      const report = await auditLedger(loadConfig({ ...process.env, STL_DATA_DIR: dataDir }), {
        signal: interrupt.signal,
        progress,
        ...(file === undefined ? {} : { file }),
        ...(checkpoint === undefined ? {} : { checkpoint }),
        ...(state === undefined ? {} : { state }),
      })
        .catch((error: unknown) => {
          throw setupFailure(error);
        })
        .finally(() => {
          shown?.stop();
          interrupt.release();
        });
      const { findings } = report;
      if (findings.length > 0)
        throw new CliFailure('the ledger does not hold', {
          code: 'does_not_hold',
          details: findings.map(({ at, code, reason }) => `${at}: ${code} (${reason})`),
        });
      result(command, report, () => soundText(report));
    });
}

export function soundText({
  agreed,
  batches,
  blocks,
  epochs,
  from,
  leaves,
  records,
  sellers,
}: AuditReport): string {
  return [
    'All of it holds.',
    `  blocks        ${blocks}${from === 0 ? '' : `, read from block ${from} on`}`,
    `  batches       ${batches}`,
    `  records       ${records}`,
    `  sellers       ${sellers}`,
    `  log leaves    ${leaves}`,
    `  epochs        ${epochs}, agreed up to ${agreed}`,
  ].join('\n');
}
