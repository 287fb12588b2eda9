import { mayPass } from '../../../sdk/client/index.js';
import type { ImportRun } from '../../import/import-run.js';
import { countsOf, type Counts } from '../../frame/counting.js';
import { StoppedHalfway } from '../../frame/failure.js';
import { longTask } from '../../frame/long-task.js';
import type { Session } from './session.js';

/** How a run is followed, and stopped. */
export type Followed = Pick<ImportRun, 'onProgress' | 'signal'>;

/** Runs an import that can be stopped and run again. `things`: what its progress counts. Throws CliFailure, StoppedHalfway. */
export function importTask<T>(things: string, work: (followed: Followed) => Promise<T>): Promise<T> {
  return longTask(stopped, async ({ show, signal }) => {
    const done = await work({
      signal,
      onProgress: ({ all, done: so, what }) => {
        if (all !== undefined) show(what, so, all, things);
      },
    });
    // It ends early, between two batches, and gives what it did until then.
    signal.throwIfAborted();
    return done;
  }).catch((error: unknown) => {
    throw mayPass(error) ? new StoppedHalfway(goOn, error) : error;
  });
}

export const stopped = 'stopped; what was sent is safe. Run the same command again to go on';
const goOn = 'What was stated is safe. Run the same command again to go on: nothing is stated twice.';

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
