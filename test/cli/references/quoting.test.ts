import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import type { RecordView } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { clock, World } from '../../gateway/harness.js';
import { stl, type StlResult } from '../../support/stl.js';

const day = (ago: number): string => formatTime(clock() - ago * daySeconds).slice(0, 10);

const map = {
  timeZone: 'UTC',
  key: ['Order'],
  constants: { 'parties.carrier': 'demo-carrier' },
  columns: { Order: 'number', Shop: 'shop' },
  records: [
    {
      ...{ name: 'order', kind: 'order' },
      columns: {
        ...{ Created: 'at', Country: 'country', Currency: 'value.currency', Total: 'value.amount' },
        Payment: 'paymentProvider.reference',
      },
      constants: { channel: 'web', 'parties.paymentProvider': 'demo-pay' },
      promises: { dispatchBy: 3, deliverBy: 10 },
    },
    {
      ...{ name: 'dispatch', kind: 'fulfilment' },
      columns: { Shipped: 'at', Tracking: 'carrier.reference' },
      constants: { event: 'dispatched' },
    },
  ],
};
/** Two shops' parts of one basket, paid at once and sent apart; and an order that is still here. */
const orders = (tracking = 'TRACK-SECRET-1'): string[] => [
  'Order,Shop,Created,Country,Currency,Total,Payment,Shipped,Tracking',
  `1001,shop1,${day(20)},DE,EUR,12.50,ch_basket,${day(19)},${tracking}`,
  `1001,shop2,${day(20)},DE,EUR,30.00,ch_basket,${day(18)},TRACK-SECRET-2`,
  `1002,shop1,${day(9)},FR,EUR,8.00,ch_alone,,`,
];

