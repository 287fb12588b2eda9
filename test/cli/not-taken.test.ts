import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';
import { firstKinds } from '../support/consortium.js';
import { commitment, orderRecord } from '../support/records.js';
import { spawnStl, type StlResult } from '../support/stl.js';

const stl = (...args: string[]): Promise<StlResult> => spawnStl(args).ended;

const notYet =
  'does not take records of kind trace yet: the consortium activates fold version 2 by a proposal';

for (const [name, change] of [
  ['the first kinds only', firstKinds],
  ['every kind', {}],
] as const) {
  describe(`stl csv trace, by a customs broker on a ledger of ${name}`, () => {
    let world: World;
    let gateway: Gateway;
    let dir: string;
    let file: string;
    let common: readonly string[];
    before(async () => {
      dir = await mkdtemp(join(tmpdir(), 'stl-traces-'));
      file = join(dir, 'traces.csv');
      await writeFile(
        file,
        `seller,at,order,event,place\ndemo-platform.shop1,2026-05-05,${commitment('o')},import-customs-in,USLAX\n`,
      );
      world = await World.found(change);
      gateway = await world.start();
      const platform = await world.client(gateway, 'demo-platform');
      const order = orderRecord('o', { parties: { customsBroker: 'demo-customs' } });
      await platform.deliver(await platform.signBatch([order], { as: 'demo-platform' }));
      const key = async (who: string): Promise<string> => {
        const path = join(dir, `${who}.jwk.json`);
        await writeFile(path, JSON.stringify(world.privateKey(who)), { mode: 0o600 });
        return path;
      };
      common = ['--url', gateway.url, '--key', await key('demo-customs')];
      await key('demo-pay');
    });
    after(async () => {
      await gateway.close();
      await world.remove();
      await rm(dir, { recursive: true });
    });

    it('says before and after sending whether the ledger takes it', async () => {
      const isTaken = change !== firstKinds;
      for (const dry of [['--dry-run'], []]) {
        const { code, stderr, stdout } = await stl('csv', 'trace', file, ...dry, ...common);
        const said = (stdout + stderr).replaceAll('\n', ' ');
        if (isTaken) expect(said).to.not.include(notYet);
        else expect(said).to.include(notYet).and.include('nothing was sent');
        expect(code, dry.join()).to.equal(isTaken ? 0 : 1);
      }
    });

    it('says which roles may, where the issuer may not', async () => {
      const key = join(dir, 'demo-pay.jwk.json');
      const { code, stdout } = await stl(
        'csv',
        'trace',
        file,
        '--dry-run',
        '--url',
        gateway.url,
        '--key',
        key,
      );
      expect(code).to.equal(1);
      expect(stdout).to.include(change === firstKinds ? notYet : 'carrier and customs-broker may');
    });
  });
}

describe('stl csv --dry-run without a gateway', () => {
  it('checks the file all the same, and says what it could not ask', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'stl-traces-'));
    const file = join(dir, 'traces.csv');
    await writeFile(
      file,
      `seller,at,order,event,product\ndemo-platform.shop1,2026-05-05,${commitment('o')},departed,\n`,
    );
    const { code, stdout, stderr } = await stl(
      'csv',
      'trace',
      file,
      '--dry-run',
      '--url',
      'http://127.0.0.1:9',
    );
    expect(code).to.equal(0);
    expect(stdout).to.include('1 rows are good');
    expect(stderr).to.include('the gateway was not asked');
    await rm(dir, { recursive: true });
  });
});

describe('a product on the command line', () => {
  const order = (product: string): Promise<StlResult> =>
    stl(
      ...['attest', 'order', '--seller', 'demo-platform.shop1', '--order', commitment('o'), '--yes'],
      ...['--at', '2026-05-01', '--dispatch-by', '2026-05-03', '--deliver-by', '2026-05-09'],
      ...['--country', 'US', '--value-currency', 'USD', '--value-band', '8', '--channel', 'web'],
      ...['--product', product],
    );

  it('may be a national tariff code, if it is called one', async () => {
    const named = await order('tariff:95030070');
    expect(named.stderr).to.include('--key FILE is missing');
    const bare = await order('9503007000');
    expect(bare.stderr).to.include('a tariff code as tariff:9503007000');
  });
});
