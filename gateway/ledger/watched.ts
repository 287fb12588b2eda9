import type {
  ArchivedBlock,
  BlockFormat,
  Committed,
  CommittedBlock,
  IdentityName,
  LedgerPort,
  TransactionCall,
} from './port.js';

export type LedgerOperation = 'submit' | 'evaluate' | 'read';

/** How a call of the ledger ended; `committed` where it was a transaction. */
export type CallEnd =
  { readonly ok: true; readonly committed?: Committed } | { readonly ok: false; readonly error: unknown };

/** Told of each call as it begins, in the context of its caller; what it gives is told the end. `name`: of the transaction. */
export type LedgerWatch = (operation: LedgerOperation, name?: string) => (end: CallEnd) => void;

/** A ledger of which others are told what is asked of it and what comes of that. */
export class WatchedLedger implements LedgerPort {
  readonly kept?: NonNullable<LedgerPort['kept']>;
  readonly network?: NonNullable<LedgerPort['network']>;
  readonly #ledger: LedgerPort;
  readonly #watches: readonly LedgerWatch[];

  constructor(ledger: LedgerPort, watches: readonly LedgerWatch[]) {
    this.#ledger = ledger;
    this.#watches = watches;
    if (ledger.kept !== undefined) this.kept = ledger.kept;
    if (ledger.network !== undefined) this.network = ledger.network.bind(ledger);
  }

  get kind(): LedgerPort['kind'] {
    return this.#ledger.kind;
  }

  get blockFormat(): BlockFormat {
    return this.#ledger.blockFormat;
  }

  submit(call: TransactionCall, as?: IdentityName): Promise<Committed> {
    const ended = this.#begun('submit', call.name);
    return this.#ledger.submit(call, as).then(
      (committed) => {
        ended({ ok: true, committed });
        return committed;
      },
      (error: unknown) => {
        ended({ ok: false, error });
        throw error;
      },
    );
  }

  evaluate(call: TransactionCall, as?: IdentityName): Promise<string> {
    return this.#watched(this.#begun('evaluate', call.name), this.#ledger.evaluate(call, as));
  }

  height(): Promise<number> {
    return this.#watched(this.#begun('read'), this.#ledger.height());
  }

  async *blocks(from: number, signal: AbortSignal): AsyncGenerator<CommittedBlock> {
    const ended = this.#begun('read');
    try {
      yield* this.#ledger.blocks(from, signal);
      ended({ ok: true });
    } catch (error) {
      ended({ ok: false, error });
      throw error;
    }
  }

  archived(from: number, to: number): AsyncIterable<ArchivedBlock> {
    return this.#ledger.archived(from, to);
  }

  health(): ReturnType<LedgerPort['health']> {
    return this.#ledger.health();
  }

  close(): Promise<void> {
    return this.#ledger.close();
  }

  #begun(operation: LedgerOperation, name?: string): (end: CallEnd) => void {
    const ends = this.#watches.map((watch) => watch(operation, name));
    return (end) => {
      for (const ended of ends) ended(end);
    };
  }

  async #watched<T>(ended: (end: CallEnd) => void, call: Promise<T>): Promise<T> {
    try {
      const value = await call;
      ended({ ok: true });
      return value;
    } catch (error) {
      ended({ ok: false, error });
      throw error;
    }
  }
}
