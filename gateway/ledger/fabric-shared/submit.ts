import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError, type Committed, type LedgerErrorCode } from '../port.js';
import { SubmitFailure, type FailureClass } from './failure.js';

/** One try, under a transaction id of its own, endorsed by the organisations given. @throws SubmitFailure */
export type Attempt = (endorsers: readonly string[]) => Promise<Committed>;

interface Retries {
  /** After so long since the first try there is no other. */
  readonly totalMs: number;
  readonly firstPauseMs: number;
  readonly pauseMaxMs: number;
}

/** Failures after which it is right to try again. */
const retries: Partial<Record<FailureClass, Retries>> = {
  conflict: { totalMs: 15_000, firstPauseMs: 20, pauseMaxMs: 500 },
  overloaded: { totalMs: 20_000, firstPauseMs: 100, pauseMaxMs: 2_000 },
  unavailable: { totalMs: 30_000, firstPauseMs: 100, pauseMaxMs: 2_000 },
};
const noRetries: Retries = { totalMs: 0, firstPauseMs: 0, pauseMaxMs: 0 };

const codes: Record<FailureClass, LedgerErrorCode> = {
  refused: 'refused',
  conflict: 'conflict',
  overloaded: 'overloaded',
  unavailable: 'unavailable',
  rejected: 'rejected',
  unknown: 'unknown_outcome',
};

/**
 * Submits, and tries again where the class of failure allows it. Whatever was ordered and might still be committed is
 * never sent a second time: its outcome is unknown until somebody asks for it.
 * @throws LedgerError
 */
export async function submitWithRetries(attempt: Attempt, endorsers: EndorserChoice): Promise<Committed> {
  const beganMs = Date.now();
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(endorsers.current());
    } catch (error) {
      if (!(error instanceof SubmitFailure)) throw error;
      if (error.kind === 'unavailable') endorsers.tryOthers();
      const { totalMs, firstPauseMs, pauseMaxMs } = retries[error.kind] ?? noRetries;
      if (Date.now() - beganMs >= totalMs) throw ledgerError(error);
      // Full jitter: callers that collided once do not collide again in step.
      await pause(Math.random() * Math.min(pauseMaxMs, firstPauseMs * 2 ** Math.min(tries, 10)));
    }
  }
}

export function ledgerError(failure: SubmitFailure): LedgerError {
  return new LedgerError(codes[failure.kind], failure.message, {
    txId: failure.txId,
    cause: failure.kind === 'refused' ? failure.cause : failure,
  });
}

/**
 * Which organisations are asked to endorse. Named on every call, because a transaction with transient data is
 * otherwise sent to one's own organisation only. The own organisation always; the others change when one is away.
 */
export class EndorserChoice {
  readonly #others: readonly string[];
  #start = 0;

  readonly #own: string;
  readonly #needed: number;

  constructor(own: string, mspIds: readonly string[], needed: number) {
    this.#own = own;
    this.#needed = needed;

    this.#others = mspIds.filter((mspId) => mspId !== own);
  }

  current(): string[] {
    const count = Math.min(this.#needed - 1, this.#others.length);
    const chosen = Array.from({ length: count }, (_, index) => {
      return this.#others[(this.#start + index) % this.#others.length] as string;
    });
    return [this.#own, ...chosen];
  }

  tryOthers(): void {
    this.#start = this.#others.length === 0 ? 0 : (this.#start + 1) % this.#others.length;
  }
}
