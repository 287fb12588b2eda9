import { freePorts } from './ports.js';

/** One organisation of the consortium: a peer, a chaincode process and a gateway. Ports are on 127.0.0.1. */
export interface OrganisationNode {
  /** As in the consortium document: `platform`. */
  readonly name: string;
  readonly mspId: string;
  readonly domain: string;
  readonly peerPort: number;
  /** The peer insists on a listener for chaincode that dials in. Ours never does. */
  readonly peerChaincodePort: number;
  readonly peerOperationsPort: number;
  readonly chaincodePort: number;
  readonly gatewayPort: number;
}

export interface OrdererNode {
  /** `orderer-platform` */
  readonly name: string;
  readonly mspId: string;
  readonly domain: string;
  readonly port: number;
  readonly adminPort: number;
  readonly operationsPort: number;
}

export const fabricClients = ['fabric-gateway', 'fabric-network'] as const;
export type FabricClient = (typeof fabricClients)[number];

export interface Topology {
  readonly v: 1;
  readonly channel: string;
  readonly chaincode: string;
  readonly consensus: 'raft' | 'bft';
  /** The client library of the gateways, as `STL_LEDGER` names it. */
  readonly client: FabricClient;
  readonly organisations: readonly OrganisationNode[];
  readonly orderers: readonly OrdererNode[];
}

export interface TopologyChoice {
  readonly organisations: readonly string[];
  /** The organisations that run an orderer, each under an MSP of its own for ordering. */
  readonly orderers: readonly string[];
  readonly consensus: 'raft' | 'bft';
  readonly client: FabricClient;
}

/** What `network:up` starts: three organisations, and three Raft orderers of three orderer organisations. */
export const raftOfThree: TopologyChoice = {
  organisations: ['platform', 'certifier', 'payments'],
  orderers: ['platform', 'certifier', 'payments'],
  consensus: 'raft',
  client: 'fabric-gateway',
};

/** One faulty orderer of four is tolerated; three organisations alone could tolerate none. */
export const bftOfFour: TopologyChoice = {
  organisations: raftOfThree.organisations,
  orderers: [...raftOfThree.orderers, 'auditor'],
  consensus: 'bft',
  client: 'fabric-gateway',
};

/** What the channel calls it. */
const chaincodeName = 'seller-trust';

const portsPerOrganisation = 5;
const portsPerOrderer = 3;

export async function planTopology(choice: TopologyChoice): Promise<Topology> {
  const ports = await freePorts(
    choice.organisations.length * portsPerOrganisation + choice.orderers.length * portsPerOrderer,
  );
  const next = (): number => ports.pop() as number;
  return {
    v: 1,
    channel: 'trust',
    chaincode: chaincodeName,
    consensus: choice.consensus,
    client: choice.client,
    organisations: choice.organisations.map((name) => ({
      name,
      mspId: `${capitalised(name)}MSP`,
      domain: `${name}.example`,
      peerPort: next(),
      peerChaincodePort: next(),
      peerOperationsPort: next(),
      chaincodePort: next(),
      gatewayPort: next(),
    })),
    orderers: choice.orderers.map((name) => ({
      name: `orderer-${name}`,
      mspId: `${capitalised(name)}OrdererMSP`,
      domain: `orderer.${name}.example`,
      port: next(),
      adminPort: next(),
      operationsPort: next(),
    })),
  };
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
