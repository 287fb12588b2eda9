import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { GatewayProcess, freePort, stl } from '../support/stl.js';

/** Commands of a page, and what the page says that they print. */
export interface Step {
  readonly commands: string;
  /** Undefined where the page shows no output. */
  readonly output: string | undefined;
}

/** The `sh` blocks of a page, each with the `text` block that comes right after it. */
export async function stepsOf(page: string): Promise<Step[]> {
  const content = await readFile(page, 'utf8');
  const blocks = content.matchAll(/^```sh\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```\n)?/gm);
  return [...blocks].map(([, commands = '', output]) => ({ commands, output }));
}

/** What differs from run to run. */
const steady = (text: string): string =>
  text
    .replace(/[0-9a-f]{64}/g, '<hash>')
    .replace(/[A-Za-z0-9_-]{43}(\.\d+)?/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
    .replace(/127\.0\.0\.1:\d+/g, '<host>')
    .replace(/block \d+/g, 'block <n>')
    // Columns are as wide as their widest cell.
    .replace(/(\S) {2,}/g, '$1  ')
    .replace(/ +$/gm, '')
    .trim();

/** A page's output as a pattern: `...` stands for anything in a line, and alone on a line for any lines. */
export function matches(output: string, printed: string): boolean {
  const pattern = steady(output)
    .split('\n')
    .map((line) =>
      line === '...'
        ? '(?:.*\n)*?.*'
        : line
            .split('...')
            .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
            .join('.*'),
    )
    .join('\n');
  return new RegExp(`^${pattern}$`).test(steady(printed));
}

async function command(dir: string, name: string, script: string): Promise<void> {
  const file = join(dir, 'bin', name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

/** A directory with the examples in docs/examples, and `stl` on the path; with a demonstration in ./data and its gateway, or empty. */
export class Walk {
  #exports = '';

  readonly #gateway: GatewayProcess | undefined;
  /** Where pages have their gateway, and where it is in this walk. */
  readonly #port: number;

  private constructor(
    readonly dir: string,
    port: number,
    gateway?: GatewayProcess,
  ) {
    this.#port = port;
    this.#gateway = gateway;
  }

  static async start(sellers: number): Promise<Walk> {
    const dir = await directory();
    const made = await stl(['init', '--sellers', String(sellers), '--data-dir', join(dir, 'data')]);
    if (made.code !== 0) throw new Error(made.stderr);
    const port = await freePort();
    const gateway = new GatewayProcess(join(dir, 'data'), port);
    await gateway.start();
    return new Walk(dir, port, gateway);
  }

  /** For a page that starts its own gateway on port 8080, and writes its process id to a file `gateway.pid`. */
  static async startEmpty(): Promise<Walk> {
    return new Walk(await directory(), await freePort());
  }

  /**
   * Runs commands as a person would type them, so no two in one second: what is signed again in the same second is the
   * same batch again. `export` holds for all later ones.
   */
  async run(commands: string): Promise<{ readonly code: number | null; readonly printed: string }> {
    await pause(1_000 - (Date.now() % 1_000));
    const typed = this.#gateway === undefined ? commands.replaceAll('8080', String(this.#port)) : commands;
    const child = spawn('sh', ['-c', `exec 2>&1\n${this.#exports}${typed}`], {
      cwd: this.dir,
      env: {
        PATH: `${join(this.dir, 'bin')}:${process.env['PATH'] ?? ''}`,
        HOME: this.dir,
        ...(this.#gateway && { STL_URL: this.#gateway.url }),
      },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    this.#exports += typed
      .split('\n')
      .filter((line) => line.startsWith('export '))
      .map((line) => `${line}\n`)
      .join('');
    return { code, printed };
  }

  async end(): Promise<void> {
    await this.#gateway?.stop();
    await this.#stopOwn();
    await rm(this.dir, { recursive: true, force: true });
  }

  async #stopOwn(): Promise<void> {
    const written = await readFile(join(this.dir, 'gateway.pid'), 'utf8').catch(() => undefined);
    if (written === undefined) return;
    const pid = Number(written);
    if (isAlive(pid)) process.kill(pid, 'SIGTERM');
    while (isAlive(pid)) await pause(20);
  }
}

async function directory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'stl-docs-'));
  await cp('docs/examples', join(dir, 'docs/examples'), { recursive: true });
  await mkdir(join(dir, 'bin'));
  await command(dir, 'stl', `exec "${process.execPath}" "${resolve('dist/gateway/cli/main.js')}" "$@"`);
  // `npx stl` finds the program in its own directory only.
  await command(dir, 'npx', 'exec "$@"');
  return dir;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
