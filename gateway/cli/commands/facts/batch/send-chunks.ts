import { ProblemError, restatementId, type Receipt } from '../../../../sdk/client/index.js';
import type { SigningClient } from '../../../frame/signing.js';
import { laneOf } from '../../../frame/lane.js';
import type { Chunk } from './chunks.js';

export type ChunkOutcome = {
  /** Of the file: its first and last line. */
  readonly lines: string;
  readonly records: number;
} & (
  | { readonly outcome: 'committed'; readonly receipt: Receipt }
  | { readonly outcome: 'queued'; readonly batch: string; readonly job: string }
  | { readonly outcome: 'already-stated' }
);

/** Batches that are queued and may not be on the ledger yet. */
const queuedAtMost = 16;

interface Queued {
  readonly job: string;
  readonly lanes: ReadonlySet<string>;
}

/**
 * Sends batches in the order of their file. The ledger takes what is queued side by side in any order, and which of two facts counts,
 * or which status is the last, may hang on it: so a batch that speaks of what a queued one speaks of waits for that.
 */
export class ChunkSender {
  readonly #signing: SigningClient;
  readonly #wait: boolean;
  readonly #signal: AbortSignal;
  #queued: Queued[] = [];

  constructor(signing: SigningClient, wait: boolean, signal: AbortSignal) {
    this.#signing = signing;
    this.#wait = wait;
    this.#signal = signal;
  }

  /** Signs and sends one batch whose id is made of its content. Throws ProblemError, ClientError. */
  async send({ after, lines, records }: Chunk): Promise<ChunkOutcome> {
    const { as, client } = this.#signing;
    const lanes = new Set(records.map((record) => laneOf(record, as)));
    await this.#awaitQueued(lanes);
    const jti = after.length > 0 ? { jti: restatementId(records, after) } : {};
    const batch = await client.signBatch(records, { as, ...jti });
    const about = { lines: lines.join('-'), records: records.length };
    const options = { signal: this.#signal };
    try {
      if (this.#wait)
        return { ...about, outcome: 'committed', receipt: await client.deliver(batch, options) };
      const sent = await client.send(batch, { ...options, wait: 0 });
      if (sent.type === 'receipt') return { ...about, outcome: 'committed', receipt: sent.receipt };
      this.#queued.push({ job: sent.job, lanes });
      return { ...about, outcome: 'queued', batch: batch.id, job: sent.job };
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'jti_conflict')
        return { ...about, outcome: 'already-stated' };
      throw error;
    }
  }

  async #awaitQueued(lanes: ReadonlySet<string>): Promise<void> {
    const isShared = (queued: Queued): boolean => [...lanes].some((lane) => queued.lanes.has(lane));
    const last = Math.max(this.#queued.findLastIndex(isShared), this.#queued.length - queuedAtMost);
    for (const { job } of this.#queued.splice(0, last + 1))
      await this.#signing.client.awaitJob(job, { signal: this.#signal });
  }
}
