import { openEmbeddedLedger, type EmbeddedOptions } from '../embedded/index.js';
import { readConnectionProfile } from '../fabric-shared/profile.js';
import type { LedgerPort } from '../port.js';

/** One member per adapter, named as in `STL_LEDGER`. `profile` is the path of a Fabric connection profile. */
export type LedgerConfig =
  | ({ readonly adapter: 'embedded' } & EmbeddedOptions)
  | { readonly adapter: 'fabric-network' | 'fabric-gateway'; readonly profile: string };

/**
 * Opens the ledger that the configuration names: the only place that chooses an adapter. It never makes an embedded
 * store; `createEmbeddedLedger` does, for founding and demonstrations. A Fabric client is loaded only where it is used.
 * @throws StoreError if an embedded store is missing, damaged or in use
 * @throws LedgerError `unavailable` if the peer does not answer
 */
export async function connectLedger(config: LedgerConfig): Promise<LedgerPort> {
  switch (config.adapter) {
    case 'embedded':
      return openEmbeddedLedger(config);
    case 'fabric-network':
      return (await import('../fabric-network/index.js')).connectFabricNetwork(config.profile);
    case 'fabric-gateway':
      return (await import('../fabric-gateway/index.js')).connectFabricGateway(config.profile);
  }
}

/** Whose a Fabric connection profile is, and whose administrators' identities it names: MSP ids. Throws Error for a wrong one. */
export function profileMembers(profile: string): {
  readonly mspId: string;
  readonly administrators: readonly string[];
} {
  const { identities, mspId } = readConnectionProfile(profile);
  const administrators = [...identities].filter(([name]) => name.startsWith('admin:'));
  return { mspId, administrators: administrators.map(([, identity]) => identity.mspId) };
}
