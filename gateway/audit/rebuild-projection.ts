import { nodeCrypto } from '../../chaincode/node-crypto.js';
import type { Config } from '../data-dir/config.js';
import { DataDir } from '../data-dir/data-dir.js';
import { ledgerSettings } from '../ledger/connect/settings.js';
import { connectLedger } from '../ledger/connect/connect.js';
import { rebuild, type Rebuilt } from '../projection/rebuild.js';
import { ProjectionStore } from '../projection/store.js';

/**
 * Folds the ledger again beside the stored projection and compares them. The gateway must be stopped: level lets one
 * process have a store. Throws SetupError, StoreError, LedgerError.
 */
export async function rebuildProjection(config: Config, signal: AbortSignal): Promise<Rebuilt> {
  const data = new DataDir(config.dataDir);
  const { settings } = await ledgerSettings(config, data, await data.genesis());
  const fresh = `${data.projection()}.rebuilt`;
  const ledger = await connectLedger(settings);
  try {
    const live = await ProjectionStore.open(data.projection());
    try {
      return await rebuild(ledger, live, fresh, nodeCrypto, signal);
    } finally {
      await live.close();
      await ProjectionStore.remove(fresh);
    }
  } finally {
    await ledger.close();
  }
}
