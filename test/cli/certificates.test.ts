import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { daySeconds, formatTime } from '../../chaincode/domain/time.js';
import type { Gateway } from '../../gateway/start/server.js';
import { clock, World } from '../gateway/harness.js';
import { stl, type StlResult } from '../support/stl.js';

const seller = 'demo-platform.shop1';
const day = (n: number): string => formatTime(clock() + n * daySeconds).slice(0, 10);

describe('stl, of certificates and sellers', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-certificates-'));
    world = await World.found();
    gateway = await world.start();
    for (const name of ['demo-certifier', 'demo-platform'])
      await writeFile(join(dir, `${name}.jwk.json`), JSON.stringify(world.privateKey(name)), { mode: 0o600 });
    await world.accredit(gateway, day(-300), day(300));
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  const run = (...args: string[]): Promise<StlResult> => stl(['--url', gateway.url, ...args]);
  const as = (name: string): string[] => ['--key', join(dir, `${name}.jwk.json`)];
  const csv = async (...terms: readonly (readonly [from: string, until: string])[]): Promise<StlResult> => {
    const file = join(dir, `${terms.join(' ')}.csv`);
    const rows = terms.map(
      ([from, until]) => `${seller},QM-50,organisation,iso-9001,DE,${from},${until},scheme-cab`,
    );
    const heading = 'seller,certificate,subject,scheme,jurisdictions,validFrom,validUntil,assessmentLevel';
    await writeFile(file, [heading, ...rows, ''].join('\n'));
    return run('csv', 'certification', file, ...as('demo-certifier'));
  };
  const status = async (): Promise<string> => {
    const { code, stderr, stdout } = await run('status', 'QM-50', '--seller', seller);
    expect(code, stderr).to.equal(0);
    return stdout;
  };

  it('tells that a certificate has expired', async () => {
    expect((await csv([day(-1000), day(-2)])).code).to.equal(0);
    expect(await status())
      .to.match(/^valid +.* to /m)
      .and.to.match(/^status +expired$/m);
  });

  it('shows the renewal under the same number, and the term before it', async () => {
    expect((await csv([day(-1), day(900)])).stdout).to.include('1 stated');
    const shown = await status();
    expect(shown).to.match(new RegExp(`^valid +${day(-1)} to ${day(900)}$`, 'm'));
    expect(shown).to.match(/^status +valid today$/m);
    expect(shown).to.match(new RegExp(`^earlier +${day(-1000)} to ${day(-2)}, `, 'm'));
  });

  it('tells the terms of a number apart in the list of records', async () => {
    const { stdout } = await run('records', seller);
    expect(stdout).to.include(`QM-50, ${day(-1000)} to ${day(-2)}`);
    expect(stdout).to.include(`QM-50, ${day(-1)} to ${day(900)}`);
    expect(stdout).not.to.include('not counted');
  });

  it('finds a certificate by the record of any of its terms', async () => {
    const listed = await run('--json', 'status', 'QM-50', '--seller', seller);
    const { otherTerms, record } = JSON.parse(listed.stdout) as {
      record: string;
      otherTerms: { record: string }[];
    };
    const { stdout } = await run('status', otherTerms[0]!.record);
    expect(stdout).to.include(record);
  });

  it('tells of a revocation, and shows the whole number on the page of the seller', async () => {
    const revoke = ['status', 'QM-50', 'revoke', '--seller', seller, '--reason', 'misuse', '--yes'];
    expect((await run(...revoke, ...as('demo-certifier'))).code).to.equal(0);
    expect(await status())
      .to.match(/^status +revoked, for good$/m)
      .and.to.match(/^revoked +.*, misuse$/m);
    const page = await (await fetch(`${gateway.url}/sellers/${seller}`)).text();
    expect(page.match(/QM-50/g)).to.have.length(1);
    expect(page)
      .to.match(/<span class="chip bad">Revoked<\/span>/)
      .and.to.include('1 other term');
  });

  it('takes no year of two digits', async () => {
    const { code, stderr } = await csv(['26-03-01', '29-02-28']);
    expect(code).not.to.equal(0);
    expect(stderr).to.include('column validFrom: not a date; write it as YYYY-MM-DD');
  });

  it('states a trading name in words, and takes no name of a sole trader', async () => {
    const attest = ['attest', 'identity', '--seller', seller, '--trading-name', 'Acme, level on-site'];
    const named = await run(...attest, '--yes', ...as('demo-platform'));
    expect(named.code, named.stderr).to.equal(0);
    const said = (named.stdout + named.stderr).replaceAll(/\s+/g, ' ');
    expect(said).to.include(`public trading name, a company's and not a person's, is "Acme, level on-site".`);
    const person = await run(...attest, '--natural', 'yes', '--yes', ...as('demo-platform'));
    expect(person.code).not.to.equal(0);
    const sole = ['attest', 'identity', '--seller', seller, '--natural', 'yes', '--yes'];
    expect((await run(...sole, ...as('demo-platform'))).code).to.equal(0);
    expect(await (await fetch(`${gateway.url}/sellers/${seller}`)).text()).not.to.include('on-site');
  });
});
