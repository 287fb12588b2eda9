import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError, type Committed, type LedgerErrorCode } from '../port.js';
import { SubmitFailure, type FailureClass } from './failure.js';

/** One try, under a transaction id of its own, endorsed by the organisations given. @throws SubmitFailure */
export type Attempt = (endorsers: readonly string[]) => Promise<Committed>;

/** Milliseconds in all, milliseconds of the first pause, and the longest pause. */
const patience: Partial<Record<FailureClass, readonly [total: number, first: number, longest: number]>> = {
  conflict: [15_000, 20, 500],
  overloaded: [20_000, 100, 2_000],
  unavailable: [30_000, 100, 2_000],
};

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
  const began = Date.now();
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(endorsers.current());
    } catch (error) {
      if (!(error instanceof SubmitFailure)) throw error;
      if (error.kind === 'unavailable') endorsers.tryOthers();
      const [total, first, longest] = patience[error.kind] ?? [0, 0, 0];
      if (Date.now() - began >= total) throw ledgerError(error);
      // Full jitter: callers that collided once do not collide again in step.
      const wait = Math.random() * Math.min(longest, first * 2 ** Math.min(tries, 10));
      await pause(wait);
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
