import { chaincodeCommand } from './chaincode-process.js';
import { gatewayCommand } from './gateway-process.js';
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

/** Orderers, chaincode and peers. */
export function fabricCommands(topology: Topology, layout: Layout, programs: Programs): NodeCommand[] {
  return [
    ...topology.orderers.map((orderer) => ordererCommand(orderer, layout, programs)),
    ...topology.organisations.map((org) => chaincodeCommand(org, layout)),
    ...topology.organisations.map((org) => peerCommand(org, layout, programs)),
  ];
}

/** Every node, in the order in which they are started. */
export function nodeCommands(topology: Topology, layout: Layout, programs: Programs): NodeCommand[] {
  return [
    ...fabricCommands(topology, layout, programs),
    ...topology.organisations.map((org) => gatewayCommand(org, topology, layout)),
  ];
}

/** By node name: whose gateway it is. */
export function gatewayNodes(topology: Topology): ReadonlyMap<string, OrganisationNode> {
  return new Map(topology.organisations.map((org) => [`gateway-${org.name}`, org]));
}

/** By node name: the ports that its programs listen on once it works. */
export function nodePorts(topology: Topology): ReadonlyMap<string, readonly number[]> {
  return new Map([
    ...topology.orderers.map((orderer): [string, number[]] => [
      orderer.name,
      [orderer.port, orderer.adminPort],
    ]),
    ...topology.organisations.flatMap((org): [string, number[]][] => [
      [`chaincode-${org.name}`, [org.chaincodePort]],
      [`peer-${org.name}`, [org.peerPort]],
      [`gateway-${org.name}`, [org.gatewayPort]],
    ]),
  ]);
}
