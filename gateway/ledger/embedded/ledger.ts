import { randomBytes } from 'node:crypto';
import type { ParseBatch } from '../../../chaincode/domain/batch/parse.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import type { Crypto } from '../../../chaincode/domain/ports.js';
import type { Transaction } from '../../../chaincode/transactions/index.js';
import type { Caller } from '../../../chaincode/world-state.js';
import {
  LedgerError,
  type ArchivedBlock,
  type BlockFormat,
  type Committed,
  type CommittedBlock,
  type Condition,
  type IdentityName,
  type LedgerHealth,
  type LedgerPort,
  type TransactionCall,
} from '../port.js';
import type { Admission } from './admission.js';
import { toArchived } from './archived.js';
import type { Database } from './database.js';
import { readBlocks } from './follow.js';
import type { LiveBlocks } from './live-blocks.js';
import type { Orderer } from './orderer.js';
import { simulate, type Simulation } from './simulate.js';
import { asLedgerError } from './store-error.js';
import type { View, Views } from './views.js';

/** How often a transaction is tried in all, when others keep changing what it read. */
const attemptsMax = 10;

export interface EmbeddedParts {
  readonly db: Database;
  /** Text of `LEDGER.json`. */
  readonly anchor: string;
  readonly views: Views;
  readonly orderer: Orderer;
  readonly live: LiveBlocks;
  readonly admission: Admission;
  /** Whose gateway this is. */
  readonly ownMspId: string;
  readonly hostedMspIds: readonly string[];
  readonly transactions: Readonly<Record<string, Transaction>>;
  readonly crypto: Crypto;
  readonly parseBatch: ParseBatch;
  /** Seconds since the epoch. */
  readonly clock: () => number;
}

/** The ledger in one process: the same transactions as on Fabric, over a level database. */
export class EmbeddedLedger implements LedgerPort {
  readonly kind = 'embedded';
  readonly #parts: EmbeddedParts;
  #latestTime: number;
  #closing: Promise<void> | undefined;

  constructor(parts: EmbeddedParts) {
    this.#parts = parts;
    this.#latestTime = parts.orderer.head.time;
  }

  get kept(): Database {
    return this.#parts.db;
  }

  submit(call: TransactionCall, as: IdentityName = 'gateway'): Promise<Committed> {
    const { admission, views, orderer } = this.#parts;
    return admission.run(sizeOf(call), async () => {
      for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
        const view = views.acquire();
        try {
          const simulation = await this.#simulate(call, as, view);
          const { block, tx, code } = await orderer.order(simulation, view);
          const { txId, result } = simulation.record;
          if (code === 'VALID') return { txId, block, tx, result };
        } finally {
          view.release();
        }
      }
      throw new LedgerError('conflict', `other transactions changed what it read, ${attemptsMax} times`);
    });
  }

  evaluate(call: TransactionCall, as: IdentityName = 'gateway'): Promise<string> {
    return this.#parts.admission.run(sizeOf(call), async () => {
      const view = this.#parts.views.acquire();
      try {
        return (await this.#simulate(call, as, view)).record.result;
      } finally {
        view.release();
      }
    });
  }

  height(): Promise<number> {
    return Promise.resolve(this.#parts.orderer.head.height);
  }

  blocks(from: number, signal: AbortSignal): AsyncIterable<CommittedBlock> {
    return this.#parts.live.follow(from, signal);
  }

  get blockFormat(): BlockFormat {
    return { kind: 'embedded', anchor: this.#parts.anchor };
  }

  async *archived(from: number, to: number): AsyncGenerator<ArchivedBlock> {
    try {
      for await (const stored of readBlocks(this.#parts.db, from, to)) yield toArchived(stored);
    } catch (error) {
      throw asLedgerError(error);
    }
  }

  health(): Promise<LedgerHealth> {
    const { admission, orderer } = this.#parts;
    const closing = admission.closed ? 'the ledger is closing' : undefined;
    const condition = (obstacle: string | undefined): Condition => ({
      ok: obstacle === undefined,
      detail: obstacle ?? 'embedded ledger',
    });
    return Promise.resolve({ ...condition(closing), writes: condition(closing ?? orderer.obstacle) });
  }

  /** Refuses new calls, finishes those under way, then lets go of the store. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { admission, live, db } = this.#parts;
    await admission.close();
    live.close();
    await db.close();
  }

  async #simulate(call: TransactionCall, as: IdentityName, view: View): Promise<Simulation> {
    const { db, transactions, crypto, parseBatch, clock } = this.#parts;
    const transaction = Object.hasOwn(transactions, call.name) ? transactions[call.name] : undefined;
    if (!transaction) throw new TypeError('the chaincode has no such transaction');
    // A clock that is set back must not give a transaction an earlier time than one before it.
    this.#latestTime = Math.max(this.#latestTime, clock());
    const stamp = {
      caller: this.#caller(as),
      txId: randomBytes(32).toString('hex'),
      txTime: this.#latestTime,
    };
    try {
      return await simulate(db, view, transaction, { crypto, parseBatch }, call, stamp);
    } catch (error) {
      if (error instanceof Refusal) throw new LedgerError('refused', error.message, { cause: error });
      throw asLedgerError(error);
    }
  }

  #caller(as: IdentityName): Caller {
    if (as === 'gateway') return { mspId: this.#parts.ownMspId, admin: false };
    const [role, mspId = ''] = as.split(':', 2);
    if (!this.#parts.hostedMspIds.includes(mspId))
      throw new LedgerError('unavailable', `this process holds no identity ${as}`);
    return { mspId, admin: role === 'admin' };
  }
}

function sizeOf({ args, transient }: TransactionCall): number {
  const texts = args.reduce((sum, arg) => sum + arg.length, 0);
  return Object.values(transient ?? {}).reduce((sum, bytes) => sum + bytes.length, texts);
}
