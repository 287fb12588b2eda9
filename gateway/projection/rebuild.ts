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

/**
 * Folds the ledger anew into `freshDirectory`, up to the live store's checkpoint, and compares all bytes.
 * The live store must not be folding meanwhile.
 */
export async function rebuild(
  ledger: Pick<LedgerPort, 'blocks' | 'height'>,
  live: ProjectionStore,
  freshDirectory: string,
  crypto: Crypto,
  signal: AbortSignal,
): Promise<Rebuilt> {
  const height = live.checkpoint()?.height ?? 0;
  const fresh = await ProjectionStore.open(freshDirectory);
  try {
    await fresh.clear();
    const projector = new Projector(upTo(ledger, height), fresh, crypto);
    await projector.start();
    if (height > 0) await projector.folded(height - 1, signal);
    await projector.stop();
    const [a, b] = [await live.digest(), await fresh.digest()];
    return { height, live: a, rebuilt: b, same: a === b };
  } finally {
    await fresh.close();
  }
}

function upTo(
  ledger: Pick<LedgerPort, 'blocks' | 'height'>,
  height: number,
): Pick<LedgerPort, 'blocks' | 'height'> {
  return {
    height: () => ledger.height(),
    async *blocks(from, signal) {
      if (from >= height) return;
      for await (const block of ledger.blocks(from, signal)) {
        yield block;
        if (block.number + 1 >= height) break;
      }
    },
  };
}
