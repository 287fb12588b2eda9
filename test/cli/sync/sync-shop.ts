import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { readKeyFile } from '../../../gateway/data-dir/key-files.js';
import { createClient, importSigner, ProblemError } from '../../../gateway/sdk/client/index.js';
import {
  freePort,
  GatewayProcess,
  spawnStl,
  stl,
  type StlOptions,
  type StlResult,
} from '../../support/stl.js';

export type Metrics = Readonly<Record<string, unknown>> & {
  readonly new: number;
  readonly changed: number;
  readonly known: number;
  readonly bad: number;
  readonly failed?: string;
};

/** Orders and their deliveries, from one row each. */
const map = {
  timeZone: 'America/Denver',
  key: ['id'],
  columns: { id: 'number', shop: 'shop' },
  records: [
    {
      ...{ name: 'order', kind: 'order' },
      columns: { ordered: 'at', ship_by: 'dispatchBy', deliver_by: 'deliverBy', total: 'value.amount' },
      constants: { country: 'US', channel: 'web', 'value.currency': 'USD' },
    },
    {
      name: 'delivered',
      kind: 'fulfilment',
      columns: { delivered: 'at' },
      constants: { event: 'delivered' },
    },
  ],
};

export const headings = 'id,shop,ordered,ship_by,deliver_by,total,delivered';

/** A row under `headings`, delivered on that day where one is given. */
export const orderRow = (id: number, shop: string, delivered = '', total = '19.90'): string =>
  `${id},${shop},2026-05-04 10:00,2026-05-06,2026-05-11,${total},${delivered === '' ? '' : `${delivered} 12:00`}`;

export const orderFile = (...rows: readonly string[]): string => `${[headings, ...rows].join('\n')}\n`;

/** A demonstration without sellers, whose platform syncs. */
export class SyncShop {
  #stores = 0;
  readonly #running: RunningSync[] = [];

  private constructor(
    readonly dir: string,
    readonly gateway: GatewayProcess,
  ) {}

  static async open(): Promise<SyncShop> {
    const dir = await mkdtemp(join(tmpdir(), 'stl-sync-'));
    const data = join(dir, 'data');
    const made = await stl(['init', '--sellers', '0', '--data-dir', data]);
    expect(made.code, made.stderr).to.equal(0);
    const gateway = new GatewayProcess(data, await freePort());
    await gateway.start();
    const shop = new SyncShop(dir, gateway);
    await writeFile(shop.map, JSON.stringify(map));
    return shop;
  }

  get map(): string {
    return join(this.dir, 'map.json');
  }

  /** A directory for a store of its own. */
  newStore(): string {
    return join(this.dir, `store-${++this.#stores}`);
  }

  async newFolder(): Promise<string> {
    const folder = join(this.dir, `in-${++this.#stores}`);
    await mkdir(folder);
    return folder;
  }

  args(source: string, store: string, ...more: readonly string[]): string[] {
    const key = new DataDir(join(this.dir, 'data')).demoKey('demo-platform');
    const common = ['--map', this.map, '--key', key, '--as', 'demo-platform', '--url', this.gateway.url];
    return ['sync', source, ...common, '--store', store, ...more];
  }

  run(source: string, store: string, more: readonly string[] = [], options?: StlOptions): Promise<StlResult> {
    return stl(this.args(source, store, ...more), options);
  }

  /** A run that goes well. */
  async ran(
    source: string,
    store: string,
    more: readonly string[] = [],
    options?: StlOptions,
  ): Promise<Metrics> {
    const { code, stderr, stdout } = await this.run(source, store, more, options);
    expect(code, stderr + stdout).to.equal(0);
    return JSON.parse(stdout) as Metrics;
  }

  /** The facts about a shop of the platform, in ledger order. */
  async facts(shop: string): Promise<FactRecord[]> {
    const key = await readKeyFile(new DataDir(join(this.dir, 'data')).demoKey('demo-platform'));
    const client = createClient({ url: this.gateway.url, signer: await importSigner(key) });
    const facts: FactRecord[] = [];
    try {
      for await (const view of client.records(`demo-platform.${shop}`)) {
        if (!view.visible) throw new Error('the platform may see every fact it stated');
        facts.push(view.record);
      }
    } catch (error) {
      // Nothing was ever stated about it.
      if (error instanceof ProblemError && error.status === 404) return [];
      throw error;
    }
    return facts;
  }

  async kinds(shop: string): Promise<string[]> {
    return (await this.facts(shop)).map(({ kind }) => kind);
  }

  /** A sync that goes on and on; until its test ends it, or the shop closes. */
  start(source: string, store: string, ...more: readonly string[]): RunningSync {
    const running = new RunningSync(this.args(source, store, ...more));
    this.#running.push(running);
    return running;
  }

  async close(): Promise<void> {
    // Of a test that failed before it ended its own.
    await Promise.all(this.#running.map((running) => running.kill('SIGKILL')));
    await this.gateway.stop();
    await rm(this.dir, { recursive: true, force: true });
  }
}

/** A file as it lies there for an hour: nobody writes to it any more. */
export async function putFile(path: string, content: string, hoursAgo = 1): Promise<void> {
  await writeFile(path, content);
  const at = new Date(Date.now() - hoursAgo * 3_600_000);
  await utimes(path, at, at);
}

/** A process of `stl sync`. */
class RunningSync {
  readonly metrics: Metrics[] = [];
  stderr = '';
  readonly ended: Promise<StlResult>;
  readonly #process: ChildProcess;
  #isOver = false;
  /** How many runs were looked at. */
  #seen = 0;

  constructor(args: readonly string[]) {
    const child = spawnStl(args);
    this.#process = child.process;
    this.ended = child.ended.finally(() => (this.#isOver = true));
    let rest = '';
    child.process.stdout?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      this.metrics.push(...lines.map((line) => JSON.parse(line) as Metrics));
    });
    child.process.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  /** The first run that is as told, after the one that was asked for before. */
  async until(isIt: (metrics: Metrics) => boolean): Promise<Metrics> {
    for (;;) {
      for (
        let metrics = this.metrics[this.#seen];
        metrics !== undefined;
        metrics = this.metrics[this.#seen]
      ) {
        this.#seen += 1;
        if (isIt(metrics)) return metrics;
      }
      if (this.#isOver) throw new Error(`it ended: ${this.stderr}`);
      await pause(20);
    }
  }

  kill(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<StlResult> {
    this.#process.kill(signal);
    return this.ended;
  }
}
