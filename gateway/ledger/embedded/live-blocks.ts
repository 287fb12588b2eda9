import { LedgerError, type CommittedBlock } from '../port.js';
import type { Database } from './database.js';
import { readBlocks, toCommitted } from './follow.js';
import { asLedgerError } from './store-error.js';

/** New blocks are kept in memory up to so many bytes, so that followers need not read them back. */
const keptBytesMax = 32 * 1024 * 1024;
/** Estimate of what a block, and each of its writes, takes besides values. */
const blockOverheadBytes = 500;

interface Kept {
  readonly block: CommittedBlock;
  readonly bytes: number;
}

/** Hands committed blocks to any number of followers, from any height on. */
export class LiveBlocks {
  readonly #db: Database;
  #height: number;
  #kept: Kept[] = [];
  #keptBytes = 0;
  #closed = false;
  readonly #wake = new Set<() => void>();

  constructor(db: Database, height: number) {
    this.#db = db;
    this.#height = height;
  }

  add(block: CommittedBlock): void {
    const bytes = block.transactions.reduce(
      (sum, t) => t.writes.reduce((inner, w) => inner + blockOverheadBytes + w.value.length, sum),
      blockOverheadBytes,
    );
    this.#kept.push({ block, bytes });
    this.#keptBytes += bytes;
    while (this.#keptBytes > keptBytesMax && this.#kept.length > 1)
      this.#keptBytes -= (this.#kept.shift() as Kept).bytes;
    this.#height = block.number + 1;
    this.#wakeAll();
  }

  /** Followers end with LedgerError `unavailable`. */
  close(): void {
    this.#closed = true;
    this.#wakeAll();
  }

  async *follow(from: number, signal: AbortSignal): AsyncGenerator<CommittedBlock> {
    let next = from;
    while (!signal.aborted) {
      if (this.#closed) throw new LedgerError('unavailable', 'the ledger is closing');
      if (next >= this.#height) {
        await this.#news(signal);
        continue;
      }
      for await (const block of this.#available(next)) {
        if (signal.aborted || this.#closed) break;
        yield block;
        next = block.number + 1;
      }
    }
  }

  async *#available(from: number): AsyncGenerator<CommittedBlock> {
    const oldest = this.#kept[0]?.block.number ?? this.#height;
    if (from >= oldest) {
      yield (this.#kept[from - oldest] as Kept).block;
      return;
    }
    try {
      for await (const stored of readBlocks(this.#db, from, this.#height)) yield toCommitted(stored);
    } catch (error) {
      throw asLedgerError(error);
    }
  }

  #news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wake.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#wake.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  #wakeAll(): void {
    for (const wake of [...this.#wake]) wake();
  }
}
