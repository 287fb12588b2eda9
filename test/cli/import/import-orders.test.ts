import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { RecordOf } from '../../../chaincode/domain/records/index.js';
import { openStore } from '../../../gateway/store/open-store.js';
import { platformFor } from './import-runs.js';
import { MemoryGateway } from './memory-gateway.js';

const map = {
  timeZone: 'America/Denver',
  hours: 'round',
  decimals: '.',
  key: ['Name'],
  columns: { Name: 'number' },
  records: [
    {
      name: 'order',
      kind: 'order',
      columns: {
        Created: 'at',
        Total: 'value.amount',
        Currency: 'value.currency',
        Country: 'country',
      },
      promises: { dispatchBy: 3, deliverBy: 10 },
      constants: { channel: 'other' },
    },
    { name: 'sent', kind: 'fulfilment', columns: { Sent: 'at' }, constants: { event: 'dispatched' } },
  ],
};
const headings = 'Name,Created,Sent,Total,Currency,Country';
const one = '#1,2026-09-01 20:12:33 -0600,2026-09-02 08:00:00 -0600,120.50,EUR,DE';
const two = '#2,2026-09-02 10:00:00 -0600,,20.00,EUR,FR';
const [seller, otherSeller] = ['demo-platform.shop-1', 'demo-platform.shop-2'];

