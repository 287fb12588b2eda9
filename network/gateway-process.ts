import { fileURLToPath } from 'node:url';
import type { Layout } from './layout.js';
import type { NodeCommand } from './process-table.js';
import type { OrganisationNode, Topology } from './topology.js';

const program = fileURLToPath(new URL('../gateway/cli/main.js', import.meta.url));

/** What clients call an organisation's gateway. */
export const gatewayUrl = (org: OrganisationNode): string => `http://127.0.0.1:${org.gatewayPort}`;

/** An organisation's gateway: its own data directory, its own peer, its own port. */
export function gatewayCommand(org: OrganisationNode, topology: Topology, layout: Layout): NodeCommand {
  return {
    name: `gateway-${org.name}`,
    path: process.execPath,
    args: ['--disable-warning=DEP0123', program, 'start'], // of TLS to an IP address: here all peers are on 127.0.0.1
    cwd: layout.gateway(org),
    env: {
      STL_ORG: org.name,
      STL_PORT: String(org.gatewayPort),
      STL_PUBLIC_URL: gatewayUrl(org),
      STL_DATA_DIR: layout.gatewayData(org),
      STL_LEDGER: topology.client,
      STL_FABRIC_PROFILE: layout.profile(org),
    },
  };
}
