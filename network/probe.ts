import { connectFabricGateway } from '../gateway/ledger/fabric-gateway/index.js';
import { writeGatewayProfile } from './gateway-profile.js';
import type { Layout } from './layout.js';
import type { Topology } from './topology.js';

/** Every contract has this transaction: it reads the contract's description and writes nothing. */
const probeCall = { name: 'org.hyperledger.fabric:GetMetadata', args: [] };

/**
 * Commits a transaction through every organisation's peer, endorsed by every organisation. Peers that have just started do
 * not know one another yet, and until they do no organisation finds a second endorser.
 */
export async function probe(topology: Topology, layout: Layout): Promise<void> {
  await Promise.all(
    topology.organisations.map(async (org) => {
      const ledger = await connectFabricGateway(
        writeGatewayProfile(org, topology, layout, { endorsements: topology.organisations.length }),
      );
      try {
        await ledger.submit(probeCall);
      } finally {
        await ledger.close();
        writeGatewayProfile(org, topology, layout);
      }
    }),
  );
}
