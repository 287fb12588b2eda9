import { AsyncResource } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { base64url } from '../../../chaincode/domain/bytes.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import type { Receipt } from '../../../chaincode/domain/proofs/receipt.js';
import type { Sha256 } from '../../../chaincode/domain/ports.js';
import { daySeconds, hourSeconds } from '../../../chaincode/domain/time.js';
import { LedgerError, type LedgerErrorCode } from '../../ledger/port.js';
import type { BatchQueue, TakenBatch } from './batch-queue.js';
import type { Receipts } from './receipts.js';
import type { Settle, Unsettled } from './unsettled.js';
import type { Clock, FinishedJob, JobStore, StoredProblem } from '../common/ports.js';
import { ServiceError } from '../common/service-error.js';

export interface JobView {
  readonly id: string;
  /** queued: durable here. endorsed: the ledger has it, not yet readable here. */
  readonly state: 'queued' | 'endorsed' | 'committed' | 'failed';
  readonly receipt?: Receipt;
  readonly problem?: StoredProblem;
}

export interface JobLimits {
  readonly queuedMax: number;
  readonly queuedBytesMax: number;
  /** Jobs under way to the ledger at once. */
  readonly runningMax: number;
}
export const jobLimits: JobLimits = { queuedMax: 10_000, queuedBytesMax: 256 * 1024 * 1024, runningMax: 64 };

const keepFinishedSeconds = daySeconds;
const firstPauseMs = 100;
const pauseMaxMs = 10_000;
/** After a failure that nobody foresaw: it rarely passes by itself, and each try writes a log line. */
const unexpectedPauseMaxMs = 300_000;

/** Told of each failure that an operator must look into. Nothing in it is from the batch. */
export type JobTrouble = (trouble: { readonly failure: unknown; readonly attempt: number }) => void;

/**
 * Batches that were acknowledged with 202. Each is on disk before the acknowledgement and stays there until the
 * ledger has taken or refused it. After a restart it is sent again: (iss, jti) makes that harmless.
 */
export class Jobs {
  readonly #stopping = new AbortController();
  readonly #endorsed = new Set<string>();
  /** Those that are to be begun, each in the context of the request that brought it: a trace of it goes on there. */
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #sizes = new Map<string, number>();
  readonly #active = new Set<Promise<void>>();
  /** Jobs that have not ended, by their batch's name: once durable, its id. */
  readonly #unended = new Map<string, Promise<string>>();
  /** The name of each one's batch, by id. */
  readonly #named = new Map<string, string>();
  /** What is to be told when one has ended, by id. */
  readonly #settle = new Map<string, Settle>();
  #bytes = 0;
  #lastForgotten = 0;

  readonly #store: JobStore;
  readonly #queue: Pick<BatchQueue, 'submit'>;
  readonly #receipts: Pick<Receipts, 'find'>;
  readonly #unsettled: Pick<Unsettled, 'begin'>;
  readonly #now: Clock;
  readonly #newId: (now: number) => string;
  readonly #sha256: Sha256;
  readonly #trouble: JobTrouble;
  readonly #limits: JobLimits;

  constructor(
    store: JobStore,
    queue: Pick<BatchQueue, 'submit'>,
    receipts: Pick<Receipts, 'find'>,
    unsettled: Pick<Unsettled, 'begin'>,
    now: Clock,
    newId: (now: number) => string,
    sha256: Sha256,
    trouble: JobTrouble,
    limits: JobLimits = jobLimits,
  ) {
    this.#store = store;
    this.#queue = queue;
    this.#receipts = receipts;
    this.#unsettled = unsettled;
    this.#now = now;
    this.#newId = newId;
    this.#sha256 = sha256;
    this.#trouble = trouble;
    this.#limits = limits;

    setMaxListeners(0, this.#stopping.signal); // one for each job that pauses
  }

  /** Takes up what an earlier run left. */
  async start(): Promise<void> {
    for (const { id, size } of await this.#store.queued()) {
      this.#count(id, size);
      this.#wait(id);
      const bytes = await this.#store.body(id);
      if (bytes === undefined) continue;
      const name = this.#nameOf(bytes);
      this.#unended.set(name, Promise.resolve(id));
      this.#named.set(id, name);
      this.#settle.set(id, this.#unsettled.begin(bytes));
    }
    this.#pump();
  }

  get backlog(): number {
    return this.#sizes.size;
  }

  /** Id of the one that has waited longest. */
  get oldest(): string | undefined {
    const [id] = this.#sizes.keys();
    return id;
  }

  /** Whether not even the smallest batch is taken. */
  get isFull(): boolean {
    return this.#sizes.size >= this.#limits.queuedMax || this.#bytes >= this.#limits.queuedBytesMax;
  }

  /**
   * Durable when it resolves. One job a batch: whoever has seen its bytes could else fill the disk with them.
   * Throws ServiceError `queue_full`, and then nothing is kept.
   */
  async enqueue(bytes: Uint8Array): Promise<JobView> {
    const { id, isNew } = await this.#keepOnce(bytes);
    if (isNew) {
      this.#wait(id);
      this.#pump();
    }
    return { id, state: 'queued' };
  }

  /** As `enqueue`, for a batch that is already on its way to the ledger. */
  async adopt(bytes: Uint8Array, underWay: Promise<TakenBatch>): Promise<JobView> {
    const { id, isNew } = await this.#keepOnce(bytes);
    if (isNew) this.#track(this.#follow(id, underWay));
    return { id, state: 'queued' };
  }

  async get(id: string): Promise<JobView | undefined> {
    const job = await this.#store.get(id);
    if (job === undefined) return undefined;
    switch (job.state) {
      case 'queued':
        return { id, state: this.#endorsed.has(id) ? 'endorsed' : 'queued' };
      case 'failed':
        return { id, state: 'failed', problem: job.problem };
      case 'committed': {
        const receipt = this.#receipts.find(job.batch);
        return receipt === undefined ? { id, state: 'endorsed' } : { id, state: 'committed', receipt };
      }
    }
  }

  /** Stops sending. What is queued stays on disk. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#active);
  }

  async #keepOnce(bytes: Uint8Array): Promise<{ readonly id: string; readonly isNew: boolean }> {
    const name = this.#nameOf(bytes);
    const unended = this.#unended.get(name);
    if (unended !== undefined) return { id: await unended, isNew: false };
    const kept = this.#keep(bytes);
    this.#unended.set(name, kept);
    try {
      const id = await kept;
      this.#named.set(id, name);
      return { id, isNew: true };
    } catch (error) {
      this.#unended.delete(name);
      throw error;
    }
  }

  async #keep(bytes: Uint8Array): Promise<string> {
    if (
      this.#sizes.size >= this.#limits.queuedMax ||
      this.#bytes + bytes.length > this.#limits.queuedBytesMax
    )
      throw new ServiceError('queue_full', 'Too many batches wait for the ledger.', { retryAfter: 5 });

    const now = this.#now();
    const id = this.#newId(now);
    this.#count(id, bytes.length);
    this.#settle.set(id, this.#unsettled.begin(bytes));
    try {
      await this.#store.add(id, bytes);
    } catch (error) {
      this.#discount(id);
      throw error;
    }
    this.#forgetOld(now);
    return id;
  }

  /** Once an hour. A failure here does not lose the job that has just come in. */
  #forgetOld(now: number): void {
    if (now <= this.#lastForgotten + hourSeconds) return;
    this.#lastForgotten = now;
    const before = now - keepFinishedSeconds;
    const forgotten = this.#store.forget(before, this.#newId(before));
    this.#track(forgotten.catch((failure: unknown) => this.#trouble({ failure, attempt: 1 })));
  }

  #wait(id: string): void {
    this.#waiting.push(AsyncResource.bind(() => this.#run(id)));
  }

  #pump(): void {
    while (this.#active.size < this.#limits.runningMax && !this.#stopping.signal.aborted) {
      const begin = this.#waiting.shift();
      if (begin === undefined) return;
      this.#track(begin());
    }
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => {
      this.#active.delete(tracked);
      this.#pump();
    });
    this.#active.add(tracked);
    tracked.catch((failure: unknown) => this.#trouble({ failure, attempt: 1 }));
  }

