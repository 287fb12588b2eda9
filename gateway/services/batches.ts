import { LedgerError } from '../ledger/port.js';
import type { Commit, Committer } from './committer.js';
import type { JobView, Jobs } from './jobs.js';
import type { Receipt } from './receipt.js';
import { notFound } from './service-error.js';

export type Submission =
  | { readonly type: 'receipt'; readonly receipt: Receipt; readonly duplicate: boolean }
  | { readonly type: 'job'; readonly job: JobView };

export class Batches {
  constructor(
    private readonly committer: Committer,
    private readonly jobs: Jobs,
    /** Throws Refusal for bytes that no ledger would take, so that they are never queued. */
    private readonly precheck: (bytes: Uint8Array) => void,
  ) {}

  /**
   * @param wait seconds the sender is ready to wait for commit and projection; 0: acknowledge as soon as durable.
   * Throws Refusal, LedgerError, ServiceError `queue_full`.
   */
  async submit(bytes: Uint8Array, wait: number): Promise<Submission> {
    if (wait === 0) {
      this.precheck(bytes);
      return { type: 'job', job: await this.jobs.enqueue(bytes) };
    }
    const signal = AbortSignal.timeout(wait * 1_000);
    const underWay = this.committer.commit(bytes);
    let commit: Commit | undefined;
    try {
      commit = await orAborted(underWay, signal);
    } catch (error) {
      // Sent, but with an unknown outcome: keep it and ask again, rather than tell the sender that it failed.
      if (!(error instanceof LedgerError) || error.code !== 'unknown_outcome') throw error;
    }
    if (commit !== undefined) {
      try {
        const receipt = await this.committer.receipt(commit, signal);
        return { type: 'receipt', receipt, duplicate: commit.duplicate };
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }
    return { type: 'job', job: await this.jobs.adopt(bytes, underWay) };
  }

  receipt(batch: string): Receipt {
    const receipt = this.committer.find(batch);
    if (receipt === undefined) throw notFound('batch');
    return receipt;
  }

  async job(id: string): Promise<JobView> {
    const job = await this.jobs.get(id);
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
