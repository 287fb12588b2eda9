import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect } from 'chai';
import { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { openSqlite } from '../../../gateway/cli/sync/sources/sqlite.js';
import type { SqlQuestion } from '../../../gateway/cli/sync/sources/sql.js';
import { failureOf } from '../../support/failure.js';
import { readAll } from './read-all.js';

describe('a query of SQLite', () => {
  let dir: string;
  let file: string;
  let shop: InstanceType<typeof DatabaseSync>;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-sqlite-'));
    file = join(dir, 'shop.db');
    shop = new DatabaseSync(file);
    shop.exec('pragma journal_mode = wal');
  });
  afterEach(async () => {
    shop.close();
    await rm(dir, { recursive: true });
  });

  const ask = async (query: string, more: Partial<SqlQuestion> = {}, path = file) =>
    readAll(await openSqlite(path, 'the shop', { query, signal: new AbortController().signal, ...more }));
  const failed = async (...asked: Parameters<typeof ask>) => {
    const failure = await failureOf(ask(...asked));
    expect(failure).to.be.instanceOf(CliFailure);
    return (failure as CliFailure).message;
  };

  it('gives texts with every digit, while another connection writes', async () => {
    shop.exec(`create table orders (id integer, price text, weight real, note text);
      begin; insert into orders values (9007199254740993, '19.90', 0.5, null); commit;
      begin; insert into orders values (2, '1', 1, ' Zoë ')`);
    const { headings, rows } = await ask('select * from orders -- all of them;');
    shop.exec('commit');
    expect(headings).to.deep.equal(['id', 'price', 'weight', 'note']);
    expect(rows).to.deep.equal([{ number: 1, cells: ['9007199254740993', '19.90', '0.5', ''] }]);
    expect((await ask('select note from orders where id = 2;')).rows[0]?.cells).to.deep.equal(['Zoë']);
  });

  for (const [type, values] of [
    ['integer', ['9', '10', '10', '11']],
    ['text', ["'2026-05-04 09:00'", "'2026-05-04 10:00'", "'2026-05-04 10:00'", "'2026-05-04 11:00'"]],
    ['real', ['9.5', '10.25', '10.25', '11']],
  ] as const) {
    it(`comes again to rows of the very position, by ${type}`, async () => {
      shop.exec(`create table orders (id text, n ${type})`);
      const add = (id: string, n: string | undefined): void =>
        shop.exec(`insert into orders values ('${id}', ${n})`);
      add('b', values[1]);
      add('a', values[0]);
      const first = await ask('select * from orders', { cursor: 'n' });
      expect(first.rows.map(({ cells }) => cells[0])).to.deep.equal(['a', 'b']);
      add('c', values[2]);
      add('d', values[3]);
      const second = await ask('select * from orders', { cursor: 'n', from: first.position });
      expect(second.rows.map(({ cells }) => cells[0])).to.have.members(['b', 'c', 'd']);
      const inside = await ask('select * from orders where $1 is null or n > $1', {
        cursor: 'n',
        from: second.position,
      });
      expect(inside).to.include({ position: second.position }).and.have.property('rows').that.has.length(0);
    });
  }

  it('is told what would leave rows out: a cursor that is empty, of two types, or no column', async () => {
    shop.exec(
      "create table orders (id integer, n); insert into orders values (1, 5), (2, 'five'), (3, null)",
    );
    expect(await failed('select * from orders', { cursor: 'n' })).to.match(/row 1: the cursor n is empty/);
    expect(await failed('select * from orders where n is not null', { cursor: 'n' })).to.match(
      /several types/,
    );
    expect(await failed('select * from orders', { cursor: 'nope' })).to.match(/no such column/);
    expect(await failed('select 1 as a, 2 as a')).to.match(/two columns the name "a"/);
    expect(await failed("select x'00' as bytes")).to.match(/row 1, column bytes: bytes, not text/);
  });

  it('can write nothing, and makes no file', async () => {
    shop.exec('create table orders (id integer)');
    for (const query of [
      'insert into orders values (1) returning id',
      `attach '${join(dir, 'other.db')}' as other`,
      'select 1) as source; delete from orders; --',
    ])
      await failed(query);
    expect(await failed('select 1', {}, join(dir, 'none.db'))).to.match(/no such file/);
    expect(await failed('select 1', {}, dir)).to.match(/Failed to open/);
    expect((await readdir(dir)).filter((name) => !name.startsWith('shop.db'))).to.deep.equal([]);
  });

  it('ends between two rows when it is told to', async () => {
    const controller = new AbortController();
    const endless = 'with recursive n(i) as (select 1 union all select i + 1 from n) select i from n';
    const table = await openSqlite(file, 'the shop', { query: endless, signal: controller.signal });
    const read = async (): Promise<void> => {
      for await (const { number } of table.rows()) if (number === 1000) controller.abort();
    };
    expect(await failureOf(read())).to.have.property('name', 'AbortError');
  });
});
