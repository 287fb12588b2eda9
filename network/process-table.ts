import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Layout } from './layout.js';
import { bareEnvironment } from './run-program.js';

/** How one node is started. The same every time, so that a node can be restarted alone. */
export interface NodeCommand {
  readonly name: string;
  readonly path: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

interface Entry {
  readonly pid: number;
  /** When the process began, as the system tells it: a reused process id is never taken for ours. */
  readonly began: string;
}

/**
 * The processes of one network, remembered in files, so that another run of the launcher can stop them.
 * Nothing is ever ended by name: only the exact processes started here.
 */
export class ProcessTable {
  readonly #layout: Layout;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  start(node: NodeCommand): void {
    if (this.isRunning(node.name)) throw new Error(`${node.name} is already running.`);
    mkdirSync(this.#layout.logs(), { recursive: true });
    mkdirSync(this.#layout.processes(), { recursive: true });
    const log = openSync(this.#layout.log(node.name), 'a');
    try {
      const child = spawn(node.path, node.args, {
        cwd: node.cwd,
        env: bareEnvironment(node.env),
        detached: true, // it outlives `network:up`, and Ctrl-C reaches it through us alone
        stdio: ['ignore', log, log],
      });
      child.on('error', ignore); // shows as a node that is not running
      child.unref();
      if (child.pid === undefined) throw new Error(`${node.name} could not be started: ${node.path}`);
      const entry: Entry = { pid: child.pid, began: beganAt(child.pid) ?? '' };
      writeFileSync(this.#file(node.name), JSON.stringify(entry));
    } finally {
      closeSync(log);
    }
  }

  names(): string[] {
    return existsSync(this.#layout.processes()) ? readdirSync(this.#layout.processes()).sort() : [];
  }

  pid(name: string): number | undefined {
    return this.isRunning(name) ? this.#entry(name)?.pid : undefined;
  }

  isRunning(name: string): boolean {
    const entry = this.#entry(name);
    return entry !== undefined && entry.began !== '' && beganAt(entry.pid) === entry.began;
  }

  /** Processor time that a node has used, in whole seconds; 0 where it does not run. */
  processorSeconds(name: string): number {
    const entry = this.#entry(name);
    return entry !== undefined && this.isRunning(name) ? processorSeconds(entry.pid) : 0;
  }

  signal(name: string, signal: NodeJS.Signals): void {
    const entry = this.#entry(name);
    if (entry === undefined || !this.isRunning(name)) return;
    try {
      process.kill(entry.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  /** Asks a node to end, insists after `patienceMs`, and returns when it is gone. */
  async stop(name: string, patienceMs = 5_000): Promise<void> {
    this.signal(name, 'SIGTERM');
    this.signal(name, 'SIGCONT'); // one that is suspended cannot end otherwise
    const insistAt = Date.now() + patienceMs;
    let insisted = false;
    while (this.isRunning(name)) {
      if (!insisted && Date.now() > insistAt) {
        this.signal(name, 'SIGKILL');
        insisted = true;
      }
      await pause(20);
    }
    rmSync(this.#file(name), { force: true });
  }

  /** The running process `from` is known as `to` from now on. */
  rename(from: string, to: string): void {
    renameSync(this.#file(from), this.#file(to));
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.names().map((name) => this.stop(name)));
  }

  #file(name: string): string {
    return join(this.#layout.processes(), name);
  }

  #entry(name: string): Entry | undefined {
    const file = this.#file(name);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Entry) : undefined;
  }
}

const ignore = (): void => undefined;

/** A text that tells two processes of one id apart. Undefined where none runs, or only a zombie is left. */
function beganAt(pid: number): string | undefined {
  if (!hasProc) return psField(pid, 'lstart') || undefined;
  try {
    const fields = statFields(pid);
    // The first thread of a killed process is a zombie while other threads still hold its files and its port.
    const isZombie = fields[0] === 'Z' && readdirSync(`/proc/${pid}/task`).length <= 1;
    return isZombie ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function processorSeconds(pid: number): number {
  if (!hasProc) {
    return Math.floor(
      psField(pid, 'time')
        .split(':')
        .reduce((sum, part) => sum * 60 + Number(part), 0),
    );
  }
  const [user = 0, system = 0] = statFields(pid).slice(11, 13).map(Number);
  return Math.floor((user + system) / ticksPerSecond);
}

const hasProc = existsSync('/proc/self/stat');
/** Linux shows times in these units to every program, whatever its own clock is (proc(5), USER_HZ). */
const ticksPerSecond = 100;

/** Fields of /proc/<pid>/stat from the third on: the second, the program's name, may hold anything. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function psField(pid: number, field: string): string {
  return spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}
