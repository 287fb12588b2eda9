import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stl, type StlResult } from './stl.js';

const rolesOf: Readonly<Record<string, readonly string[]>> = {
  platform: ['platform', 'carrier', 'seller'],
  certifier: ['certifier', 'inspector'],
  payments: ['payment-provider', 'arbiter'],
};

/** Organisations that found a consortium by `stl consortium`, each with a directory of its own in place of a machine. */
export class FoundersWalk {
  ledger = '';

  private constructor(readonly dir: string) {}

  static async start(): Promise<FoundersWalk> {
    return new FoundersWalk(await mkdtemp(join(tmpdir(), 'stl-founders-')));
  }

  home(org: string): string {
    return join(this.dir, org);
  }

  /** Runs `stl` in an organisation's directory. */
  stl(org: string, ...args: string[]): Promise<StlResult> {
    return stl(args, { cwd: this.home(org) });
  }

  /** Each writes its part; the first puts them together, and all get the document. */
  async draft(organisations: readonly (readonly [id: string, mspId: string])[]): Promise<void> {
    const [[first] = ['']] = organisations;
    for (const [id, mspId] of organisations) {
      await mkdir(this.home(id), { recursive: true });
      await this.#done(
        id,
        ...['consortium', 'draft', '--org', id, '--msp', mspId, '--name', `The ${id}`],
        ...['--roles', ...(rolesOf[id] ?? []), '--url', `https://${id}.example`],
        ...['--keys', 'keys', '--admin-key', 'secret/admin.jwk.json'],
      );
      if (id !== first)
        await cp(join(this.home(id), `${id}.part.json`), join(this.home(first), `${id}.part.json`));
    }
    const parts = organisations.map(([id]) => `${id}.part.json`);
    const { stdout } = await this.#done(first, 'consortium', 'draft', '--parts', ...parts, '--json');
    this.ledger = (JSON.parse(stdout) as { readonly ledger: string }).ledger;
    for (const [id] of organisations.slice(1))
      await cp(join(this.home(first), 'consortium.json'), join(this.home(id), 'consortium.json'));
  }

  /** An organisation's administrator signs the document that lies in its directory. */
  async sign(org: string): Promise<string> {
    await this.#done(
      ...([
        org,
        'consortium',
        'sign',
        'consortium.json',
        '--admin-key',
        'secret/admin.jwk.json',
        '--yes',
      ] as const),
    );
    return readFile(join(this.home(org), `${org}.approval.jws`), 'utf8');
  }

  async end(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true });
  }

  async #done(org: string, ...args: string[]): Promise<StlResult> {
    const done = await this.stl(org, ...args);
    if (done.code !== 0) throw new Error(`stl ${args.join(' ')}\n${done.stderr}`);
    return done;
  }
}
