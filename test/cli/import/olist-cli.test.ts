import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import {
  createClient,
  importSigner,
  recomputeScore,
  type Client,
} from '../../../gateway/sdk/client/index.js';
import { SeededRandom } from '../../../gateway/demo/random.js';
import { writeOlist } from '../../support/olist-generator.js';
import { GatewayProcess, freePort, spawnStl, stl, type StlResult } from '../../support/stl.js';
import { expectedCounts, secretValues } from './olist-counts.js';
import { countsOf } from './record-counts.js';
import { codesIn, idsIn, textUnder, textsIn } from './traces.js';
import { readKeyFile } from '../../../gateway/data-dir/key-files.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';

interface Report {
  readonly new: number;
  readonly known: number;
  readonly shiftedDays: number;
  readonly newestDay: string;
  readonly counted: number;
  readonly notCounted: number;
}

/** The report of an import that came to its end: its exit code says whether all that it stated counts. */
function finished({ code, stderr, stdout }: StlResult): Report {
  expect(code, stderr).to.be.oneOf([0, 4]);
  const report = JSON.parse(stdout) as Report;
  expect(code).to.equal(report.notCounted === 0 ? 0 : 4);
  return report;
}

/** A new ledger, its gateway and the `stl` of the demo platform, all over a real socket. */
class Shop {
  private constructor(
    readonly dir: string,
    readonly gateway: GatewayProcess,
  ) {}

  static async open(): Promise<Shop> {
    const dir = join(await mkdtemp(join(tmpdir(), 'stl-import-')), 'data');
    const made = await stl(['init', '--sellers', '0', '--data-dir', dir]);
    expect(made.code, made.stderr).to.equal(0);
    const gateway = new GatewayProcess(dir, await freePort());
    await gateway.start();
    return new Shop(dir, gateway);
  }

  globals(): string[] {
    return ['--data-dir', this.dir, '--url', this.gateway.url];
  }

  signing(): string[] {
    const data = new DataDir(this.dir);
    const also = `payment-provider=${data.demoKey('demo-pay')}`;
    return ['--map', 'olist', '--key', data.demoKey('demo-platform'), '--also', also];
  }

  import(source: string, ...more: string[]): ReturnType<typeof spawnStl> {
    return spawnStl(['import', 'orders', source, ...this.signing(), '--json', ...this.globals(), ...more]);
  }

  async imported(source: string, ...more: string[]): Promise<Report> {
    return finished(await this.import(source, ...more).ended);
  }

  async client(): Promise<Client> {
    const key = await readKeyFile(new DataDir(this.dir).demoKey('demo-platform'));
    return createClient({ url: this.gateway.url, signer: await importSigner(key) });
  }

  async sellers(): Promise<string[]> {
    const ids: string[] = [];
    for await (const { id } of (await this.client()).list<{ id: string }>('/v1/sellers')) ids.push(id);
    return ids;
  }

  /** Resolves once the ledger has facts about a seller; blocks alone may hold what the gateway itself signs at its start. */
  async stated(): Promise<void> {
    while ((await this.sellers()).length === 0) await pause(5);
  }

  /** All facts on the ledger, by record id, as the platform reads them. */
  async facts(): Promise<Map<string, FactRecord>> {
    const facts = new Map<string, FactRecord>();
    const client = await this.client();
    for (const seller of await this.sellers()) {
      for await (const view of client.records(seller)) {
        if (!view.visible) throw new Error('the platform may see every fact it stated');
        expect(facts.has(view.id), 'each record is listed once').to.equal(false);
        facts.set(view.id, view.record);
      }
    }
    return facts;
  }

  async close(): Promise<void> {
    await this.gateway.stop();
    await rm(join(this.dir, '..'), { recursive: true, force: true });
  }
}

/** Each commitment of an order, with the seller it is about. */
const orderCommitments = (facts: ReadonlyMap<string, FactRecord>): string[] =>
  [...facts.values()].flatMap((fact) => (fact.kind === 'order' ? [`${fact.seller} ${fact.order}`] : []));

async function expectRecomputed(shop: Shop, sellers: readonly string[], asOf?: string): Promise<number> {
  const client = await shop.client();
  let scored = 0;
  for (const seller of sellers) {
    const done = await recomputeScore(client, seller, asOf === undefined ? {} : { asOf });
    expect(done.computed, seller).to.deep.equal(done.stated);
    if (done.computed.overall !== null) scored += 1;
  }
  return scored;
}

