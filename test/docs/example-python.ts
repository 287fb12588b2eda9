import { execFile } from 'node:child_process';
import { pythonWith } from '../support/python.js';

/** The Python of docs/examples, with their packages. Skips the running test, and says why, where it cannot be had. */
export async function examplePython(context: Mocha.Context): Promise<string> {
  const python = await pythonWith('examples', 'docs/examples/requirements.txt');
  if ('missing' in python) {
    process.stderr.write(`    skipped: ${python.missing}\n`);
    return context.skip();
  }
  return python.program;
}

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, whatever its exit code. */
export function runExample(program: string, args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { maxBuffer: 2 ** 30 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (typeof code === 'number') resolve({ code, stdout, stderr });
      else reject(new Error(`${program} did not end by itself`, { cause: error }));
    });
    // A program that ends before it has read everything says so by its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