describe('Importing the orders of a shop by a map', () => {
  let platform: Awaited<ReturnType<typeof platformFor>>;
  let gateway: MemoryGateway;
  beforeEach(async () => {
    platform = await platformFor(map);
    gateway = new MemoryGateway();
  });
  afterEach(() => platform.remove());

  const orders = (): RecordOf<'order'>[] =>
    gateway.records().filter((record): record is RecordOf<'order'> => record.kind === 'order');
  const imported = async (lines: readonly string[], options = {}) =>
    platform.run([await platform.file('orders.csv', [headings, ...lines])], gateway, { seller, ...options });

  it('states what each row says, under commitments, with hours and the ends of local days', async () => {
    const counts = await imported([one, two]);
    expect(counts).to.deep.include({ rows: 2, records: 3, new: 3, known: 0 });
    const [order] = orders().filter(({ country }) => country === 'DE');
    expect(order).to.deep.include({
      seller,
      at: '2026-09-02T02:00:00Z',
      // The local day is the first of September.
      dispatchBy: '2026-09-05T05:00:00Z',
      deliverBy: '2026-09-12T05:00:00Z',
      value: { currency: 'EUR', band: 8 },
    });
    const [sent] = gateway.records().filter(({ kind }) => kind === 'fulfilment');
    expect(sent).to.include({ order: order?.order, at: '2026-09-02T14:00:00Z' });
  });

  it('says which of several files lacks a heading, with what it has in its place', async () => {
    const files = [
      await platform.file('orders.csv', [headings, one]),
      await platform.file('other.csv', [headings.replace('Sent', 'sent'), two]),
    ];
    const failure = await platform.run(files, gateway, { seller }).catch((error: unknown) => error);
    expect(failure)
      .to.have.property('message')
      .that.matches(/other\.csv lacks headings that the map names$/);
    expect(failure).to.have.deep.nested.property('details[0]', 'no heading "Sent"; there is "sent"');
    expect(gateway.records()).to.deep.equal([]);
  });

  it('states only what is new of a file that grew and was sorted anew', async () => {
    await imported([one]);
    const before = orders()[0]?.order;
    expect(await imported([two, one])).to.deep.include({ new: 1, known: 2, changed: 0 });
    expect(orders().map(({ order }) => order)).to.include(before);
    expect(orders()).to.have.length(2);
  });

  it('makes one record of rows with one key, wherever they stand', async () => {
    const counts = await imported([one, two, one.replace('2026-09-02 08:00:00 -0600', '')]);
    expect(counts).to.deep.include({ rows: 3, records: 3 });
    expect(orders()).to.have.length(2);
  });

  it("tells two sellers' orders of one number apart", async () => {
    await imported([one]);
    expect(await imported([one], { seller: otherSeller })).to.deep.include({ new: 2, known: 0 });
    expect(new Set(orders().map(({ order }) => order)).size).to.equal(2);
  });

  it('corrects what changed, once, and holds what changes again', async () => {
    await imported([one, two]);
    expect(await imported([one.replace('DE', 'AT'), two])).to.deep.include({ changed: 1, known: 2, held: 0 });
    const [correction] = gateway.records().filter(({ kind }) => kind === 'correction');
    expect(correction).to.have.nested.property('replacement.country', 'AT');
    expect(await imported([one.replace('DE', 'AT'), two])).to.deep.include({ changed: 0, known: 3 });
    const again = await imported([one.replace('DE', 'CH'), two]);
    expect(again).to.deep.include({ changed: 0, known: 2, held: 1 });
    expect(again.happenings.map(({ place, step }) => [step, place.split('/').at(-1)])).to.deep.equal([
      ['held', 'orders.csv, row 2'],
    ]);
  });

  it('takes back what is gone when it is told to, and states it again when it comes back', async () => {
    const many = Array.from({ length: 20 }, (_, i) => two.replace('#2', `#1${i}`));
    await imported([two, ...many]);
    expect(await imported(many)).to.deep.include({ takenBack: 0 });
    expect(await imported(many, { missing: 'retract' })).to.deep.include({ takenBack: 1, known: 20 });
    expect(await imported(many, { missing: 'retract' })).to.deep.include({ takenBack: 0 });
    expect(await imported([two, ...many])).to.deep.include({ again: 1, known: 20 });
    expect(await imported([two, ...many])).to.deep.include({ again: 0, known: 21 });
  });

  it('takes nothing back of a file that may have been cut off, nor of another seller', async () => {
    await imported([one, two]);
    const failure = await imported([two], { missing: 'retract' }).catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'many_missing');
    expect(await imported([two], { missing: 'retract', seller: otherSeller })).to.include({ takenBack: 0 });
    expect(await imported([two], { missing: 'retract-many' })).to.include({ takenBack: 2 });
  });

  it('sends nothing of a file with a mistake, and tells all of them without a value', async () => {
    const bad = [
      one.replace('2026-09-02 08', '2026-13-02 08'),
      two.replace('20.00', 'secret'),
      '#3,2026-09-01 20:12:33 -0600,,5.00,EUR,Narnia',
    ];
    const failure = (await imported([two, ...bad]).catch((error: unknown) => error)) as {
      code: string;
      details: string[];
    };
    expect(failure.code).to.equal('mistakes');
    const told = failure.details.join('\n');
    expect(told)
      .to.match(/row 3, column Sent/)
      .and.match(/row 4, column Total/)
      .and.match(/row 5, column Country/);
    expect(told).not.to.match(/secret|Narnia|#3/);
    expect(gateway.records()).to.deep.equal([]);
  });

  it('sends and keeps nothing where it only tries', async () => {
    const trial = await imported([one, two], { dryRun: true });
    expect(trial.new).to.equal(3);
    expect(trial.happenings).to.have.length(3);
    expect(gateway.records()).to.deep.equal([]);
    expect(await imported([one, two])).to.include({ new: 3 });
    expect(await imported([one, two], { dryRun: true })).to.deep.include({
      new: 0,
      known: 3,
      happenings: [],
    });
  });

  it('refuses the future, and what the ledger would refuse', async () => {
    const ahead = await imported(['#9,2033-09-01 20:12:33 -0600,,5.00,EUR,DE']).catch(
      (error: unknown) => error,
    );
    expect(ahead).to.have.property('code', 'mistakes');
    const refused = await imported([one], { refusal: () => 'not yours' }).catch((error: unknown) => error);
    expect(refused).to.have.deep.property('code', 'mistakes');
    expect(gateway.records()).to.deep.equal([]);
  });

  it('leaves no row in clear behind, and keeps order numbers out of what it signs', async () => {
    await imported([one, two]);
    expect((await readdir(platform.directory)).sort()).to.deep.equal(['orders.csv', 'store', 'store.newest']);
    expect(JSON.stringify(gateway.records())).not.to.include('#1');
  });

  it('refuses a store of an unknown layout', async () => {
    const store = await openStore<string>({
      ...{ directory: join(platform.directory, 'store'), keys: 'utf8', synced: true, create: 'always' },
    });
    await store.write([{ key: 'stated/demo-platform/1', value: '[]' }]);
    await store.close();
    const failure = await imported([one]).catch((error: unknown) => error);
    expect(failure).to.have.property('code', 'other_layout');
  });

  it('stands in the order of time within one order, whatever the file begins with', async () => {
    await imported([one]);
    expect(gateway.records().map(({ kind }) => kind)).to.deep.equal(['order', 'fulfilment']);
  });
});