/** Nothing of an order number, a buyer, a postcode or a comment in what others hold, or in what is logged. */
async function expectNoTraces(shop: Shop, source: string, printed: string): Promise<void> {
  const sellers = (await shop.sellers()).map((seller) => seller.split('.')[1] ?? '');
  await shop.gateway.stop();
  const stores = ['ledger', 'projection', 'jobs'].map((name) => textUnder(join(shop.dir, name)));
  const text = [...(await Promise.all(stores)), shop.gateway.log, printed].join('\n');
  expect(text, 'what is searched').to.include('"kind":"review"').and.to.include('"msg":"request"');
  expect(idsIn(text, sellers), 'ids that are there').to.have.members(sellers);
  const { comments, ids, postcodes } = secretValues(source);
  expect(idsIn(text, ids)).to.deep.equal([]);
  expect(codesIn(text, postcodes)).to.deep.equal([]);
  const sample = comments.filter((_, i) => i % Math.ceil(comments.length / 300) === 0);
  expect(textsIn(text, sample)).to.deep.equal([]);
}

const kills = process.env['STL_LONG'] === '1' ? 20 : 3;

describe('stl import orders --map olist, over a real socket', function () {
  let source: string;
  let shop: Shop;
  beforeEach(async () => {
    source = await mkdtemp(join(tmpdir(), 'stl-olist-'));
    shop = await Shop.open();
  });
  afterEach(async () => {
    await shop.close();
    await rm(source, { recursive: true, force: true });
  });

  it('puts on the ledger what a count of the files expects, once, and recomputes every score of any day', async () => {
    await writeOlist(source, { seed: 11, orders: 400, sellers: 8 });
    const first = shop.import(source);
    const ended = await first.ended;
    const report = finished(ended);
    expect(report.counted + report.notCounted).to.equal(report.new);
    const facts = await shop.facts();
    expect(facts.size).to.equal(report.new);
    expect(countsOf([...facts.values()])).to.deep.equal(expectedCounts(source));

    const again = await shop.imported(source);
    expect(again).to.deep.include({ new: 0, known: report.new });
    expect([...(await shop.facts()).keys()]).to.have.members([...facts.keys()]);

    const sellers = await shop.sellers();
    await expectRecomputed(shop, sellers);
    expect(await expectRecomputed(shop, sellers, report.newestDay)).to.be.above(0);
    const times = [...facts.values()].map(({ at }) => at).sort();
    const middle = times[Math.floor(times.length / 2)] as string;
    expect(await expectRecomputed(shop, sellers, middle.slice(0, 10))).to.be.above(0);
    await expectNoTraces(shop, source, ended.stdout + ended.stderr);
  });

  it('goes on after importer and gateway were killed, with the same commitments and no fact twice', async () => {
    await writeOlist(source, { seed: 12, orders: 1500, sellers: 20 });
    const killed = shop.import(source);
    await shop.stated();
    await shop.gateway.reached(((await shop.gateway.height()) ?? 0) + 2);
    killed.process.kill('SIGKILL');
    expect((await killed.ended).code).to.equal(null);
    const before = orderCommitments(await shop.facts());

    const height = (await shop.gateway.height()) ?? 0;
    const resumed = shop.import(source);
    await shop.gateway.reached(height + 3);
    await shop.gateway.stop('SIGKILL');
    await shop.gateway.start();
    finished(await resumed.ended);

    const facts = await shop.facts();
    expect(countsOf([...facts.values()])).to.deep.equal(expectedCounts(source));
    const after = orderCommitments(facts);
    expect(before.length, 'killed half-way').to.be.within(1, after.length - 1);
    expect(new Set(after).size).to.equal(after.length);
    expect(after).to.include.members(before);
  });

  it(`states everything once, however often it is killed: ${kills} times`, async function () {
    this.timeout(60_000 * kills);
    await writeOlist(source, { seed: 16, orders: 600, sellers: 9 });
    const random = new SeededRandom(16);
    for (let kill = 0; kill < kills; kill += 1) {
      const run = shop.import(source);
      // Whatever it does by then: it begins, reads, sends, or has ended.
      await pause(random.between(300, 3_000));
      run.process.kill('SIGKILL');
      await run.ended;
    }
    finished(await shop.import(source).ended);
    const facts = await shop.facts();
    expect(countsOf([...facts.values()])).to.deep.equal(expectedCounts(source));
    const orders = orderCommitments(facts);
    expect(new Set(orders).size).to.equal(orders.length);
  });

  it('ends in good order on Ctrl-C, and goes on from there', async () => {
    await writeOlist(source, { seed: 14, orders: 1000, sellers: 5 });
    const stopped = shop.import(source);
    await shop.stated();
    stopped.process.kill('SIGINT');
    const { code, stderr } = await stopped.ended;
    expect(code).to.equal(1);
    expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).to.nested.include({ 'error.code': 'aborted' });
    const before = await shop.facts();
    const { known, new: sent } = await shop.imported(source);
    expect(known, 'what was under way was waited for').to.equal(before.size);
    expect(known).to.be.above(0);
    expect(sent).to.be.above(0);
    expect(countsOf([...(await shop.facts()).values()])).to.deep.equal(expectedCounts(source));
  });

  it("refuses the keys of another gateway's ledger, and leaves their data directory as it was", async () => {
    await writeOlist(source, { seed: 15, orders: 10, sellers: 2 });
    const other = await Shop.open();
    try {
      const where = ['--data-dir', other.dir, '--url', shop.gateway.url];
      const { code, stderr } = await stl(['import', 'orders', source, ...other.signing(), ...where]);
      expect(code).to.equal(1);
      expect(stderr).to.include('no participant has your key');
      expect((await other.imported(source)).new).to.be.above(0);
    } finally {
      await other.close();
    }
  });

  it('says that times are shifted wherever it shows them', async () => {
    await writeOlist(source, { seed: 13, orders: 250, sellers: 3 });
    const { newestDay, shiftedDays } = await shop.imported(source, '--end', '2026-01-31');
    expect(newestDay).to.equal('2026-01-31');
    const [seller = ''] = await shop.sellers();
    const sellers = await shop.sellers();
    await expectRecomputed(shop, sellers);
    await expectRecomputed(shop, sellers, '2025-09-30');

    const client = await shop.client();
    const path = `/v1/sellers/${seller}`;
    const record = [...(await shop.facts()).keys()][0] as string;
    for (const shown of [
      '/.well-known/stl',
      path,
      `${path}/score`,
      `${path}/records`,
      `${path}/certifications`,
      `${path}/cases`,
      `/v1/records/${record}`,
    ]) {
      const { value } = await client.get<{ shiftedDays?: number }>(shown);
      expect(value.shiftedDays, shown).to.equal(shiftedDays);
    }
    const { value } = await client.post<{ items: { score: object }[] }>('/v1/scores', { sellers: [seller] });
    expect(value.items[0]?.score).to.include({ shiftedDays });

    for (const args of [
      ['score', seller],
      ['score', seller, '--recompute'],
      ['records', seller],
    ]) {
      const text = await stl([...args, ...shop.globals()]);
      expect(text.stdout, args.join(' ')).to.include(`shifted by ${shiftedDays} days`);
      const json = await stl([...args, '--json', ...shop.globals()]);
      expect(JSON.parse(json.stdout), args.join(' ')).to.include({ shiftedDays });
    }
  });
});

