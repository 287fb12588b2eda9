import type { Crypto } from '../../chaincode/domain/ports.js';
import type { LedgerPort } from '../ledger/port.js';
import { Projector } from './projector.js';
import { ProjectionStore } from './store.js';

export interface Rebuilt {
  /** Number of blocks folded in both. */
  readonly height: number;
  /** SHA-256 over all state, hex, of the live store and of the one folded anew. */
  readonly live: string;
  readonly rebuilt: string;
  readonly same: boolean;
}

/** The ledger has less than was folded of it. */
export class LedgerTooShort extends Error {
  readonly code = 'ledger_too_short';
}

/**
 * Folds the ledger anew into `freshDirectory`, up to the live store's checkpoint, and compares all bytes.
 * The live store must not be folding meanwhile. Throws LedgerTooShort, and whatever the ledger throws.
 */
export async function rebuild(
  ledger: Pick<LedgerPort, 'blocks' | 'height'>,
  live: ProjectionStore,
  freshDirectory: string,
  crypto: Crypto,
  signal: AbortSignal,
): Promise<Rebuilt> {
  const height = live.checkpoint()?.height ?? 0;
  const blocks = await ledger.height();
  if (blocks < height) {
    throw new LedgerTooShort(
      `the ledger has ${blocks} blocks, but ${height} were folded: its newest blocks are lost, an older copy was put ` +
        'back, or the peer that is asked has not caught up',
    );
  }
  await ProjectionStore.remove(freshDirectory);
  const fresh = await ProjectionStore.open(freshDirectory);
  try {
    const once = new ReadOnce(ledger, height);
    const projector = new Projector(once, fresh, crypto);
    await projector.start();
    try {
      if (height > 0) await projector.folded(height - 1, signal);
    } catch (error) {
      throw once.failure ?? (signal.aborted ? error : new Error(projector.status().detail, { cause: error }));
    } finally {
      await projector.stop();
    }
    const [a, b] = [await live.digest(), await fresh.digest()];
    return { height, live: a, rebuilt: b, same: a === b };
  } finally {
    await fresh.close();
  }
}

/** The first blocks of a ledger. A projector asks a ledger that failed again and again: here it is asked once. */
class ReadOnce implements Pick<LedgerPort, 'blocks' | 'height'> {
  readonly #ledger: Pick<LedgerPort, 'blocks'>;
  readonly #height: number;
  failure: unknown;

  constructor(ledger: Pick<LedgerPort, 'blocks'>, height: number) {
    this.#ledger = ledger;
    this.#height = height;
  }

  height(): Promise<number> {
    return Promise.resolve(this.#height);
  }

  async *blocks(from: number, signal: AbortSignal): ReturnType<LedgerPort['blocks']> {
    if (from >= this.#height) return;
    try {
      for await (const block of this.#ledger.blocks(from, signal)) {
        yield block;
        if (block.number + 1 >= this.#height) return;
      }
    } catch (cause) {
      this.failure = cause;
      throw new Error('the ledger cannot be read', { cause });
    }
  }
}
