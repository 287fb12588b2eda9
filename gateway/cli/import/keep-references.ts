import { ReferenceKeeper, type Referenced } from '../references/keeper.js';
import type { ImportCounts } from './counts.js';
import type { ImportRun } from './import-run.js';
import type { ScratchStore } from './scratch-store.js';

const sentAtOnce = 500;

/**
 * Has the platform's gateway keep what its partners call the orders of the rows, once these stand. A crash before costs nothing: what
 * was not kept is sent by the next run over the same rows. `staged`: what `Referenced` says of each thing.
 */
export async function keepReferences(
  staged: ScratchStore,
  { references: { again, own }, signal, store }: ImportRun,
  counts: ImportCounts,
): Promise<void> {
  await staged.flush();
  const keeper = new ReferenceKeeper(
    own,
    { mark: (thing) => store.kept(thing), keepMarks: (marks) => store.keepAllBeside(marks) },
    { again },
  );
  let [any, waiting] = [false, 0];
  for await (const [, value] of staged.rows({ gte: ' ', lt: '~' })) {
    signal.throwIfAborted();
    const referenced = value as Referenced;
    any = true;
    keeper.add(referenced);
    waiting += referenced.references.length;
    if (waiting < sentAtOnce) continue;
    await keeper.flush();
    waiting = 0;
  }
  await keeper.flush();
  const { kept, notKept, refusal } = keeper;
  if (any) counts.references = { kept, notKept, refusal: refusal?.message };
}
