import type { Command } from 'commander';
import { mayPass } from '../../../sdk/client/index.js';
import { StoppedHalfway } from '../../frame/failure.js';
import { countsOf, type Counts } from '../../frame/counting.js';
import { longTask } from '../../frame/long-task.js';
import { note, result } from '../../frame/output.js';
import { Foresight } from './foresight.js';
import { Happenings } from './happenings.js';
import { reportText, reportValue } from './report.js';
import { addMissing, addSession, openSession, type Session, type SessionOptions } from './session.js';

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
    const counts = await longTask(stopped, async ({ show, signal }) => {
      const done = await importTables(sources, {
        ...session.run,
        signal,
        foresee: foresight.foresee,
        onProgress: ({ all, done: so, what }) => {
          if (all !== undefined) show(what, so, all, 'records');
        },
        onHappening: (happening) => happenings.add(happening),
      });
      // It ends early, between two batches, and gives what it did until then.
      signal.throwIfAborted();
      return done;
    }).catch((error: unknown) => {
      throw mayPass(error) ? new StoppedHalfway(goOn, error) : error;
    });
    const standing = options.dryRun ? undefined : await standingOf(session);
    if (options.dryRun) foresight.setExitCode();
    const done = { counts, happenings, standing, foresight, seconds: (Date.now() - started) / 1000 };
    result(command, reportValue(done), () => reportText(done));
    if (counts.held > 0) process.exitCode = 1;
  } finally {
    await session.close();
  }
}

/** What became of all that was sent now. */
export async function standingOf({
  gateway,
  signers,
}: Pick<Session, 'gateway' | 'signers'>): Promise<Counts> {
  let counted = 0;
  const others: Counts['others'][number][] = [];
  for await (const answers of gateway.standing(signers)) {
    const counts = countsOf(answers);
    counted += counts.counted;
    others.push(...counts.others);
  }
  return { counted, others };
}

const stopped = 'stopped; what was sent is safe. Run the same command again to go on';
const goOn = 'What was stated is safe. Run the same command again to go on: nothing is stated twice.';
