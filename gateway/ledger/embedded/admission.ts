import { LedgerError } from '../port.js';

/** Lets in as many calls as fit, and says when the last one has left. */
export class Admission {
  readonly #callsMax: number;
  readonly #bytesMax: number;
  #calls = 0;
  #bytes = 0;
  #closed = false;
  #onEmpty: (() => void) | undefined;

  /** @param bytesMax bounds the inputs of all calls under way together */
  constructor(callsMax: number, bytesMax: number) {
    this.#callsMax = callsMax;
    this.#bytesMax = bytesMax;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** @throws LedgerError `unavailable` once closed, `overloaded` when full; the call has then not run */
  async run<T>(bytes: number, call: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new LedgerError('unavailable', 'the ledger is closing');
    // A single call is let in whatever its size: its own limits are the chaincode's business.
    if (this.#calls >= this.#callsMax || (this.#calls > 0 && this.#bytes + bytes > this.#bytesMax))
      throw new LedgerError('overloaded', 'too many calls are under way');
    this.#calls += 1;
    this.#bytes += bytes;
    try {
      return await call();
    } finally {
      this.#calls -= 1;
      this.#bytes -= bytes;
      if (this.#calls === 0) this.#onEmpty?.();
    }
  }

  /** Resolves once no call is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#calls > 0) await new Promise<void>((resolve) => (this.#onEmpty = resolve));
  }
}
