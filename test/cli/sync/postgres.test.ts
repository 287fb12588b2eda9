import { expect } from 'chai';
import { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { openPostgres } from '../../../gateway/cli/sync/sources/postgres.js';
import type { SqlQuestion } from '../../../gateway/cli/sync/sources/sql.js';
import { failureOf } from '../../support/failure.js';
import { PostgresServer } from '../../support/postgres-server.js';
import { readAll } from './read-all.js';

describe('a query of PostgreSQL', function () {
  let server: PostgresServer;
  before(async function () {
    server = await PostgresServer.start(this);
  });
  after(async () => server?.end());

  const ask = async (query: string, more: Partial<SqlQuestion> = {}) =>
    readAll(
      await openPostgres(server.urlWithPassword, 'the shop', {
        query,
        signal: new AbortController().signal,
        ...more,
      }),
    );
  const failed = async (query: string, more: Partial<SqlQuestion> = {}) => {
    const failure = await failureOf(ask(query, more));
    expect(failure).to.be.instanceOf(CliFailure);
    return failure as CliFailure;
  };

  it('gives texts as a file has them, with every digit', async () => {
    const { headings, rows } = await ask(
      `select 9007199254740993::bigint as big, 19.90::numeric as price, 0.1::float8 as float, true as paid, null as empty,
        timestamptz '2026-05-04 10:00:00.123456+02' as paid_at, timestamp '2026-05-04 10:00:00' as local,
        date '2026-05-04' as day, ' padded '::char(10) as code, 'Zoë, "x"' as name`,
    );
    expect(Object.fromEntries(headings.map((heading, i) => [heading, rows[0]?.cells[i]]))).to.deep.equal({
      big: '9007199254740993',
      price: '19.90',
      float: '0.1',
      paid: 'true',
      empty: '',
      paid_at: '2026-05-04 08:00:00.123456Z',
      local: '2026-05-04 10:00:00',
      day: '2026-05-04',
      code: 'padded',
      name: 'Zoë, "x"',
    });
  });

  it('gives every row of more than a connection takes at once, in the order of the cursor', async () => {
    const { rows, position } = await ask('select 1234 - i as id from generate_series(1, 1234) i; ', {
      cursor: 'id',
    });
    expect(rows.map(({ cells }) => Number(cells[0]))).to.deep.equal(
      Array.from({ length: 1234 }, (_, i) => i),
    );
    expect(rows.map(({ number }) => number)).to.deep.equal(Array.from({ length: 1234 }, (_, i) => i + 1));
    expect(position).to.equal('1233');
  });

  it('comes again to rows of the very position, and to none before', async () => {
    await server.run(`create table orders (id text, changed_at timestamptz);
      insert into orders values ('b', '2026-05-04 10:00:00.000002+00'), ('a', '2026-05-04 10:00:00.000001+00')`);
    const query = 'select * from orders';
    const first = await ask(query, { cursor: 'changed_at' });
    expect(first.rows.map(({ cells }) => cells[0])).to.deep.equal(['a', 'b']);
    await server.run("insert into orders values ('c', '2026-05-04 10:00:00.000002+00'), ('d', '2026-05-05')");
    const second = await ask(query, { cursor: 'changed_at', from: first.position });
    expect(second.rows.map(({ cells }) => cells[0])).to.have.members(['b', 'c', 'd']);
    const third = await ask(query, { cursor: 'changed_at', from: second.position });
    expect(third.rows.map(({ cells }) => cells[0])).to.deep.equal(['d']);
  });

  it('stays at its position where there is no row, and still names its columns', async () => {
    const { headings, position, rows } = await ask('select 1 as id where false', { cursor: 'id', from: '7' });
    expect({ headings, position, rows }).to.deep.equal({ headings: ['id'], position: '7', rows: [] });
  });

  it('may use the position within, where a view over much could not be cut down from outside', async () => {
    const query = 'select i as id from generate_series(1, 9) i where $1::int is null or i > $1::int - 2';
    expect((await ask(query, { cursor: 'id' })).rows).to.have.length(9);
    expect((await ask(query, { cursor: 'id', from: '8' })).rows.map(({ cells }) => cells[0])).to.deep.equal([
      '8',
      '9',
    ]);
  });

  it('is told what would leave rows out: a cursor that is empty, or no column', async () => {
    expect((await failed('select 1 as id, null::int as n', { cursor: 'n' })).message).to.match(
      /row 1: the cursor n is empty/,
    );
    await server.run('create table gaps (id int, n int); insert into gaps values (1, 5), (2, null)');
    expect((await failed('select * from gaps', { cursor: 'n', from: '5' })).message).to.match(/is empty/);
    expect((await failed('select 1 as id', { cursor: 'no"pe' })).message).to.match(/no"pe does not exist/);
    expect((await failed('select 1 as id, 2 as id')).message).to.match(/two columns the name "id"/);
  });

  it('can write nothing, whatever the query calls', async () => {
    await server.run(`create table kept (n int);
      create function sneaky() returns int language sql volatile as 'insert into kept values (1) returning n'`);
    for (const query of [
      'select sneaky() as n',
      "select nextval('s') as n from (select 1) one",
      'select 1 as n) as x; drop table kept; --',
    ]) {
      await server.run('create sequence if not exists s');
      await failed(query);
    }
    expect(await server.run('select count(*)::int as n from kept')).to.deep.equal([{ n: 0 }]);
  });

  it('says why there is no answer, and neither a password nor a cell', async () => {
    await server.run("create table buyers (name text); insert into buyers values ('Jane Roe')");
    const cast = await failed('select name::int as id from buyers');
    expect(cast.message).to.match(/cannot compute a row of it \(SQLSTATE 22P02\)/);
    expect((await failed('select nope from buyers')).message).to.match(/column "nope" does not exist/);
    const wrong = await failureOf(
      openPostgres(server.urlWithPassword.replace(/:p[^@]*@/, ':secret@'), 'the shop', {
        query: 'select 1',
        signal: new AbortController().signal,
      }),
    );
    expect((wrong as Error).message).to.match(/password authentication failed/);
    const nobody = await failureOf(
      openPostgres('postgres://x:hidden@127.0.0.1:1/x', 'the shop', {
        query: 'select 1',
        signal: new AbortController().signal,
      }),
    );
    expect((nobody as CliFailure).code).to.equal('source_unreachable');
    for (const error of [cast, wrong, nobody] as CliFailure[])
      expect(`${error.message} ${error.details.join()}`).not.to.match(/secret|hidden|pässwörd|Jane/);
  });

  it('ends when it is told to, even while the database computes', async () => {
    const controller = new AbortController();
    const asked = ask('select pg_sleep(600) as n', { signal: controller.signal });
    const sleeps = async () => server.run("select 1 from pg_stat_activity where wait_event = 'PgSleep'");
    while ((await sleeps()).length === 0);
    controller.abort();
    expect(await failureOf(asked)).to.have.property('name', 'AbortError');
  });

  it('is a failure where the database goes while it answers', async () => {
    const table = await openPostgres(server.urlWithPassword, 'the shop', {
      query: "select i, repeat('x', 1000) as filler from generate_series(1, 100000) i",
      signal: new AbortController().signal,
    });
    const rows = table.rows()[Symbol.asyncIterator]();
    await rows.next();
    await server.down();
    const rest = async () => {
      while (!(await rows.next()).done);
    };
    expect(await failureOf(rest())).to.be.instanceOf(CliFailure);
    await server.up();
  });
});
