import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { headingsOf } from '../maps/entries.js';
import type { RecordMap } from '../maps/record-map.js';
import type { TableSource } from '../tables/source.js';
import { noCounts, type ImportCounts } from './counts.js';
import { EntryStaging } from './entry-staging.js';
import type { ImportRun } from './import-run.js';
import { Joins, type JoinParts } from './joins.js';
import { Mistakes } from './mistakes.js';
import { Outbox } from './outbox.js';
import { PlanStaging } from './plan-staging.js';
import { issuerOf } from './issuer-of.js';
import { keepReferences } from './keep-references.js';
import { Planner } from './planner.js';
import { QuotedOrders } from './quoted-orders.js';
import { readEntries, type RecordsOf } from './read-entries.js';
import { ScratchStore } from './scratch-store.js';
import { sendPlan, sendWaiting } from './send-plan.js';
import { tryPlan } from './try-plan.js';

/**
 * States what tables say and does not stand yet. `sources`: by the names of the map's tables; under any names where the map names
 * none, and then each is read by all of it. All of it is read and checked before anything is sent. Safe to run again at any point: a record that stands is not stated
 * twice. Throws ImportFailure, CliFailure, StoreFailure; ProblemError and ClientError after which a further run goes on.
 */
export async function importTables(
  sources: ReadonlyMap<string, TableSource>,
  run: ImportRun,
): Promise<ImportCounts> {
  const counts = noCounts();
  const signers = new Map([run.issuer, ...run.others.values()].map(({ id, signer }) => [id, signer]));
  const outbox = new Outbox({ ...run, signers });
  if (run.dryRun) await run.store.assumeSettled();
  else await sendWaiting(run, outbox, counts);

  const records = run.map.records.map((record) => withSeller(record, run.seller));
  for (const record of records) issuerOf(run, record);
  // It holds rows in clear.
  const directory = join(run.store.directory, 'staging');
  const plan = await PlanStaging.create(join(directory, 'plan'));
  const references = await ScratchStore.create(join(directory, 'references'));
  try {
    await planOf(sources, run, { counts, directory, plan, records, references });
    if (run.dryRun) {
      await tryPlan(plan, run);
    } else {
      await sendPlan(plan, run, outbox, counts);
      if (!run.signal.aborted) await keepReferences(references, run, counts);
    }
    return counts;
  } finally {
    await Promise.all([plan.close(), references.close()]);
    await rm(directory, { recursive: true, force: true });
  }
}

interface PlanParts {
  readonly counts: ImportCounts;
  readonly directory: string;
  readonly plan: PlanStaging;
  readonly records: readonly RecordMap[];
  readonly references: ScratchStore;
}

/** Reads and checks everything. Throws ImportFailure, `mistakes` with all of them. */
async function planOf(
  sources: ReadonlyMap<string, TableSource>,
  run: ImportRun,
  { counts, directory, plan, records, references }: PlanParts,
): Promise<void> {
  const scratch = await ScratchStore.create(join(directory, 'joins'));
  const staging = await EntryStaging.create(join(directory, 'rows'), records);
  try {
    const mistakes = new Mistakes();
    const tables = await tablesOf({ map: run.map, sources, scratch, mistakes }, records);
    await readEntries(tables, run, { counts, mistakes, staging });
    const names = tables.map(({ table }) => table.source.name);
    const quoted = new QuotedOrders(run);
    await quoted.learn(staging, records);
    const planner = new Planner({
      ...{ run, records, staging, plan, counts, mistakes, quoted, references },
      sources: names,
    });
    await planner.planStated();
    mistakes.assertNone();
    if (run.missing !== 'keep') await planner.planMissing();
  } finally {
    await Promise.all([scratch.close(), staging.close()]);
  }
}

/** Each table that records are made of, with them. Throws ImportFailure `table_missing`, CliFailure. */
async function tablesOf(parts: JoinParts, records: readonly RecordMap[]): Promise<readonly RecordsOf[]> {
  const { map, sources } = parts;
  if (map.tables.size === 0) {
    return [...sources.values()].map((source) => ({
      table: { source, headings: source.headings, joined: (row) => [row] },
      records,
    }));
  }
  const joins = await Joins.load(parts);
  const named = new Set(records.flatMap(({ table }) => table ?? []));
  return [...named].map((name) => {
    const own = records.filter(({ table }) => table === name);
    return { table: joins.table(name, new Set(own.flatMap(headingsOf))), records: own };
  });
}

/** Part of what a row says, so that two sellers' orders of one number are two. */
function withSeller(record: RecordMap, seller: string | undefined): RecordMap {
  const columns = [...record.columns.values()].flat();
  const isSaid = ['seller', 'shop'].some((name) => columns.includes(name) || record.constants.has(name));
  if (seller === undefined || isSaid) return record;
  return { ...record, constants: new Map(record.constants).set('seller', seller) };
}
