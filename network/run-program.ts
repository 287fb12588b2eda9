import { spawn } from 'node:child_process';

/** A program of Fabric ended with an error. The message holds what it said. */
export class ProgramFailed extends Error {
  constructor(
    readonly program: string,
    readonly output: string,
  ) {
    super(`${program} failed:\n${output.trim()}`);
    this.name = 'ProgramFailed';
  }
}

/**
 * Runs a program to its end and gives what it wrote, both streams. Programs see only the environment they are
 * given: a stray `CORE_` or `ORDERER_` variable of the shell would silently change a node.
 */
export function runProgram(
  path: string,
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      env: bareEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.signal ? { signal: options.signal } : {}),
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      const output = Buffer.concat(said).toString('utf8');
      if (status === 0) resolve(output);
      else reject(new ProgramFailed([path, ...args.slice(0, 3)].join(' '), output));
    });
  });
}

export function bareEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, ...extra };
}