  #run(id: string): Promise<void> {
    return this.#follow(id, this.#attempt(id));
  }

  /** Undefined where nothing is queued under the id any more. */
  async #attempt(id: string): Promise<TakenBatch | undefined> {
    const bytes = await this.#store.body(id);
    return bytes === undefined ? undefined : this.#queue.submit(bytes);
  }

  /** Tries until the job has ended or the service stops; what is not ended stays queued on disk. */
  async #follow(id: string, first: Promise<TakenBatch | undefined>): Promise<void> {
    let underWay = first;
    for (let attempt = 1; ; attempt++) {
      try {
        const end = await this.#endOf(id, underWay);
        if (end !== undefined) await this.#store.finish(id, end, this.#now());
        this.#endorsed.delete(id);
        this.#discount(id);
        return;
      } catch (failure) {
        const isExpected = failure instanceof LedgerError && passing.has(failure.code);
        if (!isExpected) this.#trouble({ failure, attempt });
        const maxMs = isExpected ? pauseMaxMs : unexpectedPauseMaxMs;
        if (!(await this.#pause(Math.min(firstPauseMs * 2 ** (attempt - 1), maxMs)))) return;
      }
      underWay = this.#attempt(id);
    }
  }

  async #endOf(id: string, underWay: Promise<TakenBatch | undefined>): Promise<FinishedJob | undefined> {
    try {
      const taken = await underWay;
      if (taken === undefined) return undefined;
      this.#endorsed.add(id);
      this.#settled(id, taken);
      return { state: 'committed', batch: taken.batch };
    } catch (error) {
      const problem = lasting(error);
      if (problem === undefined) throw error;
      return { state: 'failed', problem };
    }
  }

  /** Of all its bytes: a batch that was spoilt on its way must not stand for the one it was. */
  #nameOf(bytes: Uint8Array): string {
    return base64url(this.#sha256(bytes));
  }

  #count(id: string, size: number): void {
    this.#sizes.set(id, size);
    this.#bytes += size;
  }
  #settled(id: string, taken?: TakenBatch): void {
    this.#settle.get(id)?.(taken);
    this.#settle.delete(id);
  }
  #discount(id: string): void {
    this.#settled(id);
    this.#bytes -= this.#sizes.get(id) ?? 0;
    this.#sizes.delete(id);
    this.#unended.delete(this.#named.get(id) ?? '');
    this.#named.delete(id);
  }

  /** False when the service stops meanwhile. */
  #pause(milliseconds: number): Promise<boolean> {
    return pause(milliseconds, true, { signal: this.#stopping.signal }).catch(() => false);
  }
}

/** Failures of a ledger that come and go. Of `rejected` an operator must know; the others `/readyz` shows. */
const passing: ReadonlySet<LedgerErrorCode> = new Set([
  'conflict',
  'unavailable',
  'overloaded',
  'read_only',
  'unknown_outcome',
]);

/** Only a refusal is final; everything else may pass when tried again. */
function lasting(error: unknown): StoredProblem | undefined {
  if (!(error instanceof LedgerError) || error.code !== 'refused' || !(error.cause instanceof Refusal))
    return undefined;

  return { code: error.cause.code, reason: error.cause.message, errors: error.cause.defects };
}
