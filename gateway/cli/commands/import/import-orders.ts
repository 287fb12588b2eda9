import type { Command } from 'commander';
import { note, result } from '../../frame/output.js';
import { Foresight } from './foresight.js';
import { Happenings } from './happenings.js';
import { importTask, standingOf } from './import-task.js';
import { reportText, reportValue } from './report.js';
import { addMissing, addSession, openSession, type SessionOptions } from './session.js';

/** Safe to run again, and to stop. */
export function importOrders(parent: Command): void {
  const command = parent
    .command('orders')
    .description("state what a shop's or partner's own files say, as a map reads them; safe to run again")
    .argument('<file...>', 'exports as they are, or a directory with the files that the map names');
  addMissing(addSession(command))
    .option('--end <date>', 'shift all times by whole days so that the newest fact falls on this UTC day')
    .action(importFiles);
}

async function importFiles(
  files: readonly string[],
  options: SessionOptions,
  command: Command,
): Promise<void> {
  const { importTables } = await import('../../import/import-tables.js');
  const { openSources } = await import('../../import/open-sources.js');
  const started = Date.now();
  const session = await openSession(command, options);
  try {
    const sources = await openSources(files, session.map);
    note(`reading ${[...sources.values()].map(({ name }) => name).join(', ')}`);
    const happenings = new Happenings();
    const foresight = new Foresight(session.client, session.signers, 'row');
    const counts = await importTask('records', (followed) =>
      importTables(sources, {
        ...session.run,
        ...followed,
        foresee: foresight.foresee,
        onHappening: (happening) => happenings.add(happening),
      }),
    );
    const standing = options.dryRun ? undefined : await standingOf(session);
    if (options.dryRun) foresight.setExitCode();
    const done = { counts, happenings, standing, foresight, seconds: (Date.now() - started) / 1000 };
    result(command, reportValue(done), () => reportText(done));
    if (counts.held > 0) process.exitCode = 1;
  } finally {
    await session.close();
  }
}
