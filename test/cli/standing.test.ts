import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';
import { commitment, orderRecord } from '../support/records.js';
import { stl as run, type StlResult } from '../support/stl.js';

const payment = {
  kind: 'payment',
  seller: 'demo-platform.shop1',
  at: '2026-05-06T10:00:00Z',
  order: commitment('o'),
  token: commitment('t'),
  event: 'settled',
  amount: { currency: 'EUR', band: 8 },
} as const;

describe('stl, when what is stated does not count', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  let batch = '';

  const stl = (as: string, ...args: string[]): Promise<StlResult> =>
    run([...args, '--url', gateway.url, '--key', join(dir, `${as}.jwk.json`)]);
  const file = async (name: string, records: readonly FactRecord[]): Promise<string> => {
    const path = join(dir, name);
    await writeFile(path, records.map((record) => `${canonicalText(record)}\n`).join(''));
    return path;
  };

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-standing-'));
    world = await World.found();
    gateway = await world.start();
    for (const as of ['demo-platform', 'demo-pay'])
      await writeFile(join(dir, `${as}.jwk.json`), JSON.stringify(world.privateKey(as)));
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  it('ends a batch with a code of its own, names flag and record, and says whether asking again is worth it', async () => {
    const { code, stdout } = await stl('demo-pay', 'batch', await file('p', [payment]), '--wait', '--json');
    expect(code).to.equal(4);
    const told = JSON.parse(stdout) as {
      batches: { receipt: { batch: string } }[];
      counted: number;
      others: object[];
    };
    batch = told.batches[0]?.receipt.batch ?? '';
    expect(told.counted).to.equal(0);
    expect(told.others).to.deep.equal([
      { record: `${batch}.0`, counts: false, flag: 'order_missing', final: false },
    ]);
    const words = await stl('demo-pay', 'standing', batch);
    expect(words.code).to.equal(4);
    expect(words.stdout).to.include('1 order_missing').and.include('may count later');
  });

  it('ends with 0 once the order has come', async () => {
    const order = orderRecord('o', { parties: { paymentProvider: 'demo-pay' } });
    const sent = await stl('demo-platform', 'batch', await file('o', [order]), '--wait');
    expect(sent).to.include({ code: 0 });
    expect(sent.stdout).to.include('It counts.');
    const asked = await stl('demo-pay', 'standing', `${batch}.0`);
    expect(asked).to.include({ code: 0 });
  });

  it('calls what is no id wrong use, and a batch of others refused', async () => {
    expect(await stl('demo-pay', 'standing', 'x')).to.include({ code: 2 });
    expect(await stl('demo-pay', 'standing')).to.include({ code: 2 });
    expect(await stl('demo-platform', 'standing', batch)).to.include({ code: 1 });
  });
});
