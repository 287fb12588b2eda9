import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packChaincode, type ChaincodePackage } from './chaincode-package.js';
import { prepareChaincode } from './chaincode-process.js';
import { writeGenesisBlock } from './channel-config.js';
import { drawCryptoMaterial } from './crypto-material.js';
import { Layout } from './layout.js';
import { writeNodeConfigs } from './node-config.js';
import { awaitNodes, obeying, type AwaitedNode } from './late-nodes.js';
import { listening } from './node-states.js';
import { fabricCommands } from './nodes.js';
import { joinOrderer } from './orderer-admin.js';
import { PeerAdmin } from './peer-admin.js';
import { probe } from './probe.js';
import { ProcessTable } from './process-table.js';
import { findPrograms, requireBft, type Programs } from './programs.js';
import { step, type StepOptions } from './step.js';
import { planTopology, type Topology, type TopologyChoice } from './topology.js';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** This project's own contract. */
export const compiledContract = resolve(project, 'dist', 'chaincode', 'fabric', 'index.js');

export interface LaunchOptions extends StepOptions {
  /** An empty or missing directory: everything the network writes lies below it. */
  readonly dir: string;
  readonly choice: TopologyChoice;
  /** Aborting stops the launch; what was started is ended before `launch` rejects. */
  readonly signal?: AbortSignal | undefined;
  /** Compiled module that exports `contracts`; by default this project's. */
  readonly contract?: string;
}

/** A network whose chaincode is committed. Its processes run on when this process ends. */
export interface Network {
  readonly topology: Topology;
  readonly layout: Layout;
  readonly programs: Programs;
  readonly processes: ProcessTable;
  readonly package: ChaincodePackage;
  /** Ends every process of the network. */
  stop(): Promise<void>;
}

/**
 * Starts a Fabric network on this machine, natively, without Docker, and commits the chaincode on it.
 * On any failure nothing is left running.
 * @throws ProgramsMissing, or an Error that says which step failed and what the program said.
 */
export async function launch(options: LaunchOptions): Promise<Network> {
  const programs = findPrograms();
  if (options.choice.consensus === 'bft') await requireBft(programs);
  const layout = new Layout(resolve(options.dir));
  if (existsSync(layout.dir) && readdirSync(layout.dir).length > 0)
    throw new Error(`${layout.dir} is not empty, and a new network needs a directory of its own.`);

  const processes = new ProcessTable(layout);
  try {
    return await new Launch(options, programs, layout, processes).run();
  } catch (error) {
    await processes.stopAll();
    throw error;
  }
}

class Launch {
  readonly #options: LaunchOptions;
  readonly #programs: Programs;
  readonly #layout: Layout;
  readonly #processes: ProcessTable;

  constructor(options: LaunchOptions, programs: Programs, layout: Layout, processes: ProcessTable) {
    this.#options = options;
    this.#programs = programs;
    this.#layout = layout;
    this.#processes = processes;
  }

  async run(): Promise<Network> {
    const layout = this.#layout;
    const options = this.#options;
    const programs = this.#programs;
    const processes = this.#processes;
    const signal = options.signal;
    const topology = await planTopology(options.choice);
    await step(options, 'drawing keys and certificates', () =>
      drawCryptoMaterial(topology, layout, programs, signal),
    );
    await step(options, 'writing the genesis block and the configuration', async () => {
      writeNodeConfigs(topology, layout, resolve(project, 'network', 'builder'));
      writeFileSync(layout.topology(), JSON.stringify(topology, null, 1));
      await writeGenesisBlock(topology, layout, programs, signal);
    });
    const pack = await step(options, 'packing the chaincode', () => this.#pack(topology));
    await step(options, 'starting orderers, peers and chaincode', () => this.#startNodes(topology));
    await step(options, 'joining the channel', () => this.#join(topology));
    await step(options, 'installing, approving and committing the chaincode', () =>
      this.#deploy(topology, pack),
    );
    await step(options, 'probing through every organisation', () => probe(topology, layout));
    return { topology, layout, programs, processes, package: pack, stop: () => processes.stopAll() };
  }

  async #pack(topology: Topology): Promise<ChaincodePackage> {
    const pack = await packChaincode(this.#options.contract ?? compiledContract);
    mkdirSync(dirname(this.#layout.package()), { recursive: true });
    writeFileSync(this.#layout.package(), pack.bytes);
    for (const org of topology.organisations)
      prepareChaincode(org, this.#layout, pack, resolve(project, 'node_modules'));

    return pack;
  }

  async #startNodes(topology: Topology): Promise<void> {
    const processes = this.#processes;
    const commands = fabricCommands(topology, this.#layout, this.#programs);
    for (const command of commands) processes.start(command);
    const names = commands.map(({ name }) => name);
    await this.#await(listening(names, topology, processes));
  }

  async #join(topology: Topology): Promise<void> {
    const layout = this.#layout;
    const programs = this.#programs;
    const signal = this.#options.signal;
    await this.#await([
      ...topology.orderers.map((orderer) =>
        obeying(orderer.name, () => joinOrderer(orderer, topology, layout, programs, signal)),
      ),
      ...this.#admins(topology).map((admin) => obeying(admin.peer, () => admin.joinChannel())),
    ]);
  }

  async #deploy(topology: Topology, pack: ChaincodePackage): Promise<void> {
    const admins = this.#admins(topology);
    const definition = { version: '1', sequence: 1 };
    await Promise.all(admins.map((admin) => admin.install()));
    // Orderers accept transactions only once they have a leader.
    await this.#await(admins.map((admin) => obeying(admin.peer, () => admin.approve(definition, pack))));
    const [first] = admins;
    if (first === undefined) throw new Error('A network needs an organisation.');
    await this.#await([obeying(first.peer, () => first.commit(definition, topology.organisations))]);
  }

  #await(nodes: readonly AwaitedNode[]): Promise<void> {
    return awaitNodes(nodes, this.#processes, this.#layout, this.#options);
  }

  #admins(topology: Topology): PeerAdmin[] {
    return topology.organisations.map(
      (org) => new PeerAdmin(org, topology, this.#layout, this.#programs, this.#options.signal),
    );
  }
}
