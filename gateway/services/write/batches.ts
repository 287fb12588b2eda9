import type { Receipt } from '../../../chaincode/domain/proofs/receipt.js';
import { LedgerError } from '../../ledger/port.js';
import type { Commit, Committer } from './committer.js';
import type { JobView, Jobs } from './jobs.js';
import { notFound } from '../common/service-error.js';

export type Submission =
  | { readonly type: 'receipt'; readonly receipt: Receipt; readonly duplicate: boolean }
  | { readonly type: 'job'; readonly job: JobView };

export class Batches {
  readonly #committer: Committer;
  readonly #jobs: Jobs;
  /** Throws Refusal for bytes that no ledger would take, so that they are never queued. */
  readonly #precheck: (bytes: Uint8Array) => void;
  /** Does aside what of the ledger's work can be done aside. Refuses nothing. */
  readonly #prepare: (bytes: Uint8Array) => Promise<void>;

  constructor(
    committer: Committer,
    jobs: Jobs,
    precheck: (bytes: Uint8Array) => void,
    prepare: (bytes: Uint8Array) => Promise<void>,
  ) {
    this.#committer = committer;
    this.#jobs = jobs;
    this.#precheck = precheck;
    this.#prepare = prepare;
  }

  /**
   * @param wait seconds the sender is ready to wait for commit and projection; 0: acknowledge as soon as durable.
   * Throws Refusal, LedgerError, ServiceError `queue_full`.
   */
  async submit(bytes: Uint8Array, wait: number): Promise<Submission> {
    if (wait === 0) {
      await this.#prepare(bytes);
      this.#precheck(bytes);
      return { type: 'job', job: await this.#jobs.enqueue(bytes) };
    }
    // Not AbortSignal.timeout(): ending that again costs more than committing a small batch.
    const outOfTime = new AbortController();
    const timer = setTimeout(() => outOfTime.abort(), wait * 1_000);
    try {
      return await this.#commit(bytes, outOfTime.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  async #commit(bytes: Uint8Array, signal: AbortSignal): Promise<Submission> {
    const underWay = this.#prepare(bytes).then(() => this.#committer.commit(bytes));
    let commit: Commit | undefined;
    try {
      commit = await orAborted(underWay, signal);
    } catch (error) {
      // Sent, but with an unknown outcome: keep it and ask again, rather than tell the sender that it failed.
      if (!(error instanceof LedgerError) || error.code !== 'unknown_outcome') throw error;
    }
    if (commit !== undefined) {
      try {
        const receipt = await this.#committer.receipt(commit, signal);
        return { type: 'receipt', receipt, duplicate: commit.duplicate };
      } catch {
        // It is committed, and whatever keeps us from reading it here, its sender must not be told that it failed.
      }
    }
    return { type: 'job', job: await this.#jobs.adopt(bytes, underWay) };
  }

  receipt(batch: string): Receipt {
    const receipt = this.#committer.find(batch);
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