describe("facts by a partner's own references", function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-quoting-'));
    world = await World.found();
    gateway = await world.start();
    for (const as of ['demo-platform', 'demo-carrier', 'demo-pay', 'demo-customs'])
      await writeFile(key(as), JSON.stringify(world.privateKey(as)), { mode: 0o600 });
    await writeFile(join(dir, 'map.json'), JSON.stringify(map));
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  const key = (as: string): string => join(dir, `${as}.jwk.json`);
  const file = async (name: string, rows: readonly string[]): Promise<string> => {
    await writeFile(join(dir, name), rows.join('\n'));
    return join(dir, name);
  };
  const run = (args: readonly string[], as?: string): Promise<StlResult> => {
    const signing = as === undefined ? [] : ['--key', key(as)];
    return stl([...args, ...signing, '--url', gateway.url, '--data-dir', join(dir, 'data')]);
  };
  const importing = async (rows: readonly string[], ...more: string[]): Promise<string> => {
    const path = await file('orders.csv', rows);
    const { code, stderr, stdout } = await run(
      ['import', 'orders', path, '--map', join(dir, 'map.json'), ...more],
      'demo-platform',
    );
    expect(code, stderr).to.be.oneOf([0, 4]);
    // They would end up in a log.
    expect(stdout + stderr)
      .not.to.include('TRACK-SECRET')
      .and.not.to.include('ch_basket');
    return stdout;
  };
  const statedBy = async (issuer: string, shop: string): Promise<FactRecord[]> => {
    const client = await world.client(gateway, 'demo-platform');
    const records: FactRecord[] = [];
    const views: AsyncIterable<RecordView> = client.records(`demo-platform.${shop}`);
    for await (const view of views) {
      if (view.visible && view.issuer === issuer && view.standing.state === 'counted')
        records.push(view.record);
    }
    return records;
  };

  it('are kept by the import of the platform, once, and again on demand', async () => {
    expect(await importing(orders(), '--dry-run')).not.to.include('references of partners');
    expect(await importing(orders())).to.include('5 references of partners are newly kept');
    expect(await importing(orders())).to.include('0 references of partners are newly kept');
    expect(await importing(orders(), '--references-again')).to.include('5 references of partners are');
    // The parcel got another label; no fact has changed by that.
    expect(await importing(orders('TRACK-SECRET-1b'))).to.include('1 references of partners are newly kept');
  });

  it('are enough for traces, deliveries and payments', async () => {
    const traces = await file('traces.csv', [
      'reference,event,at',
      `TRACK-SECRET-1,picked-up,${day(18)}`,
      `TRACK-SECRET-2,picked-up,${day(17)}`,
    ]);
    const payments = await file('payments.csv', [
      'reference,seller,event,at,amount.amount,amount.currency',
      `ch_basket,demo-platform.shop1,settled,${day(19)},12.50,EUR`,
      `ch_basket,demo-platform.shop2,settled,${day(19)},30.00,EUR`,
      `ch_alone,,settled,${day(8)},8.00,EUR`,
      `ch_alone,,refunded,${day(7)},8.00,EUR`,
    ]);
    for (const [kind, path, as] of [
      ['trace', traces, 'demo-carrier'],
      ['payment', payments, 'demo-pay'],
    ] as const) {
      const { code, stderr, stdout } = await run(['csv', kind, path], as);
      expect(code, stderr + stdout).to.equal(0);
    }
    expect(await statedBy('demo-carrier', 'shop2')).to.have.length(1);
    const paid = (await statedBy('demo-pay', 'shop1')).flatMap((one) =>
      one.kind === 'payment' ? [one] : [],
    );
    expect(paid.map(({ event }) => event).sort()).to.deep.equal(['refunded', 'settled', 'settled']);
    const [alone] = paid.filter(({ event }) => event === 'refunded');
    // The refund is of that payment, and says nothing of its id.
    expect(paid.filter(({ token }) => token === alone?.token)).to.have.length(2);
  });

  it('serve an import by a map, too, which leaves out what it is told to', async () => {
    await file('carrier.json', [
      JSON.stringify({
        key: ['Parcel'],
        records: [
          {
            ...{ name: 'delivery', kind: 'fulfilment', constants: { event: 'delivered' } },
            columns: { Parcel: 'reference', Delivered: 'at' },
          },
        ],
      }),
    ]);
    const path = await file('parcels.csv', [
      'Parcel,Delivered',
      `TRACK-SECRET-1,${day(15)}`,
      `OTHERS-1,${day(15)}`,
      `TRACK-SECRET-2,${day(14)}`,
      `OTHERS-2,${day(15)}`,
    ]);
    const args = ['import', 'orders', path, '--map', join(dir, 'carrier.json')];
    const refused = await run(args, 'demo-carrier');
    expect(refused.code).to.equal(1);
    expect(refused.stderr)
      .to.include('rows 3, 5, column Parcel')
      .and.include('knows no order of this reference');
    expect(refused.stderr).not.to.include('OTHERS-1');
    expect(await statedBy('demo-carrier', 'shop2'), 'nothing was sent').to.have.length(1);
    const { code, stderr, stdout } = await run([...args, '--skip-unknown'], 'demo-carrier');
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include('2 left out');
    expect(await statedBy('demo-carrier', 'shop2')).to.have.length(2);
  });

  it('are told apart row by row where they cannot be used, and nothing of the file is sent', async () => {
    const path = await file('bad.csv', [
      'reference,event,at',
      `ch_basket,delivered,${day(9)}`, // the payment provider's
      `TRACK-SECRET-1,delivered,${day(9)}`,
      ...Array.from({ length: 700 }, (_, i) => `NONE-${i},delivered,${day(9)}`),
      `Zürich 1,delivered,${day(9)}`,
    ]);
    const { code, stderr } = await run(['csv', 'fulfilment', path], 'demo-carrier');
    expect(code).to.equal(1);
    expect(stderr).to.include('rows 2, 4, 5, 6, 7 and 696 more, column reference: the platform');
    expect(stderr).to.include('row 704, column reference: a reference must be 1 to 128');
    const basket = await file('basket.csv', [
      'reference,event,at,amount.amount,amount.currency',
      `ch_basket,settled,${day(8)},42.50,EUR`,
    ]);
    const several = await run(['csv', 'payment', basket], 'demo-pay');
    expect(several.code).to.equal(1);
    expect(several.stderr).to.include('a column seller must say which is meant');
  });

  it('are asked for with a key, of a gateway of the same ledger', async () => {
    const path = await file('one.csv', ['reference,event,at', `TRACK-SECRET-1,departed,${day(9)}`]);
    const unsigned = await run(['csv', 'trace', path, '--dry-run']);
    expect(unsigned.code).to.equal(2);
    expect(unsigned.stderr).to.include('--key is missing');
    const elsewhere = await World.found();
    const other = await elsewhere.start();
    try {
      const { code, stderr } = await run(['csv', 'trace', path, '--platform-url', other.url], 'demo-carrier');
      expect(code).to.equal(1);
      expect(stderr).to.include('of another ledger');
    } finally {
      await other.close();
      await elsewhere.remove();
    }
    const same = await run(['csv', 'trace', path, '--platform-url', gateway.url], 'demo-carrier');
    expect(same.code, same.stderr).to.equal(0);
  });
});
