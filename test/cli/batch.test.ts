import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { ProblemError } from '../../gateway/sdk/client/index.js';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';
import { fulfilmentRecord, orderRecord } from '../support/records.js';
import { spawnStl, stl as run, type StlResult } from '../support/stl.js';

const platform = 'demo-platform';
const line = (record: FactRecord): string => JSON.stringify(record);

describe('stl batch, again and again', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  let shops = 0;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-batch-'));
    world = await World.found();
    gateway = await world.start();
    await writeFile(join(dir, 'key'), JSON.stringify(world.privateKey(platform)));
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  /** Orders of a shop that nothing was stated of before, so that what is stated can be counted. */
  const shop = () => {
    const seller = `${platform}.fresh${++shops}`;
    const order = (name: string): FactRecord => orderRecord(`${seller}/${name}`, { seller });
    const count = async (): Promise<number> => {
      const client = await world.client(gateway, platform);
      let n = 0;
      try {
        for await (const record of client.records(seller)) n += record.visible ? 1 : 0;
      } catch (error) {
        // Nobody has said anything of it yet.
        if (!(error instanceof ProblemError && error.code === 'not_found')) throw error;
      }
      return n;
    };
    return { seller, order, count };
  };
  const args = (path: string, ...more: string[]): string[] => [
    'batch',
    path,
    '--url',
    gateway.url,
    '--key',
    join(dir, 'key'),
    ...more,
  ];
  const write = async (content: string | Uint8Array): Promise<string> => {
    const path = join(dir, 'file.ndjson');
    await writeFile(path, content);
    return path;
  };
  const stl = async (content: string | Uint8Array, ...more: string[]): Promise<StlResult> =>
    run(args(await write(content), ...more));
  interface Told {
    batches: { lines: string; records: number; receipt: { batch: string } }[];
    standing: number;
    withdrawn: number;
    replaced: number;
    repeated: number;
  }
  const told = ({ stdout }: StlResult): Told => JSON.parse(stdout) as Told;

  it('states the new records only of a file that grows, in front, within or behind', async () => {
    const { count, order } = shop();
    const lines = ['a', 'b', 'c', 'd', 'e'].map((name) => line(order(name)));
    const [a, b, c, d, e] = lines as [string, string, string, string, string];
    expect(told(await stl([a, c].join('\n'), '--wait', '--json')).batches).to.have.length(1);
    const grown = told(await stl([e, c, d, a, b].join('\n'), '--wait', '--json'));
    expect(grown).to.deep.include({ standing: 2, withdrawn: 0, repeated: 0 });
    expect(grown.batches.map(({ records, lines: of }) => [of, records])).to.deep.equal([['1-5', 3]]);
    expect(await count()).to.equal(5);
    const words = await stl(lines.join('\n'), '--wait');
    expect(words).to.include({ code: 0 });
    expect(words.stdout).to.match(/^Nothing to state\.\n\n5 stood already\.\n$/);
  });

  it('waits for what an earlier run has left on its way, rather than state it twice', async () => {
    const { count, order } = shop();
    const lines = Array.from({ length: 1_200 }, (_, i) => line(order(String(i))));
    expect((await stl(lines.slice(200).join('\n'))).stdout).to.match(/queued/);
    expect(told(await stl(lines.join('\n'), '--wait', '--json')).standing).to.equal(1_000);
    expect(await count()).to.equal(1_200);
  });

  it('goes on where a run was killed, with more lines than before', async () => {
    const { count, order } = shop();
    const lines = Array.from({ length: 3_000 }, (_, i) => line(order(String(i))));
    const killed = spawnStl(args(await write(lines.slice(500).join('\n'))));
    while ((await count()) === 0 && killed.process.exitCode === null);
    killed.process.kill('SIGKILL');
    await killed.ended;
    await stl(lines.join('\n'), '--wait');
    expect(await count()).to.equal(3_000);
  });

  it('states a record that a file holds twice once', async () => {
    const { count, order } = shop();
    const [a, b] = [line(order('a')), line(order('b'))];
    expect(told(await stl([a, b, a, a].join('\n'), '--wait', '--json'))).to.include({ repeated: 2 });
    expect(await count()).to.equal(2);
  });

  it('states what was taken back once more, if it is told to, and only then', async () => {
    const { count, order, seller } = shop();
    const fact = line(order('a'));
    const { batches } = told(await stl(fact, '--wait', '--json'));
    const target = `${batches[0]?.receipt.batch ?? ''}.0`;
    const at = '2026-05-09T10:00:00Z';
    await stl(line({ kind: 'correction', seller, at, target, reason: 'did_not_occur' }), '--wait');

    expect(told(await stl(fact, '--wait', '--json'))).to.include({ withdrawn: 1, standing: 0 });
    expect((await stl(fact)).stdout).to.match(/1 were stated before, and taken back .*--again/);
    expect(await count()).to.equal(2);

    expect((await stl(fact, '--wait', '--again')).stdout).to.match(/committed[^]*It counts\./);
    const twice = told(await stl(fact, '--wait', '--again', '--json'));
    expect(twice).to.include({ withdrawn: 0, standing: 1 });
    expect(await count()).to.equal(3);
  });

  it('states nothing that a correction has replaced: it would lose to that, and stay for ever', async () => {
    const { count, order, seller } = shop();
    const fact = line(order('a'));
    const { batches } = told(await stl(fact, '--wait', '--json'));
    const replacement = { ...order('a'), country: 'PT' };
    const correction: FactRecord = {
      ...({ kind: 'correction', seller, at: '2026-05-09T10:00:00Z', reason: 'incorrect_data' } as const),
      target: `${batches[0]?.receipt.batch ?? ''}.0`,
      replacement,
    };
    await stl(line(correction), '--wait');
    expect(told(await stl(fact, '--wait', '--again', '--json'))).to.include({ replaced: 1 });
    expect(await count()).to.equal(2);
  });

  it('says, tried, what stands, what would be refused and what would not count, by line', async () => {
    const { count, order, seller } = shop();
    const lost = { ...fulfilmentRecord(`${seller}/nothing`), seller };
    expect(await stl(line(order('a')), '--wait')).to.include({ code: 0 });
    const idle = [line(order('a')), '', line(lost), line(order('b'))];
    const tried = await stl(idle.join('\n'), '--dry-run');
    expect(tried).to.include({ code: 4 });
    expect(tried.stdout)
      .to.match(/^3 lines are good; nothing was sent/)
      .and.match(/^1 stood already\.$/m)
      .and.match(/^line 3: order_missing: /m);
    const refused = await stl(
      [...idle, line({ ...order('c'), seller: 'nobody.shop' })].join('\n'),
      '--dry-run',
    );
    expect(refused).to.include({ code: 1 });
    expect(refused.stdout).to.match(/^4 lines are written right, but would be refused; .*\nline 5: /);
    expect(await count()).to.equal(1);
  });

  it('takes files as systems write them', async () => {
    const { count, order } = shop();
    const laidOut = JSON.stringify(order('b'), null, ' ').replaceAll('\n', ' ');
    const content = `\uFEFF${line(order('a'))}\r\n\r\n  \n${laidOut}`;
    expect(await stl(content, '--wait')).to.include({ code: 0 });
    expect(await count()).to.equal(2);
  });

  it('signs nothing of a file with a mistake, and tells all of them by line', async () => {
    const { count, order } = shop();
    const good = line(order('a'));
    const bad = [
      '{"kind":"order"',
      '[]',
      good.replace('"kind"', '"__proto__"'),
      good.replace('BR"', 'XX"'),
      `"${'x'.repeat(70_000)}"`,
      '['.repeat(20_000),
    ];
    const bytes = Buffer.concat([
      Buffer.from([good, ...bad, ''].join('\n')),
      Buffer.from([0x22, 0xff, 0x22, 10]),
      Buffer.from(good),
    ]);
    const { code, stderr } = await stl(bytes, '--wait');
    expect(code).to.equal(1);
    for (const said of [
      /line 2: not JSON/,
      /line 3: not a JSON object/,
      /line 4: forbidden member name/,
      /line 5 \/country: /,
      /line 6: longer than 64 KiB/,
      /line 7: not JSON/,
      /line 8: not UTF-8/,
      /nothing was signed/,
    ])
      expect(stderr).to.match(said);
    expect(await count()).to.equal(0);
    expect((await stl('\n \n')).stderr).to.match(/holds no records/);
    expect((await run(args(join(dir, 'none')))).stderr).to.match(/cannot read .*none/);
  });
});
