import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError, type Condition, type LedgerErrorCode } from '../port.js';

/** What a look at the network needs. Each may throw: then nothing is known, and outcomes alone count. */
export interface WriteProbes {
  /** Whether enough orderers answer; undefined where that cannot be known from here. */
  orderers(): Promise<Condition | undefined>;
  /** Why too few endorsers are alive; undefined where enough are. */
  endorserObstacle(): Promise<string | undefined>;
}

/** Milliseconds between two looks. */
const lookEveryMs = 10_000;
/** Milliseconds for which a failed transaction speaks against the ledger. Later a write is let through: nothing else could clear it. */
const failureCountsMs = 60_000;

/** Failures that say that the way to a block is broken; a refusal or a conflict says that it is not. */
const brokenWays: Partial<Record<LedgerErrorCode, string>> = {
  unavailable: 'a transaction found too few endorsers or no orderer that took it',
  unknown_outcome: 'a transaction was sent to be ordered and was not seen committed',
  rejected: 'a transaction was committed as invalid',
};

/**
 * Whether a channel would take a transaction now: by looks at orderers and endorsers in the background, and by what became of the last
 * transaction.
 */
export class WriteWatch {
  readonly #probes: WriteProbes;
  readonly #stopping = new AbortController();
  #orderers: Condition | undefined;
  /** When the last look at the orderers ended, milliseconds. */
  #lookedAt = 0;
  /** False once a transaction has come through while too few orderers seemed to answer: this gateway's network does not reach them. */
  #orderersTell = true;
  #endorserObstacle: string | undefined;
  #failure: { readonly reason: string; readonly at: number; height?: number } | undefined;

  constructor(probes: WriteProbes) {
    this.#probes = probes;
  }

  start(): void {
    void this.#run();
  }

  /** A look that is under way comes to nothing. */
  stop(): void {
    this.#stopping.abort();
  }

  /** `began`: when the transaction was sent, milliseconds as of `Date.now()`. */
  committed(began: number): void {
    this.#failure = undefined;
    this.#endorserObstacle = undefined;
    if (this.#orderers?.ok === false && began > this.#lookedAt) this.#orderersTell = false;
  }

  failed(error: unknown): void {
    const reason = error instanceof LedgerError ? brokenWays[error.code] : undefined;
    if (reason !== undefined) this.#failure = { reason, at: Date.now() };
  }

  /** A block that came after a failure was ordered: by whomever, the way is open. */
  saw(height: number): void {
    if (this.#failure === undefined) return;
    this.#failure.height ??= height;
    if (height > this.#failure.height) this.#failure = undefined;
  }

  condition(): Condition {
    if (this.#failure !== undefined && Date.now() - this.#failure.at >= failureCountsMs)
      this.#failure = undefined;
    const obstacle = this.#failure?.reason ?? this.#endorserObstacle;
    if (obstacle !== undefined) return { ok: false, detail: obstacle };
    if (this.#orderers !== undefined && this.#orderersTell) return this.#orderers;
    return { ok: true, detail: 'as far as transactions tell' };
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await Promise.all([this.#lookAtOrderers(), this.#lookForEndorsers()]);
      await pause(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #lookAtOrderers(): Promise<void> {
    this.#orderers = await this.#probes.orderers().catch(() => undefined);
    this.#lookedAt = Date.now();
    if (this.#orderers?.ok !== false) this.#orderersTell = true;
  }

  async #lookForEndorsers(): Promise<void> {
    this.#endorserObstacle = await this.#probes.endorserObstacle().catch(() => undefined);
  }
}
