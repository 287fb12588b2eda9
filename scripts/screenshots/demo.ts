import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { approveProposal, proposeAction, type Administrator } from '../../gateway/cli/frame/governing.js';
import {
  createClient,
  importSigner,
  type Client,
  type FactRecord,
  type RecordView,
} from '../../gateway/sdk/client/index.js';
import { loadConfig } from '../../gateway/data-dir/config.js';
import { DataDir } from '../../gateway/data-dir/data-dir.js';
import { readKeyFile } from '../../gateway/data-dir/key-files.js';
import { createDemoConsortium } from '../../gateway/demo/create.js';
import { startGateway, type Gateway } from '../../gateway/start/server.js';

export const clock = (): number => Math.floor(Date.now() / 1000);

/** A demonstration in a directory of its own, and what its parties do to it. */
export class Demo {
  #gateway: Gateway | undefined;

  readonly #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async make(): Promise<Demo> {
    const dir = await mkdtemp(join(tmpdir(), 'stl-screenshots-'));
    const { signal } = new AbortController();
    const publicUrl = 'http://127.0.0.1:8080';
    const size = { sellers: 60, seed: 5, publicUrl, clock, signal, progress: () => undefined };
    await createDemoConsortium(join(dir, 'data'), size);
    return new Demo(dir);
  }

  get url(): string {
    return this.#gateway?.url ?? '';
  }

  /** Starts the gateway of an organisation, at the address of the one before. */
  async start(org: string): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port;
    await this.#gateway?.close();
    const settings = { STL_PORT: port, STL_ORG: org, STL_LOG_LEVEL: 'silent', STL_SEAL_EVERY: '0' };
    this.#gateway = await startGateway(loadConfig({ ...settings, STL_DATA_DIR: join(this.#dir, 'data') }));
  }

  async json<T>(path: string): Promise<T> {
    return (await (await fetch(`${this.url}${path}`)).json()) as T;
  }

  async badge(seller: string): Promise<string> {
    return (await fetch(`${this.url}/v1/badges/${seller}`)).text();
  }

  get #data(): DataDir {
    return new DataDir(join(this.#dir, 'data'));
  }

  async #client(keyFile: string): Promise<Client> {
    return createClient({ url: this.url, signer: await importSigner(await readKeyFile(keyFile)) });
  }

  async #administrator(org: string): Promise<Administrator> {
    const signer = await importSigner(await readKeyFile(this.#data.organisationKey(org, 'admin')));
    return { client: createClient({ url: this.url, signer }), signer, org };
  }

  /** Ends when every organisation has given its word. */
  async seal(): Promise<void> {
    const admin = await this.#client(this.#data.organisationKey('platform', 'admin'));
    const { n } = (await admin.post<{ n: number }>('/v1/seals', undefined)).value;
    while ((await this.json<{ silent: string[] }>(`/v1/epochs/${n}`)).silent.length > 0) await pause(50);
  }

  async state(as: string, records: readonly FactRecord[]): Promise<void> {
    const client = await this.#client(this.#data.demoKey(as));
    await client.send(await client.signBatch(records, { as }), { wait: 20 });
  }

  /** The newest facts of a kind, as the platform may see them. */
  async facts(
    seller: string,
    kind: FactRecord['kind'],
  ): Promise<readonly (RecordView & { visible: true })[]> {
    const client = await this.#client(this.#data.demoKey('demo-platform'));
    const path = `/v1/sellers/${seller}/records?kind=${kind}&limit=50`;
    const { items } = (await client.get<{ items: RecordView[] }>(path)).value;
    return items.filter((view) => view.visible);
  }

  /** The consortium stops calling itself a demonstration. */
  async goLive(): Promise<void> {
    const action = { type: 'parameters.set', parameters: { demo: false } } as const;
    const proposed = await proposeAction(await this.#administrator('platform'), action);
    await approveProposal(await this.#administrator('certifier'), proposed);
  }

  /** The file that `stl order --out` makes. */
  async orderFile(seller: string, order: string): Promise<string> {
    const file = join(this.#dir, 'order.json');
    const key = this.#data.demoKey('demo-platform');
    const stl = ['dist/gateway/cli/main.js', 'order', seller, order, '--out', file];
    await promisify(execFile)(process.execPath, [...stl, '--key', key, '--url', this.url]);
    return file;
  }

  async remove(): Promise<void> {
    await this.#gateway?.close();
    await rm(this.#dir, { recursive: true, force: true });
  }
}
