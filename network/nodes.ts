import { chaincodeCommand } from './chaincode-process.js';
import type { Layout } from './layout.js';
import type { NodeCommand } from './process-table.js';
import type { Programs } from './programs.js';
import type { OrdererNode, OrganisationNode, Topology } from './topology.js';

export function peerCommand(org: OrganisationNode, layout: Layout, programs: Programs): NodeCommand {
  return {
    name: `peer-${org.name}`,
    path: programs.peer,
    args: ['node', 'start'],
    cwd: layout.peer(org),
    env: {
      FABRIC_CFG_PATH: layout.peer(org),
      STL_CHAINCODE_CONNECTION: layout.connection(org),
      FABRIC_LOGGING_SPEC: 'warning',
    },
  };
}

export function ordererCommand(orderer: OrdererNode, layout: Layout, programs: Programs): NodeCommand {
  return {
    name: orderer.name,
    path: programs.orderer,
    args: [],
    cwd: layout.orderer(orderer),
    env: { FABRIC_CFG_PATH: layout.orderer(orderer), FABRIC_LOGGING_SPEC: 'warning' },
  };
}

/** How to start the node of that name again. */
export function nodeCommand(
  name: string,
  topology: Topology,
  layout: Layout,
  programs: Programs,
): NodeCommand {
  const commands = [
    ...topology.orderers.map((orderer) => ordererCommand(orderer, layout, programs)),
    ...topology.organisations.flatMap((org) => [
      peerCommand(org, layout, programs),
      chaincodeCommand(org, layout),
    ]),
  ];
  const found = commands.find((command) => command.name === name);
  if (found === undefined) {
    throw new Error(`No node ${name}. There are: ${commands.map((command) => command.name).join(', ')}`);
  }
  return found;
}
