import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { SetupError } from '../../../gateway/data-dir/setup-error.js';
import { openJobsDatabase } from '../../../gateway/start/stores/jobs-database.js';
import { LedgerError } from '../../../gateway/ledger/port.js';
import { durably } from '../../../gateway/start/stores/durably.js';
import { storedJobs } from '../../../gateway/start/stores/job-store.js';
import { storedNonces } from '../../../gateway/start/stores/nonce-store.js';
import { failureOf } from '../../support/failure.js';
import { World } from '../harness.js';

describe('the queue of acknowledged batches on disk', () => {
  let dir: string;
  beforeEach(async () => {
    dir = join(await mkdtemp(join(tmpdir(), 'stl-jobs-')), 'jobs');
  });
  afterEach(() => rm(join(dir, '..'), { recursive: true, force: true }));

  async function acknowledge(): Promise<void> {
    const db = await openJobsDatabase(dir);
    await storedJobs(db).add('000000001-a', new Uint8Array([1]));
    await db.close();
  }

  it('is made where there is none, and found again', async () => {
    await acknowledge();
    const db = await openJobsDatabase(dir);
    expect(await storedJobs(db).queued()).to.deep.equal([{ id: '000000001-a', size: 1 }]);
    await db.close();
  });

  it('is never begun anew over what was acknowledged', async () => {
    await acknowledge();
    await rm(join(dir, 'CURRENT'));
    const ofLevel = async () => (await readdir(dir)).filter((name) => !name.startsWith('LOG'));
    const before = await ofLevel();
    expect(await failureOf(openJobsDatabase(dir))).to.be.instanceOf(SetupError);
    expect(await ofLevel()).to.deep.equal(before);
    await rm(dir, { recursive: true });
    expect(await failureOf(openJobsDatabase(dir))).to.be.instanceOf(SetupError);
  });

  it('says what is wrong when it is damaged', async () => {
    await acknowledge();
    await writeFile(join(dir, 'CURRENT'), 'nonsense');
    expect(await failureOf(openJobsDatabase(dir)))
      .to.be.instanceOf(SetupError)
      .with.property('message')
      .that.includes(dir);
  });

  it('takes nothing while the disk has no room, and says so', async () => {
    let wasWritten = false;
    // A file system without a free block.
    const full = await failureOf(
      durably('/proc', () => {
        wasWritten = true;
        return Promise.resolve();
      }),
    );
    expect(full).to.be.instanceOf(LedgerError).with.property('code', 'read_only');
    expect(wasWritten).to.equal(false);
    const failing = await failureOf(durably(tmpdir(), () => Promise.reject(new Error('LEVEL_IO_ERROR'))));
    expect(failing).to.be.instanceOf(LedgerError).with.property('code', 'read_only');
  });
});

describe('the nonces of signed requests', () => {
  let dir: string;
  let db: Awaited<ReturnType<typeof openJobsDatabase>>;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-nonces-'));
    db = await openJobsDatabase(join(dir, 'jobs'));
  });
  afterEach(async () => {
    await db.close();
    await rm(dir, { recursive: true });
  });

  it('count as used, though the clock is set back behind what was forgotten', async () => {
    let now = 1_000;
    const nonces = await storedNonces(db, () => now);
    expect(await nonces.use('key', 'first', 1_100, false)).to.equal(true);
    now = 1_200;
    expect(await nonces.use('key', 'second', 1_300, false)).to.equal(true);
    now = 1_050;
    expect(await nonces.use('key', 'first', 1_100, false)).to.equal(false);
  });

  it('are bounded for each key, so that one flood does not keep others out', async () => {
    let now = 1_000;
    const nonces = await storedNonces(db, () => now, { all: 10, ofKey: 2 });
    expect(await nonces.use('flood', 'a', 1_100, true)).to.equal(true);
    expect(await nonces.use('flood', 'b', 1_100, true)).to.equal(true);
    expect(await failureOf(nonces.use('flood', 'c', 1_100, true))).to.include({ code: 'overloaded' });
    expect(await nonces.use('other', 'a', 1_100, true)).to.equal(true);
    now = 1_200;
    expect(await nonces.use('other', 'b', 1_300, true)).to.equal(true);
    expect(await nonces.use('flood', 'c', 1_300, true)).to.equal(true);
  });
});

describe('starting and stopping a gateway', () => {
  let world: World;
  before(async () => {
    world = await World.found();
  });
  after(() => world.remove());

  it('names the port that is taken, and lets go of all it had opened', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const failure = await failureOf(world.start({ STL_PORT: String(port) }));
    other.close();
    expect(failure).to.be.instanceOf(SetupError);
    expect(String(failure)).to.include(String(port)).and.include('STL_PORT');
    await (await world.start()).close();
  });

  it('stops, though a sender never finishes its request', async () => {
    const gateway = await world.start();
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    const gone = new Promise((resolve) => socket.on('close', resolve).on('error', resolve));
    const under = new Promise((resolve) => gateway.app.server.once('request', resolve));
    socket.write(
      'POST /v1/scores HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
    );
    await under;
    await gateway.close();
    await gone;
    await (await world.start()).close();
  });
});
