import { cp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { orderFile, orderRow, putFile, SyncShop } from './sync-shop.js';

describe('stl sync of a folder', function () {
  let shop: SyncShop;
  let store: string;
  let folder: string;
  before(async () => {
    shop = await SyncShop.open();
  });
  after(() => shop?.close());
  beforeEach(async () => {
    store = shop.newStore();
    folder = await shop.newFolder();
  });

  it('states what is new of a file that grows, corrects what changed, and states nothing twice', async () => {
    const file = join(folder, 'orders.csv');
    await putFile(file, orderFile(orderRow(1, 'anna'), orderRow(2, 'anna', '2026-05-08')), 5);
    expect(await shop.ran(folder, store)).to.include({
      deliveries: 1,
      rows: 2,
      new: 3,
      known: 0,
      notCounted: 0,
    });
    expect(await shop.ran(folder, store)).to.include({ deliveries: 0, rows: 0, new: 0 });

    // It grew by a row, the first was delivered, and the second was delivered earlier than it said.
    const rows = [orderRow(1, 'anna', '2026-05-09'), orderRow(2, 'anna', '2026-05-07'), orderRow(3, 'anna')];
    await putFile(file, orderFile(...rows), 4);
    expect(await shop.ran(folder, store)).to.include({
      deliveries: 1,
      rows: 3,
      new: 2,
      changed: 1,
      known: 2,
    });
    expect(await shop.kinds('anna')).to.have.members([
      ...['order', 'fulfilment', 'order', 'order', 'fulfilment', 'correction'],
    ]);

    // Touched, copied, or in another order: it says the same.
    await putFile(file, orderFile(...rows), 3);
    expect(await shop.ran(folder, store)).to.include({ deliveries: 0, rows: 0 });
    await putFile(join(folder, 'again.csv'), orderFile(...rows.reverse()), 2);
    expect(await shop.ran(folder, store)).to.include({
      deliveries: 1,
      rows: 3,
      new: 0,
      changed: 0,
      known: 5,
    });
    expect(await shop.facts('anna')).to.have.length(6);
  });

  it('lets no bad file hold up the others, states nothing of it, and takes it once it is mended', async () => {
    await putFile(
      join(folder, '1.csv'),
      orderFile(orderRow(1, 'ben'), orderRow(2, 'ben').replace('05-06', '02-30')),
    );
    await putFile(join(folder, '2.ndjson'), '{"id": 9007199254740993}\n');
    await putFile(join(folder, '3.csv'), orderFile(orderRow(3, 'ben')));
    await putFile(join(folder, '4.pdf'), 'no table');
    const { code, stderr, stdout } = await shop.run(folder, store);
    expect(code).to.equal(1);
    expect(JSON.parse(stdout)).to.include({ deliveries: 1, bad: 2, rows: 1, new: 1 });
    expect(stderr).to.match(/1\.csv, row 3, column ship_by: there is no such day or time/);
    expect(stderr).to.match(/2\.ndjson, line 1: id: a number of more than 15 digits/);
    expect(stderr).to.match(/4\.pdf is left alone/);
    expect(await shop.kinds('ben')).to.deep.equal(['order']);

    await putFile(join(folder, '1.csv'), orderFile(orderRow(1, 'ben'), orderRow(2, 'ben')));
    await putFile(join(folder, '2.ndjson'), '{"id": "9007199254740993", "shop": "ben", "ordered": null}\n');
    expect(await shop.ran(folder, store)).to.include({ deliveries: 2, bad: 0, new: 2 });
  });

  it('goes on and on: tells once what is wrong, waits for the gateway, takes what comes, and ends in order', async () => {
    const running = shop.start(folder, store, '--every', '1s', '--settle', '1s');
    await running.until(({ deliveries }) => deliveries === 0);
    await writeFile(join(folder, 'bad.csv'), orderFile(orderRow(1, 'cleo').replace('05-06', '02-30')));
    await running.until(({ bad }) => bad === 1);
    await shop.gateway.stop();
    await writeFile(join(folder, 'coming.part'), orderFile(orderRow(2, 'cleo')));
    await rename(join(folder, 'coming.part'), join(folder, 'coming.csv'));
    // It tries for a minute to deliver; the gateway is back before.
    await shop.gateway.start();
    await running.until((metrics) => metrics.new === 1);
    await running.until(({ bad, deliveries }) => bad === 1 && deliveries === 0);
    await writeFile(join(folder, 'bad.csv'), orderFile(orderRow(1, 'cleo')));
    await running.until((metrics) => metrics.new === 1 && metrics.bad === 0);
    const { code, stderr } = await running.kill();
    expect(code, stderr).to.equal(0);
    expect(stderr.match(/the rows have mistakes/g)).to.have.length(1);
    expect(stderr).to.match(/bad\.csv: all is well again/);
    expect(await shop.kinds('cleo')).to.deep.equal(['order', 'order']);
  });

  it('waits for a gateway that is not up yet, but not where it is asked once', async () => {
    await putFile(join(folder, 'orders.csv'), orderFile(orderRow(1, 'dora')));
    await shop.gateway.stop();
    const once = await shop.run(folder, store);
    expect(once.code).to.equal(1);
    expect(once.stderr).to.match(/does the gateway run\?/);
    const running = shop.start(folder, store, '--every', '1s');
    await running.until(({ failed }) => failed === 'unreachable');
    await shop.gateway.start();
    await running.until((metrics) => metrics.new === 1);
    const { stderr } = await running.kill();
    expect(stderr.match(/cannot be reached|does the gateway run/g)).to.have.length.within(1, 2);
    expect(stderr).to.match(/all is well again/);
  });

  it('is refused while another has the store, and goes on where a moved store stopped', async () => {
    await putFile(join(folder, 'orders.csv'), orderFile(orderRow(1, 'emil')));
    const running = shop.start(folder, store, '--every', '1h');
    await running.until((metrics) => metrics.new === 1);
    const second = await shop.run(folder, store);
    expect(second.code).to.equal(1);
    expect(second.stderr).to.match(/another|in use|open/i);
    await running.kill();

    const moved = shop.newStore();
    const other = await shop.newFolder();
    await cp(folder, other, { recursive: true, preserveTimestamps: true });
    await cp(store, moved, { recursive: true });
    await rm(store, { recursive: true });
    expect(await shop.ran(other, moved)).to.include({ deliveries: 0, new: 0 });
    await putFile(join(other, 'orders.csv'), orderFile(orderRow(1, 'emil'), orderRow(2, 'emil')));
    expect(await shop.ran(other, moved)).to.include({ new: 1, known: 1 });
  });

  it('tries with --dry-run: tells what it would meet, sends nothing and remembers nothing', async () => {
    await putFile(
      join(folder, 'orders.csv'),
      orderFile(orderRow(1, 'fritz'), orderRow(2, 'fritz', '2026-05-08')),
    );
    expect(await shop.ran(folder, store, ['--dry-run'])).to.include({ deliveries: 1, new: 3 });
    expect(await shop.ran(folder, store)).to.include({ deliveries: 1, new: 3 });
    expect(await shop.facts('fritz')).to.have.length(3);
  });

  it('loses nothing and doubles nothing when it is killed at any moment', async () => {
    const rows = Array.from({ length: 900 }, (_, i) => orderRow(i, 'greta', '2026-05-08'));
    await putFile(join(folder, 'orders.csv'), orderFile(...rows));
    for (const blocks of [1, 2]) {
      const height = (await shop.gateway.height()) ?? 0;
      const running = shop.start(folder, store);
      await Promise.race([shop.gateway.reached(height + blocks), running.ended]);
      await running.kill('SIGKILL');
    }
    await shop.ran(folder, store);
    const facts = await shop.facts('greta');
    expect(facts.filter(({ kind }) => kind === 'order')).to.have.length(900);
    expect(facts).to.have.length(1800);
    expect(await shop.ran(folder, store)).to.include({ rows: 0 });
  });

  it('leaves nothing of the files in the store in clear', async () => {
    await putFile(join(folder, 'orders.csv'), orderFile(orderRow(123_456_789_012, 'hugo')));
    await shop.ran(folder, store);
    expect((await readdir(store)).sort()).to.deep.equal(['store', 'store.newest']);
  });
});
