import { setTimeout as after } from 'node:timers/promises';
import { LedgerError } from '../../ledger/port.js';
import type { Queries } from '../../projection/port.js';
import type { Sealer } from './sealer.js';

/** Milliseconds between looks at whether a Seal is due, and before trying again what failed. */
const lookEveryMs = 1_000;

/**
 * Seals on time and answers every Seal, beside all else, until it is stopped. Does neither while what is folded may not be
 * relied on.
 */
export class EpochKeeper {
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  readonly #queries: Pick<Queries, 'status' | 'ready' | 'folded'>;
  /** Why nothing that is folded may be signed now; undefined where it may. */
  readonly #whyUnready: () => string | undefined;
  readonly #sealer: Pick<Sealer, 'sealIfDue'>;
  /** Done after each block: what fails is tried again. */
  readonly #afterBlock: readonly (() => Promise<void>)[];
  readonly #report: (trouble: { readonly reason: string }) => void;

  constructor(
    queries: Pick<Queries, 'status' | 'ready' | 'folded'>,
    whyUnready: () => string | undefined,
    sealer: Pick<Sealer, 'sealIfDue'>,
    afterBlock: readonly (() => Promise<void>)[],
    report: (trouble: { readonly reason: string }) => void,
  ) {
    this.#queries = queries;
    this.#whyUnready = whyUnready;
    this.#sealer = sealer;
    this.#afterBlock = afterBlock;
    this.#report = report;
  }

  start(): void {
    this.#running = Promise.all([this.#keep(() => this.#onTime()), this.#keep(() => this.#onBlock())]);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #onTime(): Promise<void> {
    await this.#queries.ready(this.#stopping.signal);
    await this.#sealer.sealIfDue();
    await after(lookEveryMs, undefined, { signal: this.#stopping.signal });
  }

  async #onBlock(): Promise<void> {
    await this.#queries.ready(this.#stopping.signal);
    const reason = this.#whyUnready();
    if (reason !== undefined) throw new Error(reason);
    const { height } = this.#queries.status();
    const failures: unknown[] = [];
    // One after the other, but each whatever became of those before.
    for (const step of this.#afterBlock) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
    await this.#queries.folded(height, this.#stopping.signal);
  }

  async #keep(step: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopping;
    let reported = '';
    while (!signal.aborted) {
      try {
        await step();
        reported = '';
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof LedgerError ? error.code : String(error);
        // A projection that has failed stays so: said once, not each second.
        if (reason !== reported) this.#report({ reason });
        reported = reason;
        await after(lookEveryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
