import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { connectLedger } from '../../../gateway/ledger/connect/connect.js';
import type { LedgerPort } from '../../../gateway/ledger/port.js';
import { gatewayUrl } from '../../../network/gateway-process.js';
import { writeGatewayProfile } from '../../../network/gateway-profile.js';
import type { Network } from '../../../network/launch.js';
import { StoredNetwork } from '../../../network/stored-network.js';
import { raftOfThree, type FabricClient, type OrganisationNode } from '../../../network/topology.js';
import { bringUp } from '../../../network/up.js';
import { BatchSigner } from '../batch-signer.js';

/** What a node's processes are for. */
export const parts = ['peer', 'chaincode', 'orderer', 'gateway'] as const;
export type Part = (typeof parts)[number];

/** Linux counts processor time in clock ticks. */
const ticksPerSecond = 100;

/** The network of `network:up` in a temporary directory, its gateways following it, and a client of our own beside them. */
export class BenchNetwork {
  readonly signer: BatchSigner;

  readonly #network: Network;

  private constructor(
    network: Network,
    readonly ledger: LedgerPort,
    signer: BatchSigner,
  ) {
    this.#network = network;
    this.signer = signer;
  }

  static async start(client: FabricClient): Promise<BenchNetwork> {
    const dir = await mkdtemp(join(tmpdir(), 'stl-bench-fabric-'));
    const network = await bringUp({ dir, choice: { ...raftOfThree, client } });
    const { layout, topology } = network;
    const profile = writeGatewayProfile(topology.organisations[0] as OrganisationNode, topology, layout);
    const directories = topology.organisations.map((org) => layout.gatewayData(org));
    const { ledger: id } = await new DataDir(directories[0] as string).genesis();
    const ledger = await connectLedger({ adapter: client, profile });
    return new BenchNetwork(network, ledger, new BatchSigner(id, directories));
  }

  /** URLs of the gateways, one an organisation. */
  get gateways(): readonly string[] {
    return this.#network.topology.organisations.map(gatewayUrl);
  }

  /** Resolves when every gateway has folded all that is committed: one measurement must not pay for another. */
  async settled(): Promise<void> {
    const height = await this.ledger.height();
    for (const url of this.gateways) {
      for (;;) {
        const { projection } = (await (await fetch(`${url}/readyz`)).json()) as {
          projection: { height: number };
        };
        if (projection.height >= height) break;
        await pause(50);
      }
    }
  }

  /** Sum of seconds and number of observations of a histogram, over all peers or all orderers. */
  async histogram(part: 'peer' | 'orderer', name: string): Promise<{ sum: number; count: number }> {
    const { organisations, orderers } = this.#network.topology;
    const ports =
      part === 'peer'
        ? organisations.map(({ peerOperationsPort }) => peerOperationsPort)
        : orderers.map(({ operationsPort }) => operationsPort);
    let [sum, count] = [0, 0];
    for (const port of ports) {
      const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      for (const line of page.split('\n')) {
        const value = Number(line.slice(line.lastIndexOf(' ') + 1));
        if (line.startsWith(`${name}_sum`)) sum += value;
        if (line.startsWith(`${name}_count`)) count += value;
      }
    }
    return { sum, count };
  }

  /** Processor time by part since the start, over all organisations. */
  processorSeconds(): Record<Part, number> {
    return this.#perPart((pid) => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    });
  }

  /** Memory held by part, over all organisations. */
  residentBytes(): Record<Part, number> {
    return this.#perPart((pid) => {
      const [, kibibytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return Number(kibibytes) * 1024;
    });
  }

  async stop(): Promise<void> {
    await this.ledger.close();
    const { dir } = this.#network.layout;
    await new StoredNetwork(dir).stop();
    await rm(dir, { recursive: true, force: true });
  }

  #perPart(read: (pid: number) => number): Record<Part, number> {
    const sums: Record<Part, number> = { peer: 0, chaincode: 0, orderer: 0, gateway: 0 };
    for (const name of new StoredNetwork(this.#network.layout.dir).nodes()) {
      const part = parts.find((one) => name.startsWith(one));
      const pid = this.#network.processes.pid(name);
      if (part !== undefined && pid !== undefined) sums[part] += read(pid);
    }
    return sums;
  }
}
