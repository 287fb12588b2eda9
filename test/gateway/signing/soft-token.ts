import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requireProgram, skipFor } from '../../support/required.js';

const run = promisify(execFile);
const modules = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/pkcs11/libsofthsm2.so',
  '/usr/lib64/libsofthsm2.so',
];

/** A token of SoftHSM of its own, with a PIN in a file. */
export class SoftToken {
  #keys = 0;

  private constructor(
    readonly dir: string,
    readonly module: string,
    readonly pin: string,
  ) {}

  /** The library reads its configuration once a process, so all tokens of a test run share a directory that is emptied. */
  static async make(context: Mocha.Context, pin = 'a pin & more'): Promise<SoftToken> {
    for (const [program, fromPackage] of [
      ['softhsm2-util', 'softhsm2'],
      ['pkcs11-tool', 'opensc'],
    ] as const)
      requireProgram(context, program, fromPackage);
    const module = modules.find((path) => existsSync(path)) ?? skipFor(context, 'libsofthsm2.so is missing');
    const dir = await mkdtemp(join(tmpdir(), 'stl-token-'));
    const token = new SoftToken(dir, module, pin);
    await mkdir(token.#tokens);
    await writeFile(
      join(dir, 'softhsm2.conf'),
      `directories.tokendir = ${token.#tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
    );
    process.env['SOFTHSM2_CONF'] = join(dir, 'softhsm2.conf');
    await run('softhsm2-util', [
      '--init-token',
      '--free',
      '--label',
      'stl test',
      '--so-pin',
      '1234',
      '--pin',
      pin,
    ]);
    await token.setPin(pin);
    return token;
  }

  get #tokens(): string {
    return join(this.dir, 'tokens');
  }

  get pinFile(): string {
    return join(this.dir, 'pin');
  }

  /** RFC 7512. */
  get uri(): string {
    return `pkcs11:token=stl%20test?module-path=${this.module}&pin-source=file:${this.pinFile}`;
  }

  /** What the file of the PIN says; the token's own stays. */
  setPin(pin: string): Promise<void> {
    return writeFile(this.pinFile, `${pin}\n`, { mode: 0o600 });
  }

  /** A key pair that was made in the token; `<use>-es256` is a P-256 key whatever its use. */
  async add(name: string, id = (++this.#keys).toString(16).padStart(2, '0')): Promise<void> {
    const isEs256 = /^(sign|admin)|-es256$/.test(name);
    await this.#tool(
      '--keypairgen',
      '--key-type',
      isEs256 ? 'EC:prime256v1' : 'EC:edwards25519',
      '--label',
      name,
      '--id',
      id,
    );
  }

  async remove(name: string, what: readonly ('privkey' | 'pubkey')[] = ['privkey', 'pubkey']): Promise<void> {
    for (const type of what) await this.#tool('--delete-object', '--type', type, '--label', name);
  }

  /** Takes the token out of its slot, and puts it back. */
  takeOut(): Promise<void> {
    return rename(this.#tokens, `${this.#tokens}-out`).then(() => mkdir(this.#tokens));
  }

  async putBack(): Promise<void> {
    await rm(this.#tokens, { recursive: true });
    await rename(`${this.#tokens}-out`, this.#tokens);
  }

  async end(): Promise<void> {
    await rm(this.dir, { recursive: true });
  }

  async #tool(...args: string[]): Promise<void> {
    const token = ['--module', this.module, '--token-label', 'stl test', '--login', '--pin', this.pin];
    await run('pkcs11-tool', [...token, ...args]);
  }
}
