import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { programVersion } from '../../gateway/data-dir/program-version.js';
import { freePort, GatewayProcess, stl, type StlResult } from '../support/stl.js';

/** A demonstration that version 0.1.0 made and ran, and the scores that it gave then, without the texts around them. */
const release = '0.1.0';
const asOf = '2026-11-30';
const seller = 'demo-platform.shop-0001';

describe(`a data directory of version ${release}`, function () {
  let dir: string;
  let data: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-release-before-'));
    data = join(dir, 'data');
    await mkdir(data);
    const packed = brotliDecompressSync(await readFile(`test/fixtures/data-${release}.tar.br`));
    execFileSync('tar', ['x', '-C', data], { input: packed });
  });
  afterEach(() => rm(dir, { recursive: true }));

  const run = (...args: string[]): Promise<StlResult> => stl([...args, '--data-dir', data]);

  it('is whole, gives the scores it gave then, and goes on', async () => {
    const before = await run('verify-store');
    expect(before.code, before.stderr).to.equal(0);
    const gateway = new GatewayProcess(data, await freePort());
    await gateway.start();
    try {
      const on = (...args: string[]): Promise<StlResult> => run(...args, '--url', gateway.url);
      const scores = JSON.parse(
        await readFile(`test/fixtures/data-${release}.scores.json`, 'utf8'),
      ) as readonly Record<string, unknown>[];
      for (const score of scores) {
        const { stdout } = await on('score', String(score['seller']), '--asof', asOf, '--json');
        expect(JSON.parse(stdout)).to.deep.include(score);
      }
      // The keys of then may have ended by now; that of the administrator has no end.
      const key = join(dir, 'inspector.jwk.json');
      expect(await on('keygen', '--out', key)).to.have.property('code', 0);
      const admit = ['register', 'new-inspector', '--role', 'inspector', '--admin', 'certifier'];
      const admitted = await on(...admit, '--public-key', join(dir, 'inspector.public.jwk.json'));
      expect(admitted.code, admitted.stderr).to.equal(0);
      const found = ['critical', 'major', 'minor'].flatMap((kind) => [
        ...[`--defects-${kind}-found`, '0'],
        ...[`--defects-${kind}-limit`, '0'],
      ]);
      const fact = ['--seller', seller, '--inspection', 'IN-1', '--stage', 'pre-sale', '--result', 'pass'];
      const sample = ['--lot-id', 'L-1', '--lot-size', '10', '--sample', '2'];
      const stated = await on('attest', 'inspection', ...fact, ...sample, ...found, '--key', key, '--yes');
      expect(stated.code, stated.stderr).to.equal(0);
    } finally {
      await gateway.stop();
    }
    expect(gateway.log).to.not.match(/damaged|rebuil|folds? again/i);
    for (const check of ['verify-store', 'rebuild']) {
      const { code, stderr } = await run(check);
      expect(code, stderr).to.equal(0);
    }
  });

  /** SHA-256 over names and bytes of a store's files, but of level's own log of what it did. */
  async function digest(store: string): Promise<string> {
    const hash = createHash('sha256').update(await readFile(join(data, `${store}.newest`)));
    const files = await readdir(join(data, store), { recursive: true, withFileTypes: true });
    for (const file of files.filter((one) => one.isFile() && !/^(LOG|LOG\.old|LOCK)$/.test(one.name)))
      hash.update(file.name).update(await readFile(join(file.parentPath, file.name)));

    return hash.digest('hex');
  }

  for (const [store, file] of [
    ['ledger/store', 'ledger/store.format'],
    ['ledger/store', 'ledger/LEDGER.json'],
    ['projection', 'projection.format'],
    ['jobs', 'jobs.format'],
  ] as const) {
    it(`is left alone where a later version says so in ${file}`, async () => {
      await writeFile(join(data, file), '{"format":2,"program":"9.1.0"}');
      const was = await digest(store);
      const { code, stderr } = await run('start');
      expect(code).to.equal(1);
      expect(stderr).to.include('format 2').and.include('format 1');
      expect(stderr).to.include('9.1.0').and.include(`version ${programVersion()}`);
      expect(stderr).to.include('docs/upgrading.md');
      expect(await digest(store)).to.equal(was);
    });
  }
});
