import { entryReader } from '../maps/entries.js';
import type { RecordMap } from '../maps/record-map.js';
import type { TableSource } from '../tables/source.js';
import type { ImportCounts } from './counts.js';
import type { EntryStaging } from './entry-staging.js';
import type { ImportRun } from './import-run.js';
import type { Mistakes } from './mistakes.js';

/** Reads the tables into the staging. `records`: those of the map, with what the run adds. */
export async function readEntries(
  source: TableSource,
  records: readonly RecordMap[],
  run: ImportRun,
  { counts, mistakes, staging }: { counts: ImportCounts; mistakes: Mistakes; staging: EntryStaging },
): Promise<void> {
  const reader = entryReader(source.headings, records, run.map);
  for await (const row of source.rows()) {
    run.signal.throwIfAborted();
    const { entries, findings } = reader.entriesOf(row);
    counts.rows += 1;
    if (entries.length === 0 && findings.length === 0) counts.leftOut += 1;
    for (const finding of findings) mistakes.add(source.name, finding);
    for (const entry of entries) await staging.add(entry);
    run.onProgress({ what: 'reading', done: counts.rows, all: undefined });
  }
}
