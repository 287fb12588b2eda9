import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { clock, World } from '../../gateway/harness.js';
import { commitment } from '../../support/records.js';
import { stl as run, type StlResult } from '../../support/stl.js';

const seller = 'demo-platform.shop1';
const day = (n: number): string => formatTime(clock() + n * daySeconds).slice(0, 10);
const [order, reviewer] = [commitment('o'), commitment('r')];

describe('stl, where one record takes the place of another', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  let review = '';

  const stl = (...args: string[]): Promise<StlResult> =>
    run([...args, '--url', gateway.url, '--key', join(dir, 'key.jwk.json')]);
  const csv = async (kind: string, ...rows: string[]): Promise<StlResult> => {
    await writeFile(join(dir, 'rows.csv'), rows.join('\n'));
    return stl('csv', kind, join(dir, 'rows.csv'));
  };
  const recordIn = ({ stdout, stderr }: StlResult): string => {
    const [id] = /[A-Za-z0-9_-]{43}\.0/.exec(stdout) ?? [];
    expect(id, stderr).to.be.a('string');
    return id ?? '';
  };
  const stars = async (): Promise<unknown[]> => {
    const { stdout } = await stl('records', seller, '--kind', 'correction', '--json');
    const { items } = JSON.parse(stdout) as { items: { record: { replacement?: { rating?: unknown } } }[] };
    return items.map(({ record }) => record.replacement?.rating);
  };

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-csv-correction-'));
    world = await World.found();
    gateway = await world.start();
    await writeFile(join(dir, 'key.jwk.json'), JSON.stringify(world.privateKey('demo-platform')));
    await csv(
      'order',
      'seller,at,order,dispatchBy,deliverBy,country,value.currency,value.band,channel',
      `${seller},${day(-60)},${order},${day(-58)},${day(-50)},DE,EUR,6,web`,
    );
    await csv('fulfilment', 'seller,at,order,event', `${seller},${day(-55)},${order},delivered`);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  it('tells of a second review that it does not count, and which one does', async () => {
    const heading = 'seller,at,order,reviewer,rating.item';
    review = recordIn(await csv('review', heading, `${seller},${day(-50)},${order},${reviewer},1`));
    const second = await csv('review', heading, `${seller},${day(-49)},${order},${reviewer},5`);
    expect(second.code).to.equal(4);
    expect(second.stdout).to.include('1 outranked').and.include(`by ${review}`);
  });

  const target = (): string => `${seller},${day(-48)},${review},incorrect_data`;
  const heading = 'seller,at,target,reason,replacement.kind';

  it('names the column of each mistake in a replacement', async () => {
    const { code, stderr } = await csv(
      'correction',
      `${heading},replacement.at,replacement.reviewer,replacement.rating.item,replacement.event`,
      `${target()},review,${day(-49)},nobody,9,`,
      `${target()},review,1999,${reviewer},5,settled`,
      `${target()},,,,5,`,
      `${target()},correction,,,,`,
    );
    expect(code).to.equal(1);
    for (const said of [
      'rows 2, 3, column replacement.order: missing',
      'row 2, column replacement.reviewer: not right',
      'row 2, column replacement.rating.item: not right',
      'row 3, column replacement.at: not a date',
      'row 3, column replacement.event: a record of kind review has no such column',
      'row 4, column replacement.kind: missing',
      'row 5, column replacement.kind: not one of: identity, order',
    ])
      expect(stderr).to.include(said);
  });

  it('puts a review in the place of another, from a spreadsheet', async () => {
    const { code, stdout, stderr } = await csv(
      'correction',
      `${heading},replacement.at,replacement.order,replacement.reviewer,replacement.rating.item`,
      `${target()},review,${day(-49)},${order},${reviewer},5`,
    );
    expect(code, stdout + stderr).to.equal(0);
    expect(stdout).to.include('It counts.');
    expect(await stars()).to.deep.equal([{ item: 5 }]);
  });

  it('does so by attest, which names options and never takes now for when the replacement happened', async () => {
    const first = await csv(
      'review',
      'seller,at,order,reviewer,rating.item,rating.service',
      [...[seller, day(-40), order, commitment('other'), 1, 1]].join(','),
    );
    const args = ['attest', 'correction', '--seller', seller, '--target', recordIn(first), '--yes'];
    const given = [
      '--reason',
      'incorrect_data',
      '--replacement-kind',
      'review',
      '--replacement-rating-item',
      '4',
    ];
    const lacking = await stl(...args, ...given);
    expect(lacking.code).to.equal(2);
    expect(lacking.stderr)
      .to.include('--replacement-at: missing')
      .and.include('--replacement-order: missing');
    const whole = ['--replacement-order', order, '--replacement-reviewer', commitment('other')];
    const done = await stl(...args, ...given, ...whole, '--replacement-at', day(-40));
    expect(done.code, done.stdout + done.stderr).to.equal(0);
    expect(await stars()).to.deep.equal([{ item: 5 }, { item: 4 }]);
  });

  it('offers no replacement for what did not occur', async () => {
    const row = `${seller},${day(-48)},${review},did_not_occur,review,${day(-49)},${order},${reviewer},5`;
    const { stderr } = await csv(
      'correction',
      `${heading},replacement.at,replacement.order,replacement.reviewer,replacement.rating.item`,
      row,
    );
    expect(stderr).to.include('what did not occur has no replacement');
  });

  it('says which columns a replacement has', async () => {
    const { stdout } = await stl('csv', 'correction');
    expect(stdout).to.include('replacement.kind').and.include('replacement. before each');
  });
});
