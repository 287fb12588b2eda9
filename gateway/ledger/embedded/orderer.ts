import { setImmediate as nextTurn } from 'node:timers/promises';
import { statfsSync } from 'node:fs';
import { LedgerError, type CommittedBlock } from '../port.js';
import type { BlockSignature, ValidationCode } from './block.js';
import { buildBlock, type BuiltBlock, type Judged } from './build-block.js';
import { RecentWrites } from './conflicts.js';
import type { Database, Head } from './database.js';
import type { Simulation } from './simulate.js';
import type { View, Views } from './views.js';

/** A block holds at most so many transactions, and is closed once its values pass so many bytes. */
const blockTransactionsMax = 2_000;
const blockBytesMax = 8 * 1024 * 1024;

export interface Ordered {
  readonly block: number;
  readonly tx: number;
  readonly code: ValidationCode;
}

interface Waiting {
  readonly simulation: Simulation;
  readonly view: View;
  readonly bytes: number;
  readonly resolve: (ordered: Ordered) => void;
  readonly reject: (error: LedgerError) => void;
}

export interface OrdererOptions {
  readonly db: Database;
  readonly dir: string;
  readonly head: Head;
  readonly views: Views;
  readonly sign: (headerBytes: Buffer) => Promise<BlockSignature[]>;
  /** With no more free bytes on the disk than this, nothing is written. */
  readonly freeBytesMin: number;
  readonly committed: (block: CommittedBlock) => void;
}

/**
 * Puts transactions in order and writes them as blocks, one at a time. There is no timer: while one block is being
 * synced the next transactions gather, so blocks grow with the load and a lone transaction does not wait.
 */
export class Orderer {
  readonly #options: OrdererOptions;
  readonly #recent = new RecentWrites();
  #head: Head;
  #waiting: Waiting[] = [];
  #running = false;
  #failure: unknown;

  constructor(options: OrdererOptions) {
    this.#options = options;
    this.#head = options.head;
  }

  get head(): Head {
    return this.#head;
  }

  /** Why nothing can be written now; undefined if it can. */
  get obstacle(): string | undefined {
    if (this.#failure !== undefined) return 'a write failed; the ledger takes no more until it is reopened';
    const { damage } = this.#options.db;
    if (damage !== undefined) return `the store is damaged: ${damage}`;
    if (this.#diskIsFull()) return 'the disk is full';
    return undefined;
  }

  /** Resolves once the transaction is durable, valid or not. */
  order(simulation: Simulation, view: View): Promise<Ordered> {
    return new Promise((resolve, reject) => {
      const bytes = simulation.values.reduce((sum, value) => sum + value.length, 0);
      this.#waiting.push({ simulation, view, bytes, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      // Lets the calls that arrived in this turn of the event loop join the block.
      await nextTurn();
      await this.#writeBlock(this.#takeBlock());
    }
    this.#running = false;
  }

  #takeBlock(): Waiting[] {
    let count = 0;
    for (let bytes = 0; count < Math.min(this.#waiting.length, blockTransactionsMax); count += 1) {
      if (bytes >= blockBytesMax) break;
      bytes += (this.#waiting[count] as Waiting).bytes;
    }
    return this.#waiting.splice(0, count);
  }

  async #writeBlock(members: readonly Waiting[]): Promise<void> {
    const { db, views, committed } = this.#options;
    const message = this.obstacle;
    if (message !== undefined) {
      for (const { reject } of members)
        reject(new LedgerError('read_only', message, { cause: this.#failure }));
      return;
    }
    const judged = this.#judge(members);
    let built: BuiltBlock;
    try {
      built = await buildBlock(this.#head, judged, this.#options.sign);
      await db.write(built.puts);
    } catch (cause) {
      // After a failed write level refuses all others, and whether this one is in the log shows at the next open.
      this.#failure = cause;
      for (const { reject, simulation } of members) {
        reject(
          new LedgerError('unknown_outcome', 'the write failed: ask again with the same content', {
            cause,
            txId: simulation.record.txId,
          }),
        );
      }
      return;
    }
    const block = this.#head.height;
    this.#head = built.head;
    views.advance(built.head.height);
    this.#recent.forgetBelow(views.oldest());
    committed(built.committed);
    members.forEach(({ resolve }, tx) => resolve({ block, tx, code: (judged[tx] as Judged).code }));
  }

  #judge(members: readonly Waiting[]): Judged[] {
    const block = this.#head.height;
    return members.map(({ simulation, view }) => {
      const code = this.#recent.judge(simulation, view.height);
      if (code === 'VALID') this.#recent.add(simulation, block);
      return { simulation, code };
    });
  }

  /** Level needs room to merge its tables too, some 50 MB, so writing stops while that is left. */
  #diskIsFull(): boolean {
    const { bavail, bsize } = statfsSync(this.#options.dir);
    return bavail * bsize <= this.#options.freeBytesMin;
  }
}
