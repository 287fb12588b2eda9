import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Gateway } from '../../../gateway/start/server.js';
import { World } from '../../gateway/harness.js';
import { stl, type StlResult } from '../../support/stl.js';

const platform = 'demo-platform';
const seller = `${platform}.changing`;

const map = {
  timeZone: 'America/Denver',
  dates: 'YYYY-MM-DD',
  key: ['Order'],
  records: [
    {
      ...{ name: 'order', kind: 'order', constants: { channel: 'web' } },
      columns: {
        ...{ Order: 'number', Date: 'at', Country: 'country', 'Ship by': 'dispatchBy' },
        ...{ 'Deliver by': 'deliverBy', Total: 'value.amount', Currency: 'value.currency' },
      },
    },
    {
      ...{ name: 'delivered', kind: 'fulfilment', constants: { event: 'delivered' } },
      columns: { Order: 'number', Delivered: 'at' },
    },
  ],
};
const headings = 'Order,Date,Country,Total,Currency,Ship by,Deliver by,Delivered';
const row = (order: string, delivered: string): string =>
  `${order},2026-03-01,US,10.00,USD,2026-03-03,2026-03-09,${delivered}`;

describe('rows that change, on a ledger', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-changes-'));
    world = await World.found();
    gateway = await world.start();
    await writeFile(join(dir, 'key'), JSON.stringify(world.privateKey(platform)));
    await writeFile(join(dir, 'map.json'), JSON.stringify(map));
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  const run = async (rows: readonly string[], ...more: string[]): Promise<StlResult> => {
    const path = join(dir, 'orders.csv');
    await writeFile(path, [headings, ...rows, ''].join('\n'));
    const where = ['--url', gateway.url, '--key', join(dir, 'key'), '--store', join(dir, 'store')];
    return stl([
      'import',
      'orders',
      path,
      '--map',
      join(dir, 'map.json'),
      '--seller',
      seller,
      ...where,
      ...more,
    ]);
  };
  /** What counts and what does not, in the ledger's order. */
  const records = async (): Promise<string[]> => {
    const client = await world.client(gateway, platform);
    const found: string[] = [];
    for await (const one of client.records(seller)) {
      if (!one.visible) throw new Error('the issuer sees its own');
      const { standing } = one;
      found.push(`${one.kind} ${standing.state === 'counted' ? 'counts' : standing.because}`);
    }
    return found;
  };

  const one = row('1001', '2026-03-05');
  const two = row('1002', '');

  it('becomes a correction that counts, and once more is told and not stated', async () => {
    expect(await run([one, two])).to.include({ code: 0 });
    expect(await run([row('1001', '2026-03-04'), two])).to.include({ code: 0 });
    const after = ['order counts', 'fulfilment corrected', 'order counts', 'correction counts'];
    expect((await records()).sort()).to.deep.equal([...after].sort());

    const third = await run([row('1001', '2026-03-06'), two]);
    expect(third.code).to.equal(1);
    expect(third.stdout).to.match(/1 changed once more[^]*orders\.csv, row 2/);
    expect(await records()).to.have.length(4);
    // Until the row says again what stands.
    expect(await run([row('1001', '2026-03-04'), two])).to.include({ code: 0 });
  });

  it('takes back what has no row where that is meant, and it counts again when it is back', async () => {
    const first = row('1001', '2026-03-04');
    const cutOff = await run([first], '--missing', 'retract');
    expect(cutOff.code).to.equal(1);
    expect(cutOff.stderr).to.match(/1 of 3 records .* add --yes/);
    expect(await records()).to.have.length(4);

    expect(await run([first], '--missing', 'retract', '--yes')).to.include({ code: 0 });
    expect((await records()).filter((said) => said === 'order corrected')).to.have.length(1);
    expect(await run([first], '--missing', 'retract', '--yes')).to.include({ code: 0 });
    expect(await records()).to.have.length(5);

    expect(await run([first, two])).to.include({ code: 0 });
    expect(await run([first, two])).to.include({ code: 0 });
    const now = await records();
    expect(now).to.have.length(6);
    expect(now.filter((said) => said === 'order counts')).to.have.length(2);
  });
});
