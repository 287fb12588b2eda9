import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import type { ParsedBatch } from '../../../chaincode/domain/batch/parse.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import type { Receipt } from '../../../chaincode/domain/proofs/receipt.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { LedgerError } from '../../../gateway/ledger/port.js';
import { Batches } from '../../../gateway/services/write/batches.js';
import type { TakenBatch } from '../../../gateway/services/write/batch-queue.js';
import { openJobsDatabase } from '../../../gateway/start/stores/jobs-database.js';
import type { Store } from '../../../gateway/store/store.js';
import { storedJobs } from '../../../gateway/start/stores/job-store.js';
import type { Settle } from '../../../gateway/services/write/unsettled.js';
import { Jobs, type JobTrouble, type JobView } from '../../../gateway/services/write/jobs.js';

/** A ledger whose answers the test gives one by one. */
class Scripted {
  readonly calls: { resolve: (commit: TakenBatch) => void; reject: (error: Error) => void }[] = [];
  #arrivals: (() => void)[] = [];
  submit(): Promise<TakenBatch> {
    return new Promise((resolve, reject) => {
      this.calls.push({ resolve, reject });
      for (const arrive of this.#arrivals.splice(0)) arrive();
    });
  }
  async call(number: number): Promise<(typeof this.calls)[number]> {
    for (;;) {
      const call = this.calls[number];
      if (call !== undefined) return call;
      await new Promise<void>((resolve) => this.#arrivals.push(resolve));
    }
  }
}

/** Of a projection that has folded every batch, but answers nobody who waits for it. */
const receipts = {
  whenFolded: () => Promise.reject(new Error('not asked')),
  find: () => ({ batch: 'b' }) as Receipt,
  ofBytes: () => undefined,
};

/** How many batches are on their way, and how each ended: with the batch, or refused. */
class Watched {
  open = 0;
  readonly ends: (string | undefined)[] = [];
  begin(): Settle {
    this.open += 1;
    return (taken) => {
      this.open -= 1;
      this.ends.push(taken?.batch);
    };
  }
}
let watched = new Watched();
beforeEach(() => (watched = new Watched()));

const batchesOver = (ledger: Scripted, jobs: Jobs, isSigned = true): Batches =>
  new Batches(ledger, receipts, jobs, watched, {
    parse: () => ({}) as ParsedBatch,
    verifyAhead: () => Promise.resolve(isSigned),
    precheck: () => undefined,
  });

describe('jobs', () => {
  let dir: string;
  let db: Store<string>;
  let ids = 0;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-jobs-'));
    db = await openJobsDatabase(join(dir, 'jobs'));
  });
  const made: Jobs[] = [];
  afterEach(async () => {
    // Else they try for ever, on a store that is closed. What a scripted ledger never answers, nobody waits for.
    for (const jobs of made.splice(0)) void jobs.stop();
    await db.close();
    await rm(dir, { recursive: true });
  });
  let now = 1_000;
  let troubles: Parameters<JobTrouble>[0][] = [];
  beforeEach(() => {
    now = 1_000;
    troubles = [];
  });
  const newJobs = (ledger: Scripted, queuedMax = 10): Jobs => {
    const jobs = new Jobs(
      storedJobs(db),
      ledger,
      receipts,
      watched,
      () => now,
      (time) => `${String(time).padStart(9, '0')}-${String(++ids)}`,
      nodeCrypto.sha256,
      (trouble) => troubles.push(trouble),
      { queuedMax, queuedBytesMax: 1_000, runningMax: 2 },
    );
    made.push(jobs);
    return jobs;
  };
  const bytes = new Uint8Array([1, 2, 3]);
  const another = new Uint8Array([4, 5, 6]);
  const ended = async (jobs: Jobs, id: string): Promise<JobView> => {
    for (;;) {
      const job = await jobs.get(id);
      if (job?.state === 'committed' || job?.state === 'failed') return job;
    }
  };

  it('answers with a job, not a failure, for a batch that is committed and cannot be read here', async () => {
    const ledger = new Scripted();
    const submitted = batchesOver(ledger, newJobs(ledger)).submit(bytes, 5);
    (await ledger.call(0)).resolve({ batch: 'b', duplicate: false, block: 1 });
    expect(await submitted).to.include({ type: 'job' });
  });

  it('keeps a batch over a restart until the ledger has it', async () => {
    const dead = newJobs(new Scripted());
    const { id } = await dead.enqueue(bytes);
    const ledger = new Scripted();
    const jobs = newJobs(ledger);
    await jobs.start();
    expect(await jobs.get(id)).to.deep.include({ state: 'queued' });
    (await ledger.call(0)).resolve({ batch: 'b', duplicate: false, block: 1 });
    expect(await ended(jobs, id)).to.deep.include({ state: 'committed' });
    while (jobs.backlog > 0) await nextTurn();
  });

  it('calls a batch unsettled until its end, over a restart too', async () => {
    const { id } = await newJobs(new Scripted()).enqueue(bytes);
    expect(watched.open).to.equal(1);
    watched = new Watched();
    const ledger = new Scripted();
    const jobs = newJobs(ledger);
    await jobs.start();
    expect(watched.open).to.equal(1);
    (await ledger.call(0)).reject(new LedgerError('unknown_outcome', 'lost'));
    const second = await ledger.call(1);
    expect(watched.open, 'its outcome is not known').to.equal(1);
    second.resolve({ batch: 'b', duplicate: false, block: 1 });
    await ended(jobs, id);
    expect(watched).to.deep.include({ open: 0, ends: ['b'] });

    const refused = await jobs.enqueue(another);
    const cause = new Refusal({ code: 'time_window', reason: 'batch has expired', line: 1 });
    (await ledger.call(2)).reject(new LedgerError('refused', 'refused', { cause }));
    await ended(jobs, refused.id);
    while (jobs.backlog > 0) await nextTurn();
    expect(watched).to.deep.include({ open: 0, ends: ['b', undefined] });
  });

  it('calls a batch whose sender waits unsettled until the ledger answers', async () => {
    const ledger = new Scripted();
    const submitted = batchesOver(ledger, newJobs(ledger)).submit(bytes, 5);
    const call = await ledger.call(0);
    expect(watched.open).to.equal(1);
    call.reject(new LedgerError('overloaded', 'busy'));
    await submitted.catch(() => undefined);
    expect(watched).to.deep.include({ open: 0, ends: [undefined] });
  });

  it('calls no batch unsettled that its issuer did not sign', async () => {
    const ledger = new Scripted();
    const submitted = batchesOver(ledger, newJobs(ledger), false).submit(bytes, 5);
    const call = await ledger.call(0);
    expect(watched.open).to.equal(0);
    call.reject(new LedgerError('overloaded', 'busy'));
    await submitted.catch(() => undefined);
  });

  it('tries again whatever is not a refusal, and ends at a refusal with its defects', async () => {
    const ledger = new Scripted();
    const jobs = newJobs(ledger);
    const { id } = await jobs.enqueue(bytes);
    (await ledger.call(0)).reject(new LedgerError('unknown_outcome', 'lost'));
    (await ledger.call(1)).reject(new LedgerError('overloaded', 'busy'));
    const cause = new Refusal({ code: 'time_window', reason: 'batch has expired', line: 1 });
    (await ledger.call(2)).reject(new LedgerError('refused', 'refused', { cause }));
    const job = await ended(jobs, id);
    expect(job).to.have.nested.property('problem.code', 'time_window');
    expect(job).to.have.nested.property('problem.errors[0].line', 1);
  });

  it('keeps a job for a day after its end, however long it was queued', async () => {
    const ledger = new Scripted();
    let call = 0;
    /** A run that takes one more batch to its end; the first batch of a run forgets what is old. */
    const run = async (queued: number): Promise<{ jobs: Jobs; id: string }> => {
      const jobs = newJobs(ledger);
      const { id } = await jobs.enqueue(bytes);
      now += queued;
      (await ledger.call(call++)).resolve({ batch: 'b', duplicate: false, block: 1 });
      await jobs.stop();
      return { jobs, id };
    };
    const slow = await run(3 * 86_400);
    now += 86_000;
    const quick = await run(0);
    expect(await quick.jobs.get(slow.id)).to.deep.include({ state: 'committed' });
    now += 4_000;
    const last = await run(0);
    expect(await last.jobs.get(slow.id)).to.equal(undefined);
    expect(await last.jobs.get(quick.id)).to.deep.include({ state: 'committed' });
  });

  it('tells of a failure nobody foresaw, tries again, and finishes the job all the same', async () => {
    const ledger = new Scripted();
    const jobs = newJobs(ledger);
    const { id } = await jobs.enqueue(bytes);
    const failure = new TypeError('x is not a function');
    (await ledger.call(0)).reject(failure);
    (await ledger.call(1)).reject(new LedgerError('unavailable', 'gone'));
    (await ledger.call(2)).resolve({ batch: 'b', duplicate: true, block: 1 });
    await ended(jobs, id);
    // That the ledger is away is not logged here: /readyz shows it.
    expect(troubles).to.deep.equal([{ failure, attempt: 1 }]);
  });

  it('does not lose a job whose end cannot be written', async () => {
    const ledger = new Scripted();
    const store = storedJobs(db);
    const failure = new Error('disk');
    let broken = true;
    const finish: typeof store.finish = (id, job, at) => {
      if (!broken) return store.finish(id, job, at);
      broken = false;
      return Promise.reject(failure);
    };
    const jobs = new Jobs(
      { ...store, finish },
      ledger,
      receipts,
      watched,
      () => now,
      () => 'job',
      nodeCrypto.sha256,
      (trouble) => troubles.push(trouble),
    );
    const { id } = await jobs.enqueue(bytes);
    const cause = new Refusal({ code: 'time_window', reason: 'batch has expired', line: 1 });
    (await ledger.call(0)).reject(new LedgerError('refused', 'refused', { cause }));
    (await ledger.call(1)).reject(new LedgerError('refused', 'refused', { cause }));
    expect(await ended(jobs, id)).to.have.nested.property('problem.code', 'time_window');
    expect(troubles).to.deep.equal([{ failure, attempt: 1 }]);
  });

  it('refuses when full, and keeps nothing then', async () => {
    const jobs = newJobs(new Scripted(), 1);
    await jobs.enqueue(bytes);
    let caught: unknown;
    await jobs.enqueue(another).catch((error: unknown) => (caught = error));
    expect(caught).to.include({ code: 'queue_full', retryAfter: 5 });
    expect(await storedJobs(db).queued()).to.have.length(1);
  });

  it('keeps one job for a batch however often it is sent, until that has ended', async () => {
    const ledger = new Scripted();
    const jobs = newJobs(ledger);
    const sent = await Promise.all([1, 2, 3].map(() => jobs.enqueue(bytes)));
    expect(new Set(sent.map(({ id }) => id)).size).to.equal(1);
    expect(await storedJobs(db).queued()).to.have.length(1);
    expect((await jobs.enqueue(another)).id).not.to.equal(sent[0]!.id);
    (await ledger.call(0)).resolve({ batch: 'b', duplicate: false, block: 1 });
    await ended(jobs, sent[0]!.id);
    while (jobs.backlog > 1) await new Promise(setImmediate);
    expect((await jobs.enqueue(bytes)).id).not.to.equal(sent[0]!.id);
  });

  it('keeps one job for a batch also over a restart', async () => {
    const { id } = await newJobs(new Scripted()).enqueue(bytes);
    const jobs = newJobs(new Scripted());
    await jobs.start();
    expect((await jobs.enqueue(bytes)).id).to.equal(id);
    expect((await jobs.enqueue(another)).id).not.to.equal(id);
    expect(await storedJobs(db).queued()).to.have.length(2);
  });

  it('keeps one job for a batch whose senders all waited for a ledger that does not answer', async () => {
    const ledger = new Scripted();
    const jobs = newJobs(ledger);
    const submitted = [1, 2, 3].map(() => batchesOver(ledger, jobs).submit(bytes, 5));
    for (const number of [0, 1, 2])
      (await ledger.call(number)).reject(new LedgerError('unknown_outcome', 'lost'));
    const ids = (await Promise.all(submitted)).map((one) => one.type === 'job' && one.job.id);
    expect(new Set(ids).size).to.equal(1);
    expect(await storedJobs(db).queued()).to.have.length(1);
  });

  it('does not let a batch stand for another with the same signature and spoilt records', async () => {
    const ledger = new Scripted();
    const jobs = newJobs(ledger);
    const lines = (records: string): Uint8Array => Buffer.from(`{"jws":"a.b.c"}\n${records}\n`);
    const spoilt = batchesOver(ledger, jobs).submit(lines('{}'), 5);
    (await ledger.call(0)).reject(new LedgerError('unknown_outcome', 'lost'));
    await spoilt;
    const { id } = await jobs.enqueue(lines('{"kind":"order"}'));
    expect(Buffer.from((await storedJobs(db).body(id))!).toString()).to.include('order');
  });

  it('acknowledges an unknown outcome only with the batch on disk', async () => {
    const ledger = new Scripted();
    const jobs = newJobs(ledger);
    const submission = batchesOver(ledger, jobs).submit(bytes, 30);
    (await ledger.call(0)).reject(new LedgerError('unknown_outcome', 'lost'));
    const result = await submission;
    expect(result).to.have.property('type', 'job');
    expect(await storedJobs(db).queued()).to.have.length(1);
    (await ledger.call(1)).resolve({ batch: 'b', duplicate: true, block: 1 });
    if (result.type === 'job')
      expect(await ended(jobs, result.job.id)).to.deep.include({ state: 'committed' });
  });

  it('passes on that the ledger is overloaded while nothing is promised', async () => {
    const ledger = new Scripted();
    const submission = batchesOver(ledger, newJobs(ledger)).submit(bytes, 30);
    (await ledger.call(0)).reject(new LedgerError('overloaded', 'busy'));
    let caught: unknown;
    await submission.catch((error: unknown) => (caught = error));
    expect(caught).to.have.property('code', 'overloaded');
    expect(await storedJobs(db).queued()).to.have.length(0);
  });
});
