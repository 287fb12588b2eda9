import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const beside = (module: string): string => fileURLToPath(new URL(module, import.meta.url));

export interface StlRun {
  /** The most memory that it held. */
  readonly peakBytes: number;
  readonly seconds: number;
  /** What it printed, in JSON. */
  readonly output: string;
}

/** Runs `stl` as a person would. Throws where it fails. */
export async function runStl(args: readonly string[]): Promise<StlRun> {
  const started = performance.now();
  const child = fork(beside('../../gateway/cli/main.js'), ['--json', ...args], {
    execArgv: ['--import', beside('report-peak.js')],
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  let peakBytes = 0;
  child.on('message', (bytes) => (peakBytes = bytes as number));
  const [code] = (await once(child, 'close')) as [number | null];
  // 4: some of it does not count.
  if (code !== 0 && code !== 4)
    throw new Error(`stl ended with ${code ?? 'a signal'}: ${output.slice(0, 1_000)}`);
  return { peakBytes, seconds: (performance.now() - started) / 1000, output };
}
