import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a process uses of the machine. */
export interface Usage {
  /** Memory that it holds now. */
  readonly residentBytes: number;
  /** The most memory that it ever held. */
  readonly peakBytes: number;
  /** Processor time since its start, over all its threads. */
  readonly processorSeconds: number;
}

/** A server in a process of its own: it is not slowed by the load generator's event loop, nor slows it. */
export class ServerProcess {
  readonly #child: ChildProcess;

  private constructor(
    child: ChildProcess,
    readonly url: string,
  ) {
    this.#child = child;
  }

  /** `module`: beside this file; it sends its URL once it listens. */
  static async start(module: string, environment: NodeJS.ProcessEnv): Promise<ServerProcess> {
    const child = fork(fileURLToPath(new URL(module, import.meta.url)), {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [url] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error(`${module} ended before it listened`))),
    ])) as [string];
    return new ServerProcess(child, url);
  }

  async usage(): Promise<Usage> {
    this.#child.send('usage');
    const [usage] = (await once(this.#child, 'message')) as [Usage];
    return usage;
  }

  async stop(): Promise<void> {
    // A measurement that needs the gateway's files for itself has stopped it before.
    if (!this.#child.connected) return;
    this.#child.send('stop');
    await once(this.#child, 'exit');
  }
}
