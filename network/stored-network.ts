import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Layout } from './layout.js';
import { nodeCommands, nodePorts } from './nodes.js';
import { awaitListening } from './listening.js';
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

  nodes(): string[] {
    return [...nodePorts(this.topology()).keys()];
  }

  /** Stops one node and starts it again, on what it had stored. */
  async restart(name: string, programs: Programs): Promise<void> {
    if (!this.nodes().includes(name)) {
      throw new Error(`No node ${name}. There are: ${this.nodes().join(', ')}`);
    }
    await this.processes.stop(name);
    await this.start([name], programs);
  }

  /** Starts every node that does not run, on what it had stored. */
  async resume(programs: Programs, signal?: AbortSignal): Promise<void> {
    const stopped = this.nodes().filter((name) => !this.processes.isRunning(name));
    try {
      await this.start(stopped, programs, signal);
    } catch (error) {
      await this.processes.stopAll();
      throw error;
    }
  }

  private async start(names: readonly string[], programs: Programs, signal?: AbortSignal): Promise<void> {
    const topology = this.topology();
    const commands = nodeCommands(topology, this.layout, programs).filter(({ name }) => names.includes(name));
    for (const command of commands) this.processes.start(command);
    await awaitListening(names, topology, this.processes, this.layout, signal);
  }
}
