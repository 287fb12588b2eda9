import type { ParsedBatch } from '../../../chaincode/domain/batch/parse.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import type { Receipt } from '../../../chaincode/domain/proofs/receipt.js';
import { LedgerError } from '../../ledger/port.js';
import type { BatchQueue, TakenBatch } from './batch-queue.js';
import type { JobView, Jobs } from './jobs.js';
import type { Receipts } from './receipts.js';
import type { Unsettled } from './unsettled.js';
import { notFound } from '../common/service-error.js';

export type Submission =
  | { readonly type: 'receipt'; readonly receipt: Receipt; readonly duplicate: boolean }
  | { readonly type: 'job'; readonly job: JobView };

/** What is done with a batch before it is sent. It is parsed once. */
export interface BeforeSending {
  /** Throws Refusal. */
  readonly parse: (bytes: Uint8Array) => ParsedBatch;
  /** Does on another thread what of the ledger's work can be done there. Refuses nothing: resolves whether its issuer signed it. */
  readonly verifyAhead: (batch: ParsedBatch) => Promise<boolean>;
  /** Throws Refusal for a batch that no ledger would take, so that it is never queued. */
  readonly precheck: (batch: ParsedBatch) => void;
}

export class Batches {
  readonly #queue: Pick<BatchQueue, 'submit'>;
  readonly #receipts: Pick<Receipts, 'find' | 'ofBytes' | 'whenFolded'>;
  readonly #jobs: Jobs;
  readonly #unsettled: Pick<Unsettled, 'begin'>;
  readonly #before: BeforeSending;

  constructor(
    queue: Pick<BatchQueue, 'submit'>,
    receipts: Pick<Receipts, 'find' | 'ofBytes' | 'whenFolded'>,
    jobs: Jobs,
    unsettled: Pick<Unsettled, 'begin'>,
    before: BeforeSending,
  ) {
    this.#queue = queue;
    this.#receipts = receipts;
    this.#jobs = jobs;
    this.#unsettled = unsettled;
    this.#before = before;
  }

  /**
   * What can be read here already is answered with its receipt, and costs neither a transaction nor a place on the disk.
   * @param waitSeconds how long the sender is ready to wait for commit and projection; 0: acknowledge as soon as durable.
   * Throws Refusal, LedgerError, ServiceError `queue_full`.
   */
  async submit(bytes: Uint8Array, waitSeconds: number): Promise<Submission> {
    if (waitSeconds === 0) {
      const batch = this.#before.parse(bytes);
      const known = this.#known(batch, bytes);
      if (known !== undefined) return known;
      await this.#before.verifyAhead(batch);
      this.#before.precheck(batch);
      return { type: 'job', job: await this.#jobs.enqueue(bytes) };
    }
    // Not AbortSignal.timeout(): ending that again costs more than committing a small batch.
    const outOfTime = new AbortController();
    const timer = setTimeout(() => outOfTime.abort(), waitSeconds * 1_000);
    try {
      return await this.#commit(bytes, outOfTime.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  async #commit(bytes: Uint8Array, signal: AbortSignal): Promise<Submission> {
    const batch = this.#parsed(bytes);
    const known = batch && this.#known(batch, bytes);
    if (known !== undefined) return known;
    const underWay = this.#send(bytes, batch);
    let taken: TakenBatch | undefined;
    try {
      taken = await orAborted(underWay, signal);
    } catch (error) {
      // Sent, but with an unknown outcome: keep it and ask again, rather than tell the sender that it failed.
      if (!(error instanceof LedgerError) || error.code !== 'unknown_outcome') throw error;
    }
    if (taken !== undefined) {
      try {
        const receipt = await this.#receipts.whenFolded(taken, signal);
        return { type: 'receipt', receipt, duplicate: taken.duplicate };
      } catch {
        // It is committed. Its sender must not be told that it failed, only because it cannot be read here.
      }
    }
    return { type: 'job', job: await this.#jobs.adopt(bytes, underWay) };
  }

  async #send(bytes: Uint8Array, batch: ParsedBatch | undefined): Promise<TakenBatch> {
    const isSigned = batch !== undefined && (await this.#before.verifyAhead(batch));
    const taken = this.#queue.submit(bytes);
    // Not of every batch that names an issuer: anyone could else have it wait for ever for what no ledger takes.
    if (isSigned) {
      const settle = this.#unsettled.begin(bytes);
      void taken.then(settle, () => settle());
    }
    return taken;
  }

  /** Undefined where it cannot be read: the ledger says so itself, by the fold version in force there, with every defect. */
  #parsed(bytes: Uint8Array): ParsedBatch | undefined {
    try {
      return this.#before.parse(bytes);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  #known({ id }: ParsedBatch, bytes: Uint8Array): Submission | undefined {
    const receipt = this.#receipts.ofBytes(id, bytes);
    return receipt && { type: 'receipt', receipt, duplicate: true };
  }

  receipt(batch: string): Receipt {
    const receipt = this.#receipts.find(batch);
    if (receipt === undefined) throw notFound('batch');
    return receipt;
  }

  async job(id: string): Promise<JobView> {
    const job = await this.#jobs.get(id);
    if (job === undefined) throw notFound('job');
    return job;
  }
}

/** The value, or undefined once the signal aborts. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => resolve(undefined);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
