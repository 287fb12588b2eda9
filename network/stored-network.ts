import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { probeGateways } from './gateway-probe.js';
import { Layout } from './layout.js';
import { awaitListening } from './listening.js';
import { gatewayNodes, nodeCommands, nodePorts } from './nodes.js';
import { ProcessTable } from './process-table.js';
import type { Programs } from './programs.js';
import type { Topology } from './topology.js';

/** A network that was launched before, found again by its run directory. */
export class StoredNetwork {
  readonly layout: Layout;
  readonly processes: ProcessTable;

  constructor(dir: string) {
    this.layout = new Layout(resolve(dir));
    this.processes = new ProcessTable(this.layout);
  }

  get exists(): boolean {
    return existsSync(this.layout.topology());
  }

  topology(): Topology {
    if (!this.exists) throw new Error(`There is no network in ${this.layout.dir}.`);
    return JSON.parse(readFileSync(this.layout.topology(), 'utf8')) as Topology;
  }

  /** Names of all nodes: those of Fabric, then the gateways, where a consortium was founded. */
  nodes(): string[] {
    return [...this.#fabric(), ...this.#gateways()];
  }

  /** Stops one node and starts it again, on what it had stored. */
  async restart(name: string, programs: Programs): Promise<void> {
    if (!this.nodes().includes(name))
      throw new Error(`No node ${name}. There are: ${this.nodes().join(', ')}`);

    await this.processes.stop(name);
    await this.#start([name], programs);
  }

  /** Starts every node that does not run, on what it had stored, and waits until all gateways commit. */
  async resume(programs: Programs, signal?: AbortSignal): Promise<void> {
    try {
      await this.#start(this.#fabric(), programs, signal);
      await this.#start(this.#gateways(), programs, signal);
      if (this.#gateways().length > 0) await probeGateways(this.topology(), this.layout, signal);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Ends every process: gateways first, so that they finish what is under way while their peers still answer. */
  async stop(): Promise<void> {
    const gateways = this.exists ? this.#gateways() : [];
    await Promise.all(gateways.map((name) => this.processes.stop(name)));
    await this.processes.stopAll();
  }

  #fabric(): string[] {
    const gateways = gatewayNodes(this.topology());
    return [...nodePorts(this.topology()).keys()].filter((name) => !gateways.has(name));
  }

  #gateways(): string[] {
    const founded = [...gatewayNodes(this.topology())].filter(([, org]) =>
      existsSync(this.layout.gatewayData(org)),
    );
    return founded.map(([name]) => name);
  }

  async #start(names: readonly string[], programs: Programs, signal?: AbortSignal): Promise<void> {
    const topology = this.topology();
    const stopped = names.filter((name) => !this.processes.isRunning(name));
    for (const command of nodeCommands(topology, this.layout, programs))
      if (stopped.includes(command.name)) this.processes.start(command);

    await awaitListening(stopped, topology, this.processes, this.layout, signal);
  }
}
