import { entryReader } from '../maps/entries.js';
import type { RecordMap } from '../maps/record-map.js';
import type { ImportCounts } from './counts.js';
import type { EntryStaging } from './entry-staging.js';
import type { ImportRun } from './import-run.js';
import type { JoinedTable } from './joins.js';
import type { Mistakes } from './mistakes.js';

/** A table with the records that are made of its rows. */
export interface RecordsOf {
  readonly table: JoinedTable;
  readonly records: readonly RecordMap[];
}

/** Reads the tables into the staging. */
export async function readEntries(
  tables: readonly RecordsOf[],
  run: ImportRun,
  { counts, mistakes, staging }: { counts: ImportCounts; mistakes: Mistakes; staging: EntryStaging },
): Promise<void> {
  for (const [i, { records, table }] of tables.entries()) {
    const { headings, joined, source } = table;
    const reader = entryReader({ headings, name: source.name }, records, run.map);
    for await (const row of source.rows()) {
      run.signal.throwIfAborted();
      counts.rows += 1;
      let isLeftOut = true;
      for (const one of joined(row)) {
        const { entries, findings } = reader.entriesOf(one);
        for (const finding of findings) mistakes.add(source.name, finding);
        for (const entry of entries) await staging.add(i, entry);
        isLeftOut &&= entries.length === 0 && findings.length === 0;
      }
      if (isLeftOut) counts.leftOut += 1;
      run.onProgress({ what: 'reading', done: counts.rows, all: undefined });
    }
  }
}
