import { expect } from 'chai';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';
import { freePort, spawnStl, type StlResult } from '../support/stl.js';

const seller = 'demo-platform.shop1';

/** A proxy as operators have them: once it is told so, it hands on no batch any more and answers a page of its own. */
class Proxy {
  /** Batches that it still hands on. */
  left = Infinity;
  failure = 502;
  target = '';

  readonly #server: Server = createServer((incoming, response) => {
    const isBatch = incoming.method === 'POST' && incoming.url === '/v1/batches';
    if (isBatch && this.left-- <= 0) {
      incoming.resume();
      response.writeHead(this.failure, { 'content-type': 'text/html' });
      response.end('<html><h1>Not now</h1></html>');
      return;
    }
    const { method, headers } = incoming;
    const onward = request(`${this.target}${incoming.url ?? ''}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('stl, where a proxy fails half way', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  let key: string;
  let url: string;
  const proxy = new Proxy();
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-halfway-'));
    key = join(dir, 'inspector.jwk.json');
    url = await proxy.listen();
    world = await World.found();
    const port = await freePort();
    gateway = await world.start({ STL_PUBLIC_URL: url, STL_PORT: String(port) });
    proxy.target = `http://127.0.0.1:${port}`;
    await writeFile(key, JSON.stringify(world.privateKey('demo-inspector')), { mode: 0o600 });
  });
  after(async () => {
    proxy.close();
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  const stl = (...args: string[]): Promise<StlResult> =>
    spawnStl([...args, '--url', url, '--key', key]).ended;

  /** A spreadsheet of so many inspections. */
  async function sheet(name: string, rows: number): Promise<string> {
    const path = join(dir, `${name}.csv`);
    const defects = ['critical', 'major', 'minor'].flatMap((kind) => [
      `defects.${kind}.found`,
      `defects.${kind}.limit`,
    ]);
    const heading = [
      'seller',
      'at',
      'inspection',
      'stage',
      'lot.id',
      'lot.size',
      'sample',
      ...defects,
      'result',
    ];
    const lines = Array.from({ length: rows }, (_, i) =>
      [seller, '2026-01-15', `${name}-${i}`, 'pre-sale', 'L', 100, 10, 0, 0, 0, 0, 0, 0, 'pass'].join(','),
    );
    await writeFile(path, [heading.join(','), ...lines, ''].join('\n'));
    return path;
  }

  const stated = (stdout: string): readonly string[] =>
    (JSON.parse(stdout) as { rows: { outcome: string }[] }).rows.map(({ outcome }) => outcome);

  it('keeps the list of the rows that are stated, and states the others when it is run again', async () => {
    const file = await sheet('rows', 20);
    [proxy.left, proxy.failure] = [3, 502];
    const broken = await stl('csv', 'inspection', file, '--json');
    expect(broken.code).to.equal(1);
    const outcomes = stated(broken.stdout);
    expect(outcomes.filter((outcome) => outcome === 'stated')).to.have.length(3);
    expect(outcomes).to.have.length(20).and.include('in-doubt').and.include('not-sent');
    expect(broken.stderr).to.match(/"code":"http_502"/);
    expect(broken.stderr).to.match(
      /something before the gateway .* answered 502: it cannot reach the gateway/,
    );
    expect(broken.stderr).to.match(/Run the same command with the same file again/);

    proxy.left = Infinity;
    const again = stated((await stl('csv', 'inspection', file, '--json')).stdout);
    expect(again.filter((outcome) => outcome === 'already-stated')).to.have.length(3);
    expect(again.filter((outcome) => outcome === 'stated')).to.have.length(17);
  });

  it('tells a person of each row what became of it', async () => {
    const file = await sheet('words', 10);
    [proxy.left, proxy.failure] = [1, 504];
    const { stdout, stderr } = await stl('csv', 'inspection', file);
    expect(stdout).to.match(/1 stated, 0 stated by an earlier run, 0 refused, \d+ in doubt, \d+ not sent/);
    expect(stdout)
      .to.match(/sent, but no answer came/)
      .and.match(/not sent/);
    expect(stderr).to.match(/answered 504: the gateway did not answer it in time/);
  });

  it('takes a refusal by a proxy for no word about a row', async () => {
    const file = await sheet('large', 2);
    [proxy.left, proxy.failure] = [0, 413];
    const { stdout, stderr } = await stl('csv', 'inspection', file, '--json');
    expect(stated(stdout)).to.not.include('refused');
    expect(stderr).to.match(/answered 413: it takes no body of this size/);
  });

  it('keeps the list of the batches that are stated', async () => {
    const file = join(dir, 'lines.ndjson');
    const none = { found: 0, limit: 0 };
    const record = (i: number): string =>
      JSON.stringify({
        ...{
          kind: 'inspection',
          seller,
          at: '2026-01-15T00:00:00Z',
          inspection: `b-${i}`,
          stage: 'pre-sale',
        },
        ...{ lot: { id: 'L', size: 100 }, sample: 10, result: 'pass' },
        defects: { critical: none, major: none, minor: none },
      });
    await writeFile(file, Array.from({ length: 600 }, (_, i) => `${record(i)}\n`).join(''));
    [proxy.left, proxy.failure] = [1, 502];
    const broken = await stl('batch', file, '--wait', '--json');
    expect(broken.code).to.equal(1);
    const { batches } = JSON.parse(broken.stdout) as { batches: { lines: string; outcome: string }[] };
    expect(batches.map(({ lines, outcome }) => [lines, outcome])).to.deep.equal([['1-500', 'committed']]);
    expect(broken.stderr).to.match(/Run the same command with the same file again/);
  });

  it('says how one fact is stated again without stating two', async () => {
    const fact = [
      '--seller',
      seller,
      '--inspection',
      'one',
      '--stage',
      'pre-sale',
      '--lot-id',
      'L',
      '--lot-size',
      '9',
    ];
    const found = ['critical', 'major', 'minor'].flatMap((kind) => [
      ...[`--defects-${kind}-found`, '0'],
      ...[`--defects-${kind}-limit`, '0'],
    ]);
    const attest = ['attest', 'inspection', ...fact, '--sample', '3', ...found, '--result', 'pass', '--yes'];
    [proxy.left, proxy.failure] = [0, 502];
    const { stderr } = await stl(...attest);
    const [, again = ''] = /Run the same command again with (--at \S+Z):/.exec(stderr) ?? [];
    proxy.left = Infinity;
    const done = await stl(...attest, ...again.split(' '));
    expect(done.code, done.stderr).to.be.oneOf([0, 4]);
    const twice = await stl(...attest, ...again.split(' '));
    expect(twice.stderr).to.match(/you have stated this very fact before/);
  });
});
