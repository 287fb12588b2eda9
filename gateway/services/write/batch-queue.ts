import { limits } from '../../../chaincode/domain/batch/format.js';
import { LedgerError, type Committed, type LedgerPort, type TransactionCall } from '../../ledger/port.js';

/** Where a batch stands on the ledger. */
export interface TakenBatch {
  readonly batch: string;
  readonly duplicate: boolean;
  readonly block: number;
}

export interface Coalescing {
  /** Transactions under way at once; batches that come meanwhile wait and share the next one. */
  readonly transactionsMax: number;
  /** A larger batch goes alone: it gains little from company, and the others would wait for it. */
  readonly smallBatchBytesMax: number;
  /** Batches in one transaction: bounds how long an endorser works on it. More of them gain nothing, but wait longer. */
  readonly batchesMax: number;
  /** Of all batches that wait together. */
  readonly waitingBytesMax: number;
}

export const coalescing: Coalescing = {
  transactionsMax: 16,
  smallBatchBytesMax: 64 * 1024,
  batchesMax: 100,
  waitingBytesMax: 128 * 1024 * 1024,
};

/** What came of a try to bring a batch to the ledger. `again`: it is tried once more, alone. */
export type BatchTry =
  | { readonly outcome: 'committed'; readonly committed: Committed }
  | { readonly outcome: 'again' }
  | { readonly outcome: 'failed'; readonly error: unknown };

/** Told of one batch on its way. */
export interface BatchWatch {
  /** It goes to the ledger, in a transaction of so many batches. */
  sent(together: number): void;
  tried(result: BatchTry): void;
}

/** Called when a batch comes to wait, in the context of whoever brings it. */
export type QueueWatch = () => BatchWatch;

interface Waiting {
  readonly bytes: Uint8Array;
  readonly alone: boolean;
  readonly watches: readonly BatchWatch[];
  readonly resolve: (taken: TakenBatch) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome =
  | { readonly batch: string; readonly entry: number; readonly outcome: 'accepted' | 'duplicate' }
  | { readonly entry: number; readonly outcome: 'refused' };

/**
 * Brings batches to the ledger, several in one transaction where several wait. There is no timer: while transactions
 * are under way the next batches gather, so groups grow with the load and a lone batch does not wait.
 */
export class BatchQueue {
  #waiting: Waiting[] = [];
  #bytes = 0;
  #underWay = 0;
  #scheduled = false;

  readonly #ledger: Pick<LedgerPort, 'submit'>;
  readonly #options: Coalescing;
  readonly #watches: readonly QueueWatch[];

  constructor(
    ledger: Pick<LedgerPort, 'submit'>,
    options: Coalescing = coalescing,
    watches: readonly QueueWatch[] = [],
  ) {
    this.#ledger = ledger;
    this.#options = options;
    this.#watches = watches;
  }

  /** Resolves when the ledger holds the batch durably. Throws LedgerError, as for a transaction of its own. */
  submit(bytes: Uint8Array): Promise<TakenBatch> {
    return new Promise((resolve, reject) => {
      if (this.#bytes + bytes.length > this.#options.waitingBytesMax) {
        reject(new LedgerError('overloaded', 'too many batches wait for the ledger'));
        return;
      }
      this.#bytes += bytes.length;
      const alone = bytes.length > this.#options.smallBatchBytesMax;
      const watches = this.#watches.map((watch) => watch());
      this.#waiting.push({ bytes, alone, watches, resolve, reject });
      this.#schedule();
    });
  }

  /** Batches that arrive in the same turn of the event loop travel together. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      while (this.#underWay < this.#options.transactionsMax && this.#waiting.length > 0)
        this.#send(this.#take());
    });
  }

  /** The first that waits, and the small ones behind it that fit. */
  #take(): Waiting[] {
    const group: Waiting[] = [];
    let size = 0;
    for (const next of this.#waiting) {
      const fits =
        group.length < this.#options.batchesMax && size + next.bytes.length <= limits.transactionBytes;
      if (group.length > 0 && (next.alone || !fits)) break;
      group.push(next);
      size += next.bytes.length;
      if (next.alone) break;
    }
    this.#waiting = this.#waiting.slice(group.length);
    this.#bytes -= size;
    return group;
  }

  #send(group: readonly Waiting[]): void {
    const [first] = group;
    if (first === undefined) return;
    this.#underWay++;
    for (const { watches } of group) for (const watch of watches) watch.sent(group.length);
    const sent = group.length === 1 ? this.#sendOne(first) : this.#sendTogether(group);
    void sent.finally(() => {
      this.#underWay--;
      this.#schedule();
    });
  }

  async #sendOne(one: Waiting): Promise<void> {
    try {
      const committed = await this.#ledger.submit(call('SubmitBatch', { batch: one.bytes }));
      const { batch, outcome } = JSON.parse(committed.result) as { batch: string; outcome: string };
      taken(one, batch, outcome === 'duplicate', committed);
    } catch (error) {
      failed(one, error);
    }
  }

  async #sendTogether(group: readonly Waiting[]): Promise<void> {
    try {
      const transient = Object.fromEntries(group.map(({ bytes }, entry) => [`batch${entry}`, bytes]));
      this.#settle(group, await this.#ledger.submit(call('SubmitBatches', transient)));
    } catch (error) {
      // Nothing was written, and it may be one batch's doing: no other one should pay for it.
      const separable =
        error instanceof LedgerError && (error.code === 'conflict' || error.code === 'refused');
      if (separable) this.#again(group);
      else for (const one of group) failed(one, error);
    }
  }

  /** A refused one is sent alone: its sender is owed every defect, and a block has no room for them. */
  #settle(group: readonly Waiting[], committed: Committed): void {
    const { outcomes } = JSON.parse(committed.result) as { outcomes: readonly Outcome[] };
    const refused: Waiting[] = [];
    for (const one of outcomes) {
      const member = group[one.entry] as Waiting;
      if (one.outcome === 'refused') refused.push(member);
      else taken(member, one.batch, one.outcome === 'duplicate', committed);
    }
    this.#again(refused);
  }

  /** Each alone, before those that came later. */
  #again(group: readonly Waiting[]): void {
    for (const one of group) {
      this.#bytes += one.bytes.length;
      tell(one, { outcome: 'again' });
    }
    this.#waiting.unshift(...group.map((one) => ({ ...one, alone: true })));
  }
}

function taken(waiting: Waiting, batch: string, duplicate: boolean, committed: Committed): void {
  tell(waiting, { outcome: 'committed', committed });
  waiting.resolve({ batch, duplicate, block: committed.block });
}

function failed(waiting: Waiting, error: unknown): void {
  tell(waiting, { outcome: 'failed', error });
  waiting.reject(error);
}

function tell({ watches }: Waiting, result: BatchTry): void {
  for (const watch of watches) watch.tried(result);
}

function call(name: string, transient: Readonly<Record<string, Uint8Array>>): TransactionCall {
  return { name, args: [], transient };
}
