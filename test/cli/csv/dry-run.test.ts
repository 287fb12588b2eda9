import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Gateway } from '../../../gateway/start/server.js';
import { World } from '../../gateway/harness.js';
import { commitment, orderRecord } from '../../support/records.js';
import { stl as run, type StlResult } from '../../support/stl.js';
import { bookParts, textCell, zip } from '../../support/xlsx.js';

const seller = 'demo-platform.shop1';
const heading = ['seller', 'at', 'order', 'event'];
const line = (order: string, at: string, of = seller): readonly string[] => [
  of,
  at,
  commitment(order),
  'delivered',
];

describe('stl csv, tried and then run', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  let file: string;
  const stl = (as: string, ...args: string[]): Promise<StlResult> =>
    run([...args, '--url', gateway.url, '--key', join(dir, `${as}.jwk.json`)]);
  const sheet = async (...rows: readonly (readonly string[])[]): Promise<void> =>
    writeFile(file, [heading, ...rows].map((cells) => cells.join(',')).join('\n'));
  const records = async (): Promise<number> => {
    let count = 0;
    for await (const _ of (await world.client(gateway)).records(seller)) count += 1;
    return count;
  };

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-dry-run-'));
    file = join(dir, 'rows.csv');
    world = await World.found();
    gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('o'), orderRecord('p')]);
    for (const who of ['demo-platform', 'demo-carrier'])
      await writeFile(join(dir, `${who}.jwk.json`), JSON.stringify(world.privateKey(who)), { mode: 0o600 });
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  it('says what would not count and why, and then it is so', async () => {
    await sheet(line('o', '2026-05-05'), line('missing', '2026-05-05'), line('p', '2026-04-02'));
    const before = await records();
    const tried = await stl('demo-platform', 'csv', 'fulfilment', file, '--dry-run');
    expect(tried.code, tried.stderr).to.equal(4);
    expect(tried.stdout).to.include('3 rows are good; nothing was sent');
    expect(tried.stdout).to.match(/row 3: order_missing: .* It may count later\.\nrow 4: before_order: /);
    expect(await records()).to.equal(before);

    const done = await stl('demo-platform', 'csv', 'fulfilment', file);
    expect(done.code).to.equal(4);
    expect(done.stdout).to.include('1 count, 2 do not: 1 order_missing, 1 before_order');
  });

  it('says what stands already, and what a row says again', async () => {
    await sheet(
      line('o', '2026-05-05'),
      line('missing', '2026-05-05'),
      line('p', '2026-05-06'),
      line('p', '2026-05-06'),
    );
    const tried = await stl('demo-platform', 'csv', 'fulfilment', file, '--dry-run', '--json');
    expect(tried.code, tried.stderr).to.equal(0);
    const outlooks = (JSON.parse(tried.stdout) as { outlook: object }[]).map(({ outlook }) => outlook);
    expect(outlooks).to.deep.equal([{ stands: true }, { stands: true }, { counts: true }, { stands: true }]);
    const words = await stl('demo-platform', 'csv', 'fulfilment', file, '--dry-run');
    expect(words.stdout).to.include('2 stood already.\n1 say what one before them says: once is enough.');

    const done = await stl('demo-platform', 'csv', 'fulfilment', file);
    expect(done.stdout).to.include('1 stated, 3 stated by an earlier run, 0 refused');
  });

  it('sends nothing of a file of which one row would be refused, however late it comes', async () => {
    const before = await records();
    const rows = Array.from({ length: 300 }, (_, i) => line(`many-${i}`, '2026-05-05'));
    await sheet(...rows, line('o', '2026-05-05', 'other-platform.shop1'));
    for (const dry of [['--dry-run'], []]) {
      const { code, stderr, stdout } = await stl('demo-platform', 'csv', 'fulfilment', file, ...dry);
      expect(code).to.equal(1);
      expect(stdout + stderr)
        .to.include('row 302: outside the scope of the issuer')
        .and.include('nothing was sent');
    }
    expect(await records()).to.equal(before);
  });

  it('states once more, by --again alone, what was taken back', async () => {
    await sheet(line('o', '2026-05-07'));
    await writeFile(join(dir, 'map.json'), JSON.stringify({ constants: { parcel: '2' } }));
    const csv = (...more: string[]): Promise<StlResult> =>
      stl('demo-platform', 'csv', 'fulfilment', file, '--map', join(dir, 'map.json'), ...more);
    const [id = ''] = /[\w-]{43}\.0/.exec((await csv()).stdout) ?? [];
    await world.state(gateway, 'demo-platform', [
      { kind: 'correction', seller, at: '2026-05-08T00:00:00Z', target: id, reason: 'did_not_occur' },
    ]);
    const left = await csv();
    expect(left.stdout).to.include('0 stated, 1 stated by an earlier run');
    expect(left.stderr).to.include('1 were stated before, and taken back').and.include('--again');
    expect((await csv('--again', '--dry-run')).stdout).to.include('All would count.');
    const again = await csv('--again');
    expect(again.stdout).to.include('1 stated, 0 stated by an earlier run').and.include('It counts.');
    expect((await csv('--again')).stdout).to.include('0 stated, 1 stated by an earlier run');
  });

  it('takes a workbook, its sheet and its dates, and tells what its map leaves out', async () => {
    const path = join(dir, 'rows.xlsx');
    const cells = (n: number, order: string, event: string): string =>
      `<row r="${n}">${textCell(`A${n}`, seller)}<c r="B${n}" s="1"><v>46147</v></c>${textCell(`C${n}`, commitment(order))}${textCell(`D${n}`, event)}</row>`;
    const top = `<row r="1">${['A1', 'B1', 'C1', 'D1'].map((at, i) => textCell(at, heading[i] ?? '')).join('')}</row>`;
    const sheets = { Orders: top + cells(2, 'o', 'lost') + cells(4, 'p', 'draft'), Notes: top };
    await writeFile(path, zip(bookParts({ formats: ['dd.mm.yyyy'], sheets })));
    await writeFile(
      join(dir, 'map.json'),
      JSON.stringify({ dates: 'DD.MM.YYYY', timeZone: 'America/Denver', except: { event: ['draft'] } }),
    );
    const args = ['csv', 'fulfilment', path, '--map', join(dir, 'map.json'), '--dry-run'];
    expect((await stl('demo-platform', ...args)).stderr).to.include(
      'say which one: --sheet, one of "Orders", "Notes"',
    );
    const { code, stderr, stdout } = await stl('demo-platform', ...args, '--sheet', 'Orders');
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include('1 rows are good').and.include('2026-05-05T06:00:00Z');
    expect(stdout).to.include('Left out, as the map says: 1 rows');
  });

  it('says that a key may sign nothing any more', async () => {
    await world.decide(gateway, { type: 'participant.status', id: 'demo-carrier', status: 'suspended' });
    await sheet(line('o', '2026-05-05'));
    const { code, stderr } = await stl('demo-carrier', 'csv', 'fulfilment', file, '--dry-run');
    expect(code).to.equal(1);
    expect(stderr).to.include('the ledger takes nothing that this key signs').and.include('suspended');
  });
});