const real = process.env['STL_OLIST_DIR'];
(real === undefined ? describe.skip : describe)('stl import olist, on the real files', function () {
  this.timeout(600_000);

  it('puts on the ledger what a count of the files expects, once, and recomputes scores of 60 sellers', async () => {
    const source = real as string;
    const shop = await Shop.open();
    try {
      const ended = await shop.import(source).ended;
      const { newestDay, new: sent } = finished(ended);
      expect((await shop.imported(source)).new).to.equal(0);
      const facts = await shop.facts();
      expect(facts.size).to.equal(sent);
      expect(countsOf([...facts.values()])).to.deep.equal(expectedCounts(source));

      const busy = new Map<string, number>();
      for (const { seller } of facts.values()) busy.set(seller, (busy.get(seller) ?? 0) + 1);
      const byFacts = [...busy].sort((a, b) => b[1] - a[1]).map(([seller]) => seller);
      const chosen = byFacts.filter((_, i) => i < 30 || i % Math.ceil(byFacts.length / 30) === 0);
      expect(await expectRecomputed(shop, chosen, newestDay)).to.be.above(5);
      expect(await expectRecomputed(shop, byFacts.slice(0, 10), '2018-03-15')).to.be.above(5);
      await expectNoTraces(shop, source, ended.stdout + ended.stderr);
    } finally {
      await shop.close();
    }
  });
});
