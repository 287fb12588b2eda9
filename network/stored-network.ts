import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Layout } from './layout.js';
import { awaitNodes } from './late-nodes.js';
import { gatewayNodes, nodeCommands, nodePorts } from './nodes.js';
import { listening, working } from './node-states.js';
import { ProcessTable } from './process-table.js';
import type { Programs } from './programs.js';
import type { StepOptions } from './step.js';
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

  /** Whether its first launch came to its end. */
  get isLaunched(): boolean {
    return existsSync(this.layout.launched());
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
  async restart(name: string, programs: Programs, options: StepOptions = {}): Promise<void> {
    await this.stopNode(name);
    await this.#start([name], programs, options);
  }

  /** Ends one node. */
  async stopNode(name: string): Promise<void> {
    this.#known(name);
    await this.processes.stop(name);
  }

  /**
   * Starts every node that does not run, on what it had stored, and waits until all do their work, as long as they
   * live. Where that fails, what runs goes on.
   */
  async resume(programs: Programs, options: StepOptions = {}): Promise<void> {
    await this.#start(this.#fabric(), programs, options);
    await this.#start(this.#gateways(), programs, options);
    await this.awaitWorking(this.nodes(), options);
  }

  /** Waits until these nodes have caught up with the channel and are ready. */
  async awaitWorking(names: readonly string[], options: StepOptions = {}): Promise<void> {
    for (const name of names) this.#known(name);
    await awaitNodes(await working(names, this.topology()), this.processes, this.layout, options);
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

  #known(name: string): void {
    if (!this.nodes().includes(name))
      throw new Error(`No node ${name}. There are: ${this.nodes().join(', ')}`);
  }

  async #start(names: readonly string[], programs: Programs, options: StepOptions): Promise<void> {
    const topology = this.topology();
    const stopped = names.filter((name) => !this.processes.isRunning(name));
    for (const command of nodeCommands(topology, this.layout, programs))
      if (stopped.includes(command.name)) this.processes.start(command);

    const started = listening(names, topology, this.processes);
    await awaitNodes(started, this.processes, this.layout, options);
  }
}
