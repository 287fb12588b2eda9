import { expect } from 'chai';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const stl = fileURLToPath(new URL('../../../gateway/cli/main.js', import.meta.url));
const environment = { ...process.env, STL_PORT: '0', STL_LOG_LEVEL: 'error' };

describe('stl start, rebuild and verify-store', function () {
  let root: string;
  let dataDir: string;
  let gateway: ChildProcess | undefined;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'stl-start-'));
    dataDir = join(root, 'data');
    expect(run('init', '--sellers', '3').status).to.equal(0);
  });
  afterEach(async () => {
    const child = gateway;
    gateway = undefined;
    if (child?.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  after(() => rm(root, { recursive: true, force: true }));

  function run(...words: string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, [stl, ...words, '--data-dir', dataDir], {
      encoding: 'utf8',
      env: environment,
    });
  }

  /** Resolves with what it prints once it is ready. */
  async function startGateway(): Promise<{ url: string; seller: string; demo: boolean }> {
    const child = spawn(process.execPath, [stl, 'start', '--json', '--data-dir', dataDir], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    gateway = child;
    for await (const line of createInterface({ input: child.stdout }))
      return JSON.parse(line) as { url: string; seller: string; demo: boolean };
    throw new Error('the gateway ended');
  }

  it('serves the scores of the demonstration, and says that it is one', async () => {
    const { url, seller, demo } = await startGateway();
    expect(demo).to.equal(true);
    const answer = await fetch(`${url}/v1/sellers/${seller}/score`);
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.include({ seller, demo: true });
  });

  it('keeps a second gateway off the same directory', async () => {
    await startGateway();
    const second = run('start');
    expect(second.status).to.equal(1);
    expect(second.stderr).to.contain('another process has this ledger open');
  });

  it('ends in good order on SIGTERM, and goes on where it was', async () => {
    const { seller } = await startGateway();
    gateway?.kill('SIGTERM');
    expect(await once(gateway as ChildProcess, 'exit')).to.deep.equal([0, null]);
    expect((await startGateway()).seller).to.equal(seller);
  });

  it('refuses a setting it does not know how to follow, by name', () => {
    const wrong = spawnSync(process.execPath, [stl, 'start', '--data-dir', dataDir], {
      encoding: 'utf8',
      env: { ...environment, STL_LEDGER: 'paper' },
    });
    expect(wrong.status).to.equal(1);
    expect(wrong.stderr).to.equal(
      'stl: STL_LEDGER must be one of embedded, fabric-network, fabric-gateway\n',
    );
  });

  it('folds the same bytes again', () => {
    const rebuilt = run('rebuild', '--json');
    expect(rebuilt.status, rebuilt.stderr).to.equal(0);
    expect(JSON.parse(rebuilt.stdout)).to.include({ same: true });
  });

  it('checks all of the store, and names the damage', async () => {
    const whole = run('verify-store', '--json');
    expect(whole.status, whole.stderr).to.equal(0);
    expect(JSON.parse(whole.stdout)).to.deep.include({ defects: [] });
    const checkpoint = join(dataDir, 'ledger', 'store.newest');
    const bytes = await readFile(checkpoint);
    await writeFile(checkpoint, Buffer.alloc(bytes.length));
    const damaged = run('verify-store');
    await writeFile(checkpoint, bytes);
    expect(damaged.status).to.equal(1);
    expect(damaged.stderr).to.contain('store.newest');
  });

  it('says what is missing where there is no ledger', async () => {
    const empty = join(root, 'empty');
    for (const command of ['rebuild', 'verify-store']) {
      const { status, stderr } = spawnSync(process.execPath, [stl, command, '--data-dir', empty], {
        encoding: 'utf8',
      });
      expect(status, command).to.equal(1);
      expect(stderr, command).to.contain('stl init');
    }
    expect(await readdir(root)).not.to.include('empty');
  });

  it('makes no demonstration of an empty volume, unless it is told to', async () => {
    const volume = join(root, 'volume');
    await mkdir(volume);
    for (const settings of [{}, { STL_CREATE: 'never' }]) {
      const { status, stderr } = spawnSync(process.execPath, [stl, 'start', '--data-dir', volume], {
        encoding: 'utf8',
        env: { ...environment, ...settings },
      });
      expect(status).to.equal(1);
      expect(stderr).to.contain('There is no ledger in').and.contain('mount its volume');
      expect(await readdir(volume)).to.deep.equal([]);
    }
    const { status, stderr } = spawnSync(process.execPath, [stl, 'init', '--data-dir', volume], {
      encoding: 'utf8',
    });
    expect(status).to.equal(2);
    expect(stderr).to.contain('--demo');
    expect(await readdir(volume)).to.deep.equal([]);
  });

  it('keeps no checkpoint inside the data directory', () => {
    const { status, stderr } = spawnSync(process.execPath, [stl, 'start', '--data-dir', dataDir], {
      encoding: 'utf8',
      env: { ...environment, STL_CHECKPOINT_FILE: join(dataDir, 'kept') },
    });
    expect(status).to.equal(1);
    expect(stderr).to.contain('STL_CHECKPOINT_FILE').and.contain('inside the data directory');
  });
});
