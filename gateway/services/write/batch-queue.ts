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

interface Waiting {
  readonly bytes: Uint8Array;
  readonly alone: boolean;
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

  constructor(ledger: Pick<LedgerPort, 'submit'>, options: Coalescing = coalescing) {
    this.#ledger = ledger;
    this.#options = options;
  }

  /** Resolves when the ledger holds the batch durably. Throws LedgerError, as for a transaction of its own. */
  submit(bytes: Uint8Array): Promise<TakenBatch> {
    return new Promise((resolve, reject) => {
      if (this.#bytes + bytes.length > this.#options.waitingBytesMax) {
        reject(new LedgerError('overloaded', 'too many batches wait for the ledger'));
        return;
      }
      this.#bytes += bytes.length;
      this.#waiting.push({ bytes, alone: bytes.length > this.#options.smallBatchBytesMax, resolve, reject });
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
    const sent = group.length === 1 ? this.#sendOne(first) : this.#sendTogether(group);
    void sent.finally(() => {
      this.#underWay--;
      this.#schedule();
    });
  }

  async #sendOne({ bytes, resolve, reject }: Waiting): Promise<void> {
    try {
      const committed = await this.#ledger.submit(call('SubmitBatch', { batch: bytes }));
      const { batch, outcome } = JSON.parse(committed.result) as { batch: string; outcome: string };
      resolve({ batch, duplicate: outcome === 'duplicate', block: committed.block });
    } catch (error) {
      reject(error);
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
      else for (const { reject } of group) reject(error);
    }
  }

  /** A refused one is sent alone: its sender is owed every defect, and a block has no room for them. */
  #settle(group: readonly Waiting[], { block, result }: Committed): void {
    const { outcomes } = JSON.parse(result) as { outcomes: readonly Outcome[] };
    const refused: Waiting[] = [];
    for (const one of outcomes) {
      const member = group[one.entry] as Waiting;
      if (one.outcome === 'refused') refused.push(member);
      else member.resolve({ batch: one.batch, duplicate: one.outcome === 'duplicate', block });
    }
    this.#again(refused);
  }

  /** Each alone, before those that came later. */
  #again(group: readonly Waiting[]): void {
    for (const { bytes } of group) this.#bytes += bytes.length;
    this.#waiting.unshift(...group.map((one) => ({ ...one, alone: true })));
  }
}

function call(name: string, transient: Readonly<Record<string, Uint8Array>>): TransactionCall {
  return { name, args: [], transient };
}
