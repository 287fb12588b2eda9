import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { clock, World } from '../../gateway/harness.js';
import { commitment } from '../../support/records.js';
import { stl } from '../../support/stl.js';

const seller = 'demo-platform.shop1';
const day = (n: number): string => formatTime(clock() + n * daySeconds).slice(0, 10);
const count = 40;
const each = <T>(row: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => row(n));

describe('stl csv, of a file whose rows hang together', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-csv-order-'));
    world = await World.found();
    gateway = await world.start();
    await world.accredit(gateway, day(-300), day(400));
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  async function csv(kind: string, as: string, rows: readonly string[]): Promise<void> {
    const [file, key] = [join(dir, `${kind}.csv`), join(dir, `${as}.jwk.json`)];
    await writeFile(file, rows.join('\n'));
    await writeFile(key, JSON.stringify(world.privateKey(as)), { mode: 0o600 });
    const { stderr, stdout } = await stl(['csv', kind, file, '--key', key, '--url', gateway.url]);
    expect(stdout, stderr).to.include(' 0 refused');
  }

  it('leaves certificates as the last row of each says', async () => {
    await csv('certification', 'demo-certifier', [
      'seller,certificate,subject,scheme,jurisdictions,validFrom,validUntil,assessmentLevel',
      ...each((n) => `${seller},C-${n},organisation,iso-9001,DE,${day(-100)},${day(300)},scheme-cab`),
    ]);
    await csv('certification-status', 'demo-certifier', [
      'seller,certificate,at,status,reason',
      ...each((n) => [
        `${seller},C-${n},${day(-9)},suspended,surveillance-overdue`,
        `${seller},C-${n},${day(-9)},reinstated,resolved`,
      ]).flat(),
    ]);
    const client = await world.client(gateway);
    const { value } = await client.get<{ items: readonly { status: readonly { status: string }[] }[] }>(
      `/v1/sellers/${seller}/certifications?limit=500`,
    );
    expect(value.items.map(({ status }) => status.at(-1)?.status)).to.deep.equal(each(() => 'reinstated'));
  });

  it('counts the first of two rows about one order', async () => {
    await csv('order', 'demo-platform', [
      'seller,at,order,dispatchBy,deliverBy,country,value.currency,value.band,channel',
      ...each((n) => [
        `${seller},${day(-60)},${commitment(`o${n}`)},${day(-58)},${day(-50)},DE,EUR,6,web`,
        `${seller},${day(-60)},${commitment(`o${n}`)},${day(-58)},${day(-30)},DE,EUR,6,web`,
      ]).flat(),
    ]);
    await csv('fulfilment', 'demo-platform', [
      'seller,at,order,event',
      ...each((n) => `${seller},${day(-40)},${commitment(`o${n}`)},delivered`),
    ]);
    const { stdout } = await stl(['score', seller, '--url', gateway.url]);
    expect(stdout).to.include(`${count} late`);
  });
});
