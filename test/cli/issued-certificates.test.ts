import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { daySeconds, floorToHour, formatTime } from '../../chaincode/domain/time.js';
import type { Gateway } from '../../gateway/start/server.js';
import { clock, World } from '../gateway/harness.js';
import { stl, type StlResult } from '../support/stl.js';

const day = (n: number): string => formatTime(clock() + n * daySeconds).slice(0, 10);

interface Listed {
  readonly certificates: readonly {
    readonly certificate: string;
    readonly record: string;
    readonly conditions: readonly string[];
    readonly disputes?: readonly string[];
  }[];
}

describe('stl certificates', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;

  const run = (...args: string[]): Promise<StlResult> => stl(['--url', gateway.url, ...args]);
  const as = (name: string): string[] => ['--key', join(dir, `${name}.jwk.json`)];
  const good = async (...args: string[]): Promise<string> => {
    const { code, stderr, stdout } = await run(...args);
    expect(code, stderr + stdout).to.equal(0);
    return stdout;
  };
  const listed = async (...more: string[]): Promise<Listed> =>
    JSON.parse(await good('--json', 'certificates', ...more, ...as('demo-certifier'))) as Listed;
  const conditions = async (...more: string[]): Promise<Record<string, readonly string[]>> =>
    Object.fromEntries((await listed(...more)).certificates.map((one) => [one.certificate, one.conditions]));

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-issued-'));
    world = await World.found();
    gateway = await world.start();
    for (const name of ['demo-certifier', 'demo-platform'])
      await writeFile(join(dir, `${name}.jwk.json`), JSON.stringify(world.privateKey(name)), { mode: 0o600 });
    await world.accredit(gateway, day(-900), day(900));
    const row = (shop: string, number: string, from: number, until: number): string =>
      `demo-platform.${shop},${day(Math.min(from, 0))},${number},product,iso-9001,DE;FR,${day(from)},${day(until)},scheme-cab,4006381333931;tariff:9503007000`;
    const heading =
      'seller,at,certificate,subject,scheme,jurisdictions,validFrom,validUntil,assessmentLevel,products';
    const rows = [
      row('shop1', 'C-LONG', -100, 600),
      row('shop2', 'C-ENDING', -300, 30),
      row('shop1', 'C-OVER', -500, -3),
      row('shop3', 'C-HELD', -100, 600),
      row('shop3', 'C-NEXT', 10, 400),
    ];
    await writeFile(join(dir, 'all.csv'), [heading, ...rows, ''].join('\n'));
    await good('csv', 'certification', join(dir, 'all.csv'), ...as('demo-certifier'));
    await writeFile(
      join(dir, 'status.csv'),
      `seller,certificate,at,status,reason\ndemo-platform.shop3,C-HELD,${day(-1)},suspended,surveillance-overdue\n`,
    );
    await good('csv', 'certification-status', join(dir, 'status.csv'), ...as('demo-certifier'));
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  it('tells the valid, the ending, the expired and the suspended apart', async () => {
    expect(await conditions()).to.deep.equal({
      'C-LONG': ['valid'],
      'C-ENDING': ['ending'],
      'C-OVER': ['expired'],
      'C-HELD': ['suspended'],
      'C-NEXT': ['not-yet-valid'],
    });
    expect((await conditions('--within', '10d'))['C-ENDING']).to.deep.equal(['valid']);
  });

  it('lists what ends first at the top, in words, and counts each kind', async () => {
    const shown = await good('certificates', ...as('demo-certifier'));
    expect(shown).to.match(/^C-OVER +demo-platform\.shop1 +iso-9001 +\S+ +expired$/m);
    expect(shown.indexOf('C-OVER')).to.be.below(shown.indexOf('C-ENDING'));
    expect(shown.indexOf('C-ENDING')).to.be.below(shown.indexOf('C-LONG'));
    expect(shown)
      .to.match(/^5 certificates:$/m)
      .and.to.match(/^ +1 valid and at an end within 60 days$/m);
  });

  it('shows which are disputed, and in which case, to members alone', async () => {
    const { certificates } = await listed();
    const long = certificates.find(({ certificate }) => certificate === 'C-LONG')!;
    expect(long.disputes).to.deep.equal([]);
    await world.state(gateway, 'demo-platform', [
      {
        ...{ kind: 'case', seller: 'demo-platform.shop1', case: 'case-7', step: 'opened' },
        ...{ type: 'record-contested', at: formatTime(floorToHour(clock())), contests: [long.record] },
      } as never,
    ]);
    expect(await conditions('--only', 'disputed')).to.deep.equal({ 'C-LONG': ['valid', 'disputed'] });
    const shown = await good('certificates', '--only', 'disputed', ...as('demo-certifier'));
    expect(shown).to.match(/^C-LONG .*valid, disputed, case demo-platform\/case-7$/m);
    const open = await fetch(`${gateway.url}/v1/participants/demo-certifier/certificates`);
    expect(open.status).to.equal(200);
    const text = await open.text();
    expect(text).to.include('C-LONG').and.not.to.include('case-7').and.not.to.include('disputes');
  });

  it('writes a spreadsheet of what is to be renewed, that states it once its ends are filled in', async () => {
    const file = join(dir, 'renewals.csv');
    await good('certificates', '--renewals', file, ...as('demo-certifier'));
    const [heading = '', ...rows] = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(rows.map((row) => row.split(',')[heading.split(',').indexOf('certificate')]).sort()).to.deep.equal(
      ['C-ENDING', 'C-OVER'],
    );
    expect(rows[0]).to.include('4006381333931;tariff:9503007000').and.to.include('DE;FR');

    const unfilled = await run('csv', 'certification', file, '--dry-run', ...as('demo-certifier'));
    expect(unfilled.code).to.equal(1);
    expect(unfilled.stderr).to.include('column validUntil: missing');

    const at = heading.split(',').indexOf('validUntil');
    const filled = rows.map((row) =>
      row
        .split(',')
        .map((cell, i) => (i === at ? day(700) : cell))
        .join(','),
    );
    await writeFile(join(dir, 'filled.csv'), [heading, ...filled, ''].join('\n'));
    expect(await good('csv', 'certification', join(dir, 'filled.csv'), ...as('demo-certifier'))).to.include(
      '2 stated',
    );
    const after = await conditions();
    expect(after['C-OVER'], 'renewed').to.deep.equal(['valid']);
    expect(after['C-ENDING'], 'still in its last term, its renewal is there').to.deep.equal(['valid']);
  });

  it('does not overwrite a spreadsheet, and says so', async () => {
    const { code, stderr } = await run(
      ...['certificates', '--renewals', join(dir, 'all.csv')],
      ...as('demo-certifier'),
    );
    expect(code).to.equal(1);
    expect(stderr).to.include('exists already');
  });

  it('reads the list of any certifier without a key', async () => {
    expect(await good('certificates', 'demo-certifier'))
      .to.include('C-LONG')
      .and.not.to.include('case-7');
    expect((await run('certificates', 'nobody')).stderr).to.match(/no such participant/);
    const nameless = await run('certificates');
    expect(nameless.code).to.equal(2);
    expect(nameless.stderr).to.include('whose certificates?');
  });

  it('gives pages that add up, whatever their size', async () => {
    const path = '/v1/participants/demo-certifier/certificates';
    const seen: string[] = [];
    for (let next: string | null = '0'; next !== null;) {
      const answer = await fetch(`${gateway.url}${path}?limit=2&cursor=${next}`);
      const page = (await answer.json()) as { items: { certificate: string }[]; next: string | null };
      seen.push(...page.items.map(({ certificate }) => certificate));
      next = page.next;
    }
    expect(seen).to.have.members(['C-LONG', 'C-ENDING', 'C-OVER', 'C-HELD', 'C-NEXT']).and.have.length(5);
  });
});
