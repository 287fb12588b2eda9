import { expect } from 'chai';
import type { Readiness } from '../../../gateway/services/read/readiness.js';
import { StateLines } from '../../../gateway/start/state-log.js';
import { freePort, spawnStl } from '../../support/stl.js';
import { World } from '../harness.js';

const well: Readiness = {
  ready: true,
  reads: { ok: true, detail: 'up to date' },
  writes: { ok: true, detail: '3 of 3 orderers answer, 2 must' },
  ledger: { ok: true, detail: 'peer a:1 holds 7 blocks', height: 7 },
  projection: { state: 'running', detail: 'following the ledger', height: 7 },
  backlog: 0,
  queued: 0,
  signer: { ok: true, detail: 'its keys are files' },
  disk: 'fine',
  stores: [],
};

describe('what the log says of states', () => {
  let lines: StateLines;
  const next = (change: Partial<Readiness>): string[] =>
    lines.next({ ...well, ...change }).map(({ level, msg }) => `${level}: ${msg}`);
  beforeEach(() => {
    lines = new StateLines();
  });

  it('says at the start what the gateway is ready for, and what is not well', () => {
    expect(next({})).to.deep.equal(['info: ready for reads', 'info: ready for writes']);
    lines = new StateLines();
    expect(next({ disk: 'nearly_full', writes: { ok: false, detail: 'why' } })).to.deep.equal([
      'warn: the disk is nearly full',
      'info: ready for reads',
      'warn: not ready for writes',
    ]);
  });

  it('says a change once, however long it lasts and however its numbers move', () => {
    next({});
    const lost = {
      ledger: { ok: false, detail: 'the peer does not answer', height: null },
      writes: { ok: false, detail: 'The ledger does not answer' },
      backlog: null,
    };
    expect(next(lost)).to.deep.equal(['warn: the ledger does not answer', 'warn: not ready for writes']);
    expect(next(lost)).to.deep.equal([]);
    expect(next({ ...lost, queued: 5, reads: { ok: true, detail: 'as of block 6' } })).to.deep.equal([]);
    expect(next({})).to.deep.equal(['info: the ledger answers again', 'info: ready for writes']);
    expect(next({ ledger: { ok: true, detail: 'peer a:1 holds 8 blocks', height: 8 } })).to.deep.equal([]);
  });

  it('says that an orderer is away while writes go on', () => {
    next({});
    const writes = { ok: true, detail: '2 of 3 orderers answer, 2 must; c:7050: ECONNREFUSED' };
    expect(next({ writes })).to.deep.equal(['info: what writes need has changed']);
    expect(next({ writes })).to.deep.equal([]);
  });

  it('does not repeat itself while a backlog moves about the edge of being one', () => {
    next({});
    expect(next({ backlog: 101 })).to.deep.equal(['warn: the projection is behind the ledger']);
    for (const backlog of [99, 101, 99, 101, 11])
      expect(next({ backlog }), String(backlog)).to.deep.equal([]);
    expect(next({ backlog: 3 })).to.deep.equal(['info: the projection has caught up']);
    expect(next({ backlog: 99 })).to.deep.equal([]);
  });

  it('says how the projection fares and how full the disk is', () => {
    next({});
    expect(next({ projection: { state: 'failed', detail: 'why', height: 3 } })).to.deep.equal([
      'error: the projection has failed',
    ]);
    next({});
    expect(next({ disk: 'full' })).to.deep.equal(['error: the disk is full: nothing is written']);
    expect(next({})).to.deep.equal(['info: the disk has room again']);
  });
});

describe('the log of a process', () => {
  let world: World;
  before(async () => {
    world = await World.found();
  });
  after(() => world.remove());

  interface Line {
    readonly msg?: string;
    readonly [member: string]: unknown;
  }

  it('is JSON alone, and says when the gateway started, what was asked wrongly, and why it stopped', async () => {
    const port = await freePort();
    const { process: gateway, ended } = spawnStl(['start', '--json', '--data-dir', world.dir], {
      env: { STL_PORT: String(port), STL_SEAL_EVERY: '0' },
    });
    let printed = '';
    const saw = (text: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (printed.includes(text)) resolve();
        };
        gateway.stdout?.on('data', look);
        look();
      });
    gateway.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await Promise.all([saw('ready for writes'), saw('"dataDir"')]);
    await fetch(`http://127.0.0.1:${port}/v1/sellers/no-such.seller`);
    await saw('"problem"');
    gateway.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect(code, stderr).to.equal(0);

    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const of = (msg: string): Line[] => lines.filter((line) => line.msg === msg);
    expect(of('started')).to.have.length(1);
    expect(of('started')[0]).to.deep.include({
      node: process.version,
      ledger: world.consortium.ledger,
      org: 'platform',
      adapter: 'embedded',
      address: `http://127.0.0.1:${port}`,
    });
    expect(of('started')[0])
      .to.have.property('version')
      .that.matches(/^\d+\.\d+\.\d+/);
    expect(of('ready for reads')).to.have.length(1);
    expect(of('ready for writes')).to.have.length(1);
    expect(of('request')[0]).to.include({ status: 404, problem: 'not_found' });
    expect(of('stopped')).to.have.length(1);
    expect(of('stopped')[0]).to.include({ reason: 'SIGTERM' });
    expect(of('stopped')[0]).to.have.property('milliseconds').that.is.a('number');
    expect(lines.filter((line) => line.msg === undefined)).to.have.length(1);
  });
});
