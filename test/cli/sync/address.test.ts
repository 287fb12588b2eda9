import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { readAddress } from '../../../gateway/cli/sync/address.js';
import { failureOf } from '../../support/failure.js';

describe('the source of a sync', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-sync-'));
    await writeFile(join(dir, 'orders.csv'), 'id\n');
  });
  after(() => rm(dir, { recursive: true }));

  it('is called by a name without user and password', async () => {
    for (const [given, name] of [
      [
        'postgres://shop:secret@db.example:5433/shop?sslmode=verify-full&password=secret',
        'postgres://db.example:5433/shop',
      ],
      ['postgresql://db.example/shop', 'postgres://db.example/shop'],
      ['postgres:///shop?host=/run/postgresql&user=secret', 'postgres:///run/postgresql/shop'],
      ['sqlite:shop.db', 'sqlite:shop.db'],
      ['sqlite:///srv/shop.db', 'sqlite:/srv/shop.db'],
      ['sqlite:/srv/shop.db', 'sqlite:/srv/shop.db'],
      ['-', 'standard input'],
    ] as const)
      expect(await readAddress(given), given).to.have.property('name', name);
    expect(await readAddress(dir)).to.deep.equal({ kind: 'folder', name: dir, path: dir });
  });

  it('is refused in words where it is something else, which repeat no password', async () => {
    for (const [given, words] of [
      ['mysql://shop:secret@db/shop', /of no kind that can be read/],
      ['postgres:shop', /must be as postgres:\/\//],
      ['postgres://shop:sec/ret@db:port/shop', /must be as postgres:\/\//],
      ...['12/secret', '12#secret', '12?secret'].map(
        (password) => [`postgres://shop:${password}@db/shop`, /must be as postgres:\/\//] as const,
      ),
      ['sqlite:', /write sqlite:FILE/],
      ['sqlite://srv/shop.db', /write sqlite:FILE/],
      [join(dir, 'none'), /there is no folder/],
      [join(dir, 'orders.csv'), /is a file/],
    ] as const) {
      const failure = (await failureOf(readAddress(given))) as CliFailure;
      expect(failure.message, given)
        .to.match(words)
        .and.not.match(/secret|sec\//);
      expect(failure.exitCode).to.equal(2);
    }
  });
});
