import { entryReader } from '../maps/entries.js';
import type { RecordMap } from '../maps/record-map.js';
import type { TableSource } from '../tables/source.js';
import type { ImportCounts } from './counts.js';
import type { EntryStaging } from './entry-staging.js';
import type { ImportRun } from './import-run.js';
import type { Mistakes } from './mistakes.js';

/** A table with the records that are made of its rows. */
export interface RecordsOf {
  readonly source: TableSource;
  readonly records: readonly RecordMap[];
}

/** Reads the tables into the staging. */
export async function readEntries(
  tables: readonly RecordsOf[],
  run: ImportRun,
  { counts, mistakes, staging }: { counts: ImportCounts; mistakes: Mistakes; staging: EntryStaging },
): Promise<void> {
  for (const [i, { records, source }] of tables.entries()) {
    const reader = entryReader(source.headings, records, run.map);
    for await (const row of source.rows()) {
      run.signal.throwIfAborted();
      const { entries, findings } = reader.entriesOf(row);
      counts.rows += 1;
      if (entries.length === 0 && findings.length === 0) counts.leftOut += 1;
      for (const finding of findings) mistakes.add(source.name, finding);
      for (const entry of entries) await staging.add(i, entry);
      run.onProgress({ what: 'reading', done: counts.rows, all: undefined });
    }
  }
}
