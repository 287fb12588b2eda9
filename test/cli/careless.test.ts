import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';
import { spawnStl, type StlResult } from '../support/stl.js';

const stl = (...args: string[]): Promise<StlResult> => spawnStl(args).ended;

describe('stl, used carelessly', function () {
  let world: World;
  let gateway: Gateway;
  let proxy: Server;
  let proxyUrl: string;
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-careless-'));
    world = await World.found();
    gateway = await world.start();
    proxy = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>log in</html>');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    proxyUrl = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
  });
  after(async () => {
    proxy.close();
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  it('names the address that signatures cover, when the gateway is called by another', async () => {
    const other = gateway.url.replace('127.0.0.1', 'localhost');
    const { code, stderr } = await stl('participants', '--url', other);
    expect(code).to.equal(1);
    expect(stderr).to.include(`calls itself ${gateway.url}`);
  });

  it('says so when something else than a gateway answers', async () => {
    const { code, stderr } = await stl('participants', '--url', proxyUrl);
    expect(code).to.equal(1);
    expect(stderr).to.include(proxyUrl).and.include('gateway').and.not.include('<html>');
  });

  for (const url of ['nonsense', 'ftp://x', 'http://127.0.0.1:8080/v1', '']) {
    it(`calls the address "${url}" wrong use`, async () => {
      const { code, stderr } = await stl('participants', '--url', url);
      expect(code).to.equal(2);
      expect(stderr).to.include('--url').and.include('http://127.0.0.1:8080');
    });
  }

  for (const name of ['no-such-badge', '.']) {
    it(`says in words that it cannot read "${name}" as a badge`, async () => {
      const { code, stderr } = await stl('verify', join(dir, name), '--url', gateway.url);
      expect(code).to.equal(1);
      expect(stderr)
        .to.include(`cannot read ${join(dir, name)}`)
        .and.not.match(/EISDIR|ENOENT/);
    });
  }

  it('makes nothing where the data directory is a file, and says so before it begins', async () => {
    const file = join(dir, 'file');
    await writeFile(file, 'mine');
    const { code, stderr } = await stl('init', '--demo', '--data-dir', file);
    expect(code).to.equal(1);
    expect(stderr).to.include(`${file} is not a directory`).and.not.include('ENOTDIR');
    const below = await stl('init', '--demo', '--data-dir', join(file, 'below'));
    expect(below.stderr).to.match(/not a directory|nothing can be written/);
    expect(await readFile(file, 'utf8')).to.equal('mine');
  });

  it('names a file that is no key, and tells programs which way, but never what is in it', async () => {
    const file = join(dir, 'my.jwk.json');
    await writeFile(file, '{"d":"secret"}');
    for (const [key, code] of [
      [file, 'key_file_malformed'],
      [join(dir, 'none'), 'key_file_missing'],
    ] as const) {
      const { code: exit, stderr } = await stl('curl', `${gateway.url}/v1/sellers`, '--key', key, '--json');
      expect(exit).to.equal(1);
      expect(JSON.parse(stderr)).to.have.nested.property('error.code', code);
      expect(stderr).to.include(key).and.not.include('secret');
    }
  });

  it('tells programs of wrong use in JSON, too', async () => {
    const { code, stderr } = await stl('score', '--json');
    expect(code).to.equal(2);
    expect(JSON.parse(stderr)).to.have.nested.property('error.code', 'usage');
  });

  it('shows the first of very many mistakes, and all of them to programs', async () => {
    const file = join(dir, 'many.csv');
    const columns = 'seller,certificate,subject,scheme,jurisdictions,validFrom,validUntil,assessmentLevel';
    const rows = Array.from(
      { length: 500 },
      (_, n) => `demo-platform.shop1,C-1,organisation,iso-9001,DE,${1400 + n}-01-01,2027-01-01,nonsense`,
    );
    await writeFile(file, [columns, ...rows].join('\n'));
    const people = await stl('csv', 'certification', file, '--dry-run');
    expect(people.code).to.equal(1);
    expect(people.stderr.split('\n')).to.have.length.below(60);
    expect(people.stderr).to.include('row 2, column validFrom: the year 1400').and.include('451 more');
    // One mistake of one column, in however many rows, is told once.
    const programs = await stl('csv', 'certification', file, '--dry-run', '--json');
    expect(JSON.parse(programs.stderr)).to.have.nested.property('error.details').with.length(501);
  });
});
