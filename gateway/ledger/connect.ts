import { openEmbeddedLedger, type EmbeddedOptions } from './embedded/index.js';
import type { LedgerPort } from './port.js';

/** One member per adapter, named as in `STL_LEDGER`. */
export type LedgerConfig = { readonly adapter: 'embedded' } & EmbeddedOptions;

/**
 * Opens the ledger that the configuration names: the only place that chooses an adapter. It never makes an embedded
 * store; `createEmbeddedLedger` does, for `stl init` and the demo.
 * @throws StoreError if an embedded store is missing, damaged or in use
 */
export function connectLedger(config: LedgerConfig): Promise<LedgerPort> {
  return openEmbeddedLedger(config);
}
