import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const main = resolve('dist/gateway/cli/main.js');

/** The settings of a test's own environment must not leak into the commands it runs. */
const environment = (extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('STL_'))),
  ...extra,
});

export interface StlOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Another copy of the program than the one that was built here. */
  readonly program?: string;
  /** All that comes on its standard input; left out: nothing does. */
  readonly input?: string;
}

export interface StlResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts `stl` without a terminal; `ended` gives what it printed. */
export function spawnStl(
  args: readonly string[],
  { cwd, env = {}, input, program = main }: StlOptions = {},
): { readonly process: ChildProcess; readonly ended: Promise<StlResult> } {
  const child = spawn(process.execPath, [program, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: environment(env),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  child.stdin?.end(input);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return { process: child, ended };
}

/** Runs `stl` to its end. */
export const stl = (args: readonly string[], options?: StlOptions): Promise<StlResult> =>
  spawnStl(args, options).ended;

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** `stl start` as a process of its own, which a test can kill and start again on the same port. */
export class GatewayProcess {
  #child: ReturnType<typeof spawnStl> | undefined;
  /** All that it logged, over all its starts. */
  log = '';

  readonly #dataDir: string;
  readonly #port: number;
  readonly #settings: NodeJS.ProcessEnv;
  readonly #program: string;

  /** `settings`: further ones than the port. `program`: another copy than the one that was built here. */
  constructor(dataDir: string, port: number, settings: NodeJS.ProcessEnv = {}, program = main) {
    this.#dataDir = dataDir;
    this.#port = port;
    this.#settings = settings;
    this.#program = program;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const env = { STL_PORT: String(this.#port), ...this.#settings };
    const child = spawnStl(['start', '--data-dir', this.#dataDir], { env, program: this.#program });
    this.#child = child;
    let ended: StlResult | undefined;
    void child.ended.then((result) => {
      ended = result;
      this.log += result.stdout + result.stderr;
    });
    while ((await this.height()) === undefined) {
      if (ended) throw new Error(`the gateway ended: ${this.log}`);
      await pause(20);
    }
  }

  /** Blocks that its ledger has; undefined while it does not answer. */
  async height(): Promise<number | undefined> {
    const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
    if (!answer?.ok) return undefined;
    return ((await answer.json()) as { ledger: { height: number } }).ledger.height;
  }

  /** Resolves once the ledger has so many blocks. */
  async reached(height: number): Promise<void> {
    while (((await this.height()) ?? 0) < height) await pause(5);
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#child?.process.kill(signal);
    await this.#child?.ended;
    this.#child = undefined;
  }
}
