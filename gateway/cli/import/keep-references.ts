import type { RecordMap } from '../maps/record-map.js';
import { ReferenceKeeper } from '../references/keeper.js';
import { builtOf } from './built.js';
import type { ImportCounts } from './counts.js';
import type { EntryStaging, Staged } from './entry-staging.js';
import type { ImportRun } from './import-run.js';
import { hasPartnerReferences, partnersReferencesOf } from './partner-references.js';
import { stagedResolver } from './staged-resolver.js';

const sentAtOnce = 500;

/**
 * Has the platform's gateway keep what its partners call the orders of the rows, once these stand. A crash before costs nothing: what
 * was not kept is sent by the next run over the same rows.
 */
export async function keepReferences(
  run: ImportRun,
  staging: EntryStaging,
  { counts, records, sources }: { counts: ImportCounts; records: readonly RecordMap[]; sources: readonly string[] },
): Promise<void> {
  const holding = new Set(records.filter(hasPartnerReferences));
  if (holding.size === 0) return;
  const { again, own } = run.references;
  const { store } = run;
  const keeper = new ReferenceKeeper(
    own,
    { mark: (thing) => store.kept(thing), keepMarks: (marks) => store.keepAllBeside(marks) },
    { again },
  );
  let waiting = 0;
  for await (const staged of staging.all()) {
    if (!holding.has(staged.record)) continue;
    run.signal.throwIfAborted();
    const [{ row, source }] = staged.entries;
    const references = referencesOf(run, staged);
    keeper.add({
      thing: `references/${staged.identity.name}/${staged.identity.digest}`,
      place: `${sources[source] ?? ''}, row ${row}`,
      references,
    });
    waiting += references.length;
    if (waiting < sentAtOnce) continue;
    await keeper.flush();
    waiting = 0;
  }
  await keeper.flush();
  counts.references = { kept: keeper.kept, notKept: keeper.notKept, refusal: keeper.refusal?.message };
}

function referencesOf(run: ImportRun, staged: Staged): ReturnType<typeof partnersReferencesOf>['references'] {
  const built = builtOf(staged, run.map, stagedResolver(run, staged));
  return 'record' in built ? partnersReferencesOf(staged, built.record).references : [];
}
