import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { examplePython } from './example-python.js';

const run = promisify(execFile);

export interface SignOptions {
  readonly iss: string;
  readonly aud: string;
  readonly jti: string;
  /** Seconds since the epoch; left out, the program takes its own clock. */
  readonly iat?: number;
  readonly exp?: number;
}

/** docs/examples/sign.py with a Python to run it. */
export class ExampleSigner {
  readonly #program: string;
  readonly #directory: string;

  private constructor(program: string, directory: string) {
    this.#program = program;
    this.#directory = directory;
  }

  /** Skips the running test, and says why, where Python or the packages cannot be had. */
  static async start(context: Mocha.Context): Promise<ExampleSigner> {
    const program = await examplePython(context);
    return new ExampleSigner(program, await mkdtemp(join(tmpdir(), 'stl-sign-')));
  }

  /** Signs records, handing them over with their members in another order than the canonical one. */
  async sign(jwk: object, records: readonly object[], options: SignOptions): Promise<Buffer> {
    const key = join(this.#directory, 'key.jwk.json');
    const file = join(this.#directory, 'records.ndjson');
    await writeFile(key, JSON.stringify(jwk), { mode: 0o600 });
    const backwards = records.map((record) => Object.fromEntries(Object.entries(record).reverse()));
    await writeFile(file, backwards.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const words = Object.entries({ key, ...options }).flatMap(([name, value]) => [
      `--${name}`,
      String(value),
    ]);
    const { stdout } = await run(this.#program, ['docs/examples/sign.py', ...words, file], {
      encoding: 'buffer',
      maxBuffer: 4 * 1024 * 1024,
    });
    return stdout;
  }

  async remove(): Promise<void> {
    await rm(this.#directory, { recursive: true });
  }
}
