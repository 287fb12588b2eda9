import pMap from 'p-map';
import { BatchBuilder, type BuiltBatch } from './batch-builder.js';
import type { ImportCounts } from './counts.js';
import type { ImportRun } from './import-run.js';
import type { WaitingBatch } from './import-store.js';
import type { Outbox } from './outbox.js';
import type { PlanStaging } from './plan-staging.js';

const batchesInFlight = 4;

/** Sends what an earlier run has left: byte for byte, and in order, for later batches may build on it. */
export async function sendWaiting(
  { store }: Pick<ImportRun, 'store'>,
  outbox: Outbox,
  counts: ImportCounts,
): Promise<void> {
  const left: WaitingBatch[] = [];
  for await (const batch of store.waiting()) left.push(batch);
  for (const batch of left) {
    await outbox.deliver(batch);
    counts.batches += 1;
  }
}

/** Sends everything of a plan that is good as a whole. After a failure nothing further begins; what is on its way still ends. */
export async function sendPlan(
  plan: PlanStaging,
  run: Pick<ImportRun, 'onHappening' | 'onProgress' | 'signal'>,
  outbox: Outbox,
  counts: ImportCounts,
): Promise<void> {
  const failures: unknown[] = [];
  const last = new Map<string, Promise<void>>();
  let done = 0;
  const deliver = async ({ continues, issuer, marks, records }: BuiltBatch): Promise<void> => {
    const before = last.get(issuer);
    const delivered = (async () => {
      const batch = await outbox.compose(issuer, records, marks);
      if (continues) await before;
      if (failures.length === 0) await outbox.deliver(batch);
    })();
    last.set(issuer, delivered);
    try {
      await delivered;
      counts.batches += 1;
      done += records.length;
      run.onProgress({ what: 'sending', done, all: plan.size });
    } catch (error) {
      failures.push(error);
    }
  };
  const batches = batchesOf(plan, run, () => failures.length > 0);
  await pMap(batches, deliver, { concurrency: batchesInFlight });
  if (failures.length > 0) throw failures[0];
}

async function* batchesOf(
  plan: PlanStaging,
  run: Pick<ImportRun, 'onHappening' | 'onProgress' | 'signal'>,
  isOver: () => boolean,
): AsyncGenerator<BuiltBatch> {
  const builders = new Map<string, BatchBuilder>();
  for await (const planned of plan.all()) {
    if (run.signal.aborted || isOver()) return;
    run.onHappening(planned);
    if (planned.step === 'held') continue;
    const { issuer } = planned;
    const builder = builders.get(issuer) ?? new BatchBuilder(issuer);
    builders.set(issuer, builder);
    const full = builder.add(planned);
    if (full !== undefined) yield full;
  }
  for (const builder of builders.values()) {
    const rest = builder.flush();
    if (rest !== undefined) yield rest;
  }
}
