import { cp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { DataDir } from '../../gateway/data-dir/data-dir.js';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';
import { orderRecord } from '../support/records.js';
import { spawnStl, stl, type StlResult } from '../support/stl.js';

const runbook = 'docs/runbooks/damaged-store.md';

/** Commands that read each store of a data directory. */
const readers = {
  ledger: ['rebuild', 'verify-store', 'audit', 'export', 'start'],
  projection: ['rebuild'],
  jobs: ['start'],
} as const;

describe('stl, where a store is damaged', function () {
  let world: World;
  let copy: DataDir;
  let olderLedger: string;
  before(async () => {
    world = await World.found();
    copy = new DataDir(join(world.dir, 'copy'));
    olderLedger = join(world.dir, 'older');
    const original = new DataDir(world.dir);
    await during(await world.start(), (gateway) => world.state(gateway, 'demo-platform', [orderRecord('a')]));
    await cp(original.ledger(), olderLedger, { recursive: true });
    await during(await world.start(), async (gateway) => {
      await world.state(gateway, 'demo-platform', [orderRecord('b')]);
      await world.seal(gateway);
    });
    // Level moves what it has into tables when it is opened.
    await (await world.start()).close();
  });
  after(() => world.remove());
  beforeEach(async () => {
    await rm(copy.path, { recursive: true, force: true });
    const stores = [
      'consortium.json',
      'orgs',
      'ledger',
      'projection',
      'projection.newest',
      'jobs',
      'jobs.newest',
    ];
    for (const name of stores) await cp(join(world.dir, name), join(copy.path, name), { recursive: true });
  });

  async function during(gateway: Gateway, work: (gateway: Gateway) => Promise<unknown>): Promise<void> {
    try {
      await work(gateway);
    } finally {
      await gateway.close();
    }
  }

  /** Flips the lowest bit of the last byte of every table: level cannot take it for one any more. */
  async function flipBits(directory: string): Promise<void> {
    const tables = (await readdir(directory)).filter((name) => name.endsWith('.ldb'));
    expect(tables.length).to.be.above(0);
    for (const table of tables) {
      const bytes = await readFile(join(directory, table));
      bytes[bytes.length - 1]! ^= 1;
      await writeFile(join(directory, table), bytes);
    }
  }

  const run = (command: string): Promise<StlResult> => {
    const words = command === 'export' ? ['export', join(world.dir, 'export.ndjson')] : [command];
    return stl([...words, '--data-dir', copy.path], { env: { STL_PORT: '0', STL_LOG_LEVEL: 'silent' } });
  };

  for (const store of Object.keys(readers) as (keyof typeof readers)[]) {
    for (const command of readers[store]) {
      it(`names the directory of the ${store} and what to do, in ${command}`, async () => {
        await flipBits(store === 'ledger' ? join(copy.ledger(), 'store') : copy[store]());
        const { code, stderr } = await run(command);
        expect(code, stderr).to.equal(1);
        expect(stderr).to.include(copy[store]()).and.include(runbook);
      });
    }
  }

  it('starts where the projection is damaged, folds it anew, and says so in the log', async () => {
    await flipBits(copy.projection());
    const started = spawnStl(['start', '--data-dir', copy.path], {
      env: { STL_PORT: '0', STL_LOG_LEVEL: 'warn' },
    });
    let said = '';
    await new Promise<void>((resolve) => {
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        if (said.includes('is ready.')) resolve();
      };
      started.process.stderr?.on('data', hear);
      started.process.stdout?.on('data', hear);
    });
    started.process.kill('SIGTERM');
    await started.ended;
    expect(said)
      .to.include('all is folded anew')
      .and.match(/\.ldb is damaged/);
    const { code, stdout, stderr } = await run('rebuild');
    expect(code, stderr + stdout).to.equal(0);
  });

  describe('whose ledger is an older copy', () => {
    beforeEach(async () => {
      await rm(copy.ledger(), { recursive: true });
      await cp(olderLedger, copy.ledger(), { recursive: true });
    });

    it('says in rebuild that blocks are missing, how many, and what to do', async () => {
      const { code, stderr } = await run('rebuild');
      expect(code, stderr).to.equal(1);
      expect(stderr).to.match(/the ledger has \d+ blocks, but \d+ were folded/);
      expect(stderr).to.include(copy.path).and.include(runbook);
    });

    it('says so at start, and what to do', async () => {
      const started = spawnStl(['start', '--data-dir', copy.path], {
        env: { STL_PORT: '0', STL_LOG_LEVEL: 'silent' },
      });
      let said = '';
      await new Promise<void>((resolve) =>
        started.process.stderr?.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes(runbook)) resolve();
        }),
      );
      started.process.kill('SIGTERM');
      await started.ended;
      expect(said).to.include('shorter').and.include(copy.path);
    });
  });
});
