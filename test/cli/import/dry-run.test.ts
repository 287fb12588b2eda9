import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Gateway } from '../../../gateway/start/server.js';
import { World } from '../../gateway/harness.js';
import { stl as run, type StlResult } from '../../support/stl.js';

const map = {
  timeZone: 'UTC',
  hours: 'round',
  decimals: '.',
  key: ['Name'],
  columns: { Name: 'number', Shop: 'shop' },
  records: [
    {
      name: 'order',
      kind: 'order',
      columns: { Created: 'at' },
      promises: { dispatchBy: 3, deliverBy: 10 },
      constants: {
        ...{ channel: 'other', country: 'DE', 'value.currency': 'EUR', 'value.band': '8' },
        'parties.paymentProvider': 'demo-pay',
      },
    },
    { name: 'sent', kind: 'fulfilment', columns: { Sent: 'at' }, constants: { event: 'dispatched' } },
    {
      ...{ name: 'paid', kind: 'payment', as: 'payment-provider' },
      columns: { Paid: 'at', Name: ['number', 'payment'] },
      constants: { event: 'settled', 'amount.currency': 'EUR', 'amount.band': '8' },
    },
  ],
};
const headings = 'Name,Shop,Created,Sent,Paid';
const good = '#1,shop1,2026-05-01 10:00:00,2026-05-02 10:00:00,2026-05-01 12:00:00';
const early = '#2,shop1,2026-05-03 10:00:00,2026-05-01 10:00:00,';
const orderless = '#3,shop1,,2026-05-04 10:00:00,';

describe('stl import orders and stl sync, tried and then run', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  const key = (as: string): string => join(dir, `${as}.jwk.json`);
  const ran = (...args: string[]): Promise<StlResult> => {
    const store = ['--store', join(dir, 'store'), '--map', join(dir, 'map.json')];
    const also = ['--also', `payment-provider=${key('demo-pay')}`];
    return run([...args, ...store, ...also, '--url', gateway.url, '--key', key('demo-platform')]);
  };
  const sheet = (...lines: readonly string[]): Promise<void> =>
    writeFile(join(dir, 'in', 'orders.csv'), [headings, ...lines, ''].join('\n'));

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-import-dry-run-'));
    await mkdir(join(dir, 'in'));
    world = await World.found();
    gateway = await world.start();
    await writeFile(join(dir, 'map.json'), JSON.stringify(map));
    for (const who of ['demo-platform', 'demo-pay'])
      await writeFile(key(who), JSON.stringify(world.privateKey(who)), { mode: 0o600 });
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  it('finds nothing wrong where an order comes in the same run as what others state of it', async () => {
    await sheet(good);
    const { code, stderr, stdout } = await ran(
      'import',
      'orders',
      join(dir, 'in', 'orders.csv'),
      '--dry-run',
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include('All would count.');
  });

  it('says what would not count and why, in every door, and then it is so', async () => {
    await sheet(good, early, orderless);
    const orders = ['import', 'orders', join(dir, 'in', 'orders.csv')];
    const tried = await ran(...orders, '--dry-run');
    expect(tried.code, tried.stderr).to.equal(4);
    expect(tried.stdout).to.match(/orders\.csv, row 3: before_order: /);
    expect(tried.stdout).to.match(/orders\.csv, row 4: order_missing: .* It may count later\./);
    const listed = await ran(...orders, '--dry-run', '--json');
    expect(JSON.parse(listed.stdout)).to.include({ wouldCount: 4 });
    const settled = new Date(Date.now() - 3_600_000);
    await utimes(join(dir, 'in', 'orders.csv'), settled, settled);
    const synced = await ran('sync', join(dir, 'in'), '--dry-run', '--json');
    expect(synced.code, synced.stderr).to.equal(4);
    expect(JSON.parse(synced.stdout)).to.include({ new: 6, notCounted: 2 });
    expect(synced.stderr).to.include('row 4: order_missing: ');

    const done = await ran(...orders);
    expect(done.code, done.stderr).to.equal(4);
    expect(done.stdout).to.match(/4 count, 2 do not: 1 \w+, 1 \w+/);
  });
});
