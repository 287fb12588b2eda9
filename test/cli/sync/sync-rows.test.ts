import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect } from 'chai';
import { PostgresServer } from '../../support/postgres-server.js';
import { stl } from '../../support/stl.js';
import { textUnder } from '../import/traces.js';
import { orderFile, orderRow, SyncShop } from './sync-shop.js';

describe('stl sync of rows', function () {
  let shop: SyncShop;
  let store: string;
  before(async () => {
    shop = await SyncShop.open();
  });
  after(() => shop?.close());
  beforeEach(() => {
    store = shop.newStore();
  });

  const jsonRow = (id: number, seller: string, more: object = {}): string =>
    JSON.stringify({
      ...{ id: String(id), shop: seller, ordered: '2026-05-04 10:00', total: 19.9 },
      ...{ ship_by: '2026-05-06', deliver_by: '2026-05-11', ...more },
    });

  describe('of standard input', () => {
    it('takes CSV or JSON lines to their end, once, and leaves nothing of them behind', async () => {
      const csv = orderFile(orderRow(1, 'ida'), orderRow(2, 'ida'));
      expect(await shop.ran('-', store, [], { input: csv })).to.include({ rows: 2, new: 2 });
      const lines = [jsonRow(1, 'ida'), jsonRow(3, 'ida', { delivered: '2026-05-09T12:00:00Z' })].join('\n');
      expect(await shop.ran('-', store, [], { input: lines })).to.include({ rows: 2, new: 2, known: 1 });
      expect(await readdir(store)).to.not.include('incoming');
    });

    it('says what is wrong with what came, by line, and states nothing of it', async () => {
      for (const [input, words] of [
        ['', /nothing came on standard input/],
        [`${jsonRow(1, 'jan')}\n{"id": "Jane Roe`, /line 2: not one JSON object/],
        [
          orderFile(orderRow(1, 'jan'), orderRow(2, 'jan').replace('19.90', 'Jane Roe')),
          /standard input, row 3, column total/,
        ],
      ] as const) {
        const { code, stderr, stdout } = await shop.run('-', store, [], { input });
        expect(code, stderr).to.equal(1);
        expect(stderr).to.match(words);
        expect(stderr + stdout).not.to.match(/Jane/);
        expect(JSON.parse(stdout)).to.include({ new: 0 }).and.to.have.property('failed');
      }
    });
  });

  describe('of SQLite', () => {
    it('states what is new and changed since the last run', async () => {
      const database = new DatabaseSync(join(shop.dir, 'shop.db'));
      database.exec(`pragma journal_mode = wal;
        create table orders (id integer primary key, shop text, ordered text, ship_by text, deliver_by text, total real,
          delivered text, changed integer)`);
      const put = (id: number, delivered: string, changed: number): void =>
        void database
          .prepare('insert or replace into orders values (?, ?, ?, ?, ?, ?, ?, ?)')
          .run(id, 'kurt', '2026-05-04 10:00', '2026-05-06', '2026-05-11', 19.9, delivered, changed);
      const source = `sqlite:${join(shop.dir, 'shop.db')}`;
      const args = ['--query', 'select * from orders', '--cursor', 'changed', '--lag', '0s'];
      put(1, '', 1);
      put(2, '', 2);
      expect(await shop.ran(source, store, args)).to.include({ rows: 2, new: 2, position: '2' });
      put(1, '2026-05-09 12:00', 3);
      expect(await shop.ran(source, store, args)).to.include({ rows: 2, new: 1, known: 2, position: '3' });
      database.close();
    });
  });

  describe('of PostgreSQL', function () {
    let server: PostgresServer;
    before(async function () {
      server = await PostgresServer.start(this);
      await server.run(`create table orders (id bigint primary key, shop text, ordered timestamp, ship_by date, deliver_by date,
        total numeric, delivered timestamptz, changed timestamptz not null default clock_timestamp())`);
    });
    after(() => server?.end());

    const insert = (id: number, seller: string, delivered = 'null'): string =>
      `insert into orders values (${id}, '${seller}', '2026-05-04 10:00', '2026-05-06', '2026-05-11', 19.90, ${delivered})
        on conflict (id) do update set delivered = excluded.delivered, changed = excluded.changed`;
    const query = (seller: string): string[] => [
      ...['--query', `select * from orders where shop = '${seller}'`, '--cursor', 'changed'],
    ];

    it('states what is new, corrects what changed, and shows the password to nobody', async () => {
      await server.run([insert(1, 'lea'), insert(2, 'lea', "'2026-05-08 12:00Z'")].join(';'));
      const env = { PGPASSWORD: server.password };
      const more = query('lea');
      expect(await shop.ran(server.url, store, more, { env })).to.include({ rows: 2, new: 3, notCounted: 0 });
      await server.run(
        [insert(1, 'lea', "'2026-05-09 12:00Z'"), insert(2, 'lea', "'2026-05-07 12:00Z'")].join(';'),
      );
      const { code, stderr, stdout } = await shop.run(server.urlWithPassword, store, more);
      expect(code, stderr).to.equal(0);
      expect(JSON.parse(stdout))
        .to.include({ new: 1, changed: 1, known: 2 })
        .and.to.have.property('behindSeconds');
      expect(stderr + stdout + (await textUnder(store))).not.to.match(/pässwörd|p%C3%A4ssw/i);
      expect(await shop.kinds('lea')).to.have.members([
        'order',
        'order',
        'fulfilment',
        'fulfilment',
        'correction',
      ]);
    });

    it('misses no row whose transaction ends after others that began later', async () => {
      const late = await server.connect();
      await late.query('begin');
      await late.query(insert(11, 'max'));
      await server.run(insert(12, 'max'));
      expect(await shop.ran(server.urlWithPassword, store, query('max'))).to.include({ new: 1 });
      await late.query('commit');
      await late.end();
      expect(await shop.ran(server.urlWithPassword, store, query('max'))).to.include({ new: 1, known: 1 });
    });

    it('tells once that the database is gone, and goes on when it is back', async () => {
      await server.run(insert(21, 'nils'));
      const running = shop.start(server.urlWithPassword, store, ...query('nils'), '--every', '1s');
      await running.until((metrics) => metrics.new === 1);
      await server.down();
      await running.until(({ failed }) => failed === 'source_unreachable');
      await running.until(({ failed }) => failed === 'source_unreachable');
      await server.up();
      await server.run(insert(22, 'nils'));
      await running.until((metrics) => metrics.new === 1);
      const { code, stderr } = await running.kill();
      expect(code).to.equal(0);
      expect(stderr.match(/cannot be reached/g)).to.have.length(1);
      expect(stderr)
        .to.match(/all is well again/)
        .and.not.match(/pässwörd|p%C3%A4ssw/i);
    });

    it('states nothing of an answer with a mistake, and all of it once that is mended', async () => {
      await server.run([insert(31, 'olga'), insert(32, 'olga')].join(';'));
      await server.run("update orders set ship_by = '0001-01-01' where id = 32");
      const bad = await shop.run(server.urlWithPassword, store, query('olga'));
      expect(bad.code).to.equal(1);
      expect(bad.stderr).to.match(/row 2, column ship_by: the year 1 is not between/);
      expect(await shop.kinds('olga')).to.deep.equal([]);
      await server.run("update orders set ship_by = '2026-05-06' where id = 32");
      expect(await shop.ran(server.urlWithPassword, store, query('olga'))).to.include({ new: 2 });
    });
  });

  it('is told what is wrong with its use before anything is read', async () => {
    const noQuery = await shop.run('postgres://u:hidden@h/d', store);
    expect(noQuery.stderr)
      .to.match(/--query SQL is missing/)
      .and.not.match(/hidden/);
    expect(noQuery.code).to.equal(2);
    expect((await stl(['sync', '--map', shop.map])).stderr).to.match(/Name a source, or set STL_SYNC_URL/);
  });
});
