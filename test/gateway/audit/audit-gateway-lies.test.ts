import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { auditGateway, type GatewayReport } from '../../../gateway/audit/audit-gateway.js';
import type { TrustList } from '../../../gateway/sdk/client/index.js';
import { failureOf } from '../../support/failure.js';
import { fulfilmentRecord, orderRecord } from '../../support/records.js';
import { World, clock } from '../harness.js';
import { LyingGateway } from './lying-gateway.js';

const [first, second, third] = ['shop1', 'shop2', 'shop3'].map((name) => `demo-platform.${name}`) as [
  string,
  string,
  string,
];

/** Bytes with one bit of the last byte flipped: a file as a disk gives it back one day. */
function flipped(body: Buffer): Buffer {
  const other = Buffer.from(body);
  other[other.length - 1]! ^= 1;
  return other;
}

/** With another text in the place of one that must be there. */
const replaced = (from: RegExp, to: string) => (body: Buffer) => {
  expect(body.toString()).to.match(from);
  return Buffer.from(body.toString().replace(from, to));
};

describe('auditing a gateway that lies', function () {
  let world: World;
  let shown: LyingGateway;
  let trust: TrustList;
  const signal = new AbortController().signal;
  /** Data directories: the ledger as it was earlier, and one that went on in another way from there. */
  let earlier: string;
  let forked: string;
  /** What was shown at the epoch before the newest. */
  const old = new Map<string, Buffer>();

  const audited = (state?: string): Promise<GatewayReport> =>
    auditGateway({
      ...{ gateway: shown.url, trust, now: clock(), signal, progress: () => undefined },
      ...(state === undefined ? {} : { state }),
    });
  const findings = async (state?: string): Promise<string[]> =>
    (await audited(state)).findings.map(({ at, code }) => `${code} ${at}`);
  const get = async (path: string): Promise<Buffer> =>
    Buffer.from(await (await fetch(`${shown.url}${path}`)).arrayBuffer());
  const stateOrder = (seller: string, name: string) =>
    world.state(shown.gateway, 'demo-platform', [
      orderRecord(name, { seller }),
      fulfilmentRecord(name, { seller }),
    ]);

  before(async () => {
    world = await World.found();
    shown = await LyingGateway.start(world);
    earlier = join(world.dir, 'earlier');
    forked = join(world.dir, 'forked');
    await stateOrder(first, 'a');
    await stateOrder(second, 'b');
    await world.seal(shown.gateway);
    await shown.stop();
    for (const directory of [earlier, forked]) {
      for (const name of ['consortium.json', 'ledger', 'orgs'])
        await cp(join(world.dir, name), join(directory, name), { recursive: true });
    }
    await shown.show(forked);
    await stateOrder(third, 'in-the-fork');
    await stateOrder(first, 'in-the-fork-too');
    await world.seal(shown.gateway);
    await world.seal(shown.gateway);
    await shown.show();
    for (const path of ['/tlog/checkpoint', ...[first, second].map((id) => `/v1/badges/${id}`)])
      old.set(path, await get(path));
    await stateOrder(first, 'c');
    await stateOrder(third, 'd');
    await world.seal(shown.gateway);
    ({ trust } = world);
  });
  after(async () => {
    await shown.close();
    await world.remove();
  });
  beforeEach(() => shown.honest());

  it('finds nothing where it does not', async () => {
    const report = await audited();
    expect(report).to.deep.include({ findings: [], sellers: 3, young: 0, epoch: 2, from: 0 });
  });

  it('notices a checkpoint that is older than its badges', async () => {
    shown.lie = (path, body) => (path === '/tlog/checkpoint' ? old.get(path)! : body);
    const { findings: found } = await audited();
    expect(found).to.deep.equal([
      { code: 'outdated', at: 'checkpoint', reason: 'it is of epoch 1, though badges are of epoch 2' },
    ]);
  });

  it('does not blame it for an epoch that is agreed on during the audit', async () => {
    let times = 0;
    shown.lie = (path, body) =>
      path === '/tlog/checkpoint' && (times += 1) === 1 ? old.get('/tlog/checkpoint')! : body;
    const report = await audited();
    expect(report).to.deep.include({ findings: [], epoch: 2 });
    expect(times).to.equal(2);
  });

  it('notices one badge that is older than the checkpoint, and than the others', async () => {
    shown.lie = (path, body) => (path === `/v1/badges/${second}` ? old.get(path)! : body);
    expect(await findings()).to.deep.equal([`outdated ${second}`]);
    // Nothing was stated of this seller since: its old badge lacks no fact, and is named all the same.
    shown.lie = (path, body) =>
      path === `/v1/badges/${second}` || path === '/tlog/checkpoint' ? old.get(path)! : body;
    expect(await findings()).to.include(`outdated ${second}`);
  });

  it('notices a score that does not follow from the facts', async () => {
    for (const lie of [
      replaced(/"overall":(null|\d+)/, '"overall":999'),
      replaced(/"asOf":\d+/, '"asOf":86400'),
      replaced(/"asOf":\d+/, '"asOf":4102444800'),
      replaced(/"version":1/, '"version":7'),
      replaced(/"meaning"/, '"more":1,"meaning"'),
    ]) {
      shown.lie = (path, body) => (path === `/v1/sellers/${first}/score` ? lie(body) : body);
      expect(await findings()).to.deep.equal([`score_does_not_follow ${first}`]);
    }
    // Another seller's score is sound, but not this one's.
    const score = await get(`/v1/sellers/${third}/score`);
    shown.lie = (path, body) => (path === `/v1/sellers/${first}/score` ? score : body);
    expect(await findings()).to.deep.equal([`score_does_not_follow ${first}`]);
  });

  it('notices facts that are fewer or others than those that are proven', async () => {
    const facts = `/v1/sellers/${first}`;
    for (const lie of [
      replaced(/"count":\d+/, '"count":1'),
      replaced(/"head":".{4}/, '"head":"AAAA'),
      replaced(/"firstDay":\d+/, '"firstDay":1'),
    ]) {
      shown.lie = (path, body) => (path === facts ? lie(body) : body);
      expect(await findings()).to.deep.equal([`score_does_not_follow ${first}`]);
    }
  });

  it('notices a corrupt tile, of entries and of hashes', async () => {
    const wanted = async (form: RegExp) => {
      await audited();
      return shown.asked.find((path) => form.test(path)) as string;
    };
    const tile = await wanted(/^\/tlog\/tile\/0\//);
    shown.lie = (path, body) => (path === tile ? flipped(body) : body);
    expect(await findings()).to.deep.equal([`tile_does_not_hold ${tile}`]);
    const bundle = await wanted(/^\/tlog\/tile\/entries\//);
    shown.lie = (path, body) => (path === bundle ? body.subarray(0, -1) : body);
    expect(await findings()).to.deep.equal([`tile_does_not_hold ${bundle}`]);
    shown.lie = (path, body) => (path === bundle ? flipped(body) : body);
    expect((await findings())[0]).to.match(/^(leaf|checkpoint)_does_not_hold /);
  });

  describe('that it has audited before', () => {
    let state: string;
    let number = 0;
    /** With the state of an audit of what was shown then. */
    const after = async (directory?: string): Promise<string> => {
      const kept = join(world.dir, `kept-${(number += 1)}`);
      if (directory !== undefined) await shown.show(directory);
      expect((await audited(kept)).findings).to.deep.equal([]);
      return kept;
    };
    before(async () => {
      shown.honest();
      state = await after(earlier);
      await shown.show();
    });

    it('goes on from there, and finds the same as one that begins anew', async () => {
      const kept = join(world.dir, 'goes-on');
      await cp(state, kept, { recursive: true });
      const [whole, resumed] = [await audited(), await audited(kept)];
      expect(resumed.from).to.be.above(0);
      expect({ ...resumed, from: 0 }).to.deep.equal(whole);
      const again = await audited(kept);
      expect(again.from).to.equal(again.leaves);
      expect(again.findings).to.deep.equal([]);
      expect(shown.asked.filter((path) => path.includes('/entries/')).length, 'read twice in all').to.equal(
        2,
      );
    });

    it('notices that the log shrank', async () => {
      const kept = await after();
      await shown.show(earlier);
      const before = await readFile(join(kept, 'gateway.json'), 'utf8');
      expect((await findings(kept))[0]).to.match(/^history_changed log of \d+ leaves, epoch 2$/);
      expect(await readFile(join(kept, 'gateway.json'), 'utf8'), 'what was kept stays').to.equal(before);
      await shown.show();
    });

    it('notices that the log forked, though k organisations signed both', async () => {
      const kept = await after();
      await shown.show(forked);
      expect(await findings(), 'by itself it holds').to.deep.equal([]);
      const { findings: found } = await audited(kept);
      expect(found.map(({ code, reason }) => `${code}: ${reason}`)).to.include(
        'history_changed: what was signed since does not begin with it',
      );
      await shown.show();
      // The fork is longer than what was kept first, and begins with it: from there it is as good as the other.
      const common = join(world.dir, 'common');
      await cp(state, common, { recursive: true });
      expect(await findings(common)).to.deep.equal([]);
    });

    it('tells leaves that are false from a log that is another', async () => {
      const kept = join(world.dir, 'false-leaf');
      await cp(state, kept, { recursive: true });
      shown.lie = (path, body) => (path.includes('/entries/') ? flipped(body) : body);
      const found = await findings(kept);
      expect(found.join()).to.include('checkpoint_does_not_hold').and.not.include('history_changed');
    });

    it('notices a seller that is hidden, the newest of all', async () => {
      const kept = await after();
      const hide = (body: Buffer): Buffer => {
        const list = JSON.parse(body.toString()) as { items: { id: string }[] };
        return Buffer.from(JSON.stringify({ ...list, items: list.items.filter(({ id }) => id !== third) }));
      };
      shown.lie = (path, body) =>
        path.startsWith('/v1/sellers?') || path === '/v1/sellers' ? hide(body) : body;
      expect(await findings(), 'no number shows the gap').to.deep.equal([]);
      expect(await findings(kept)).to.deep.equal([`seller_missing ${third}`]);
      shown.honest();
      expect(await findings(kept)).to.deep.equal([]);
    });

    it('says so where what was kept is not what an audit keeps', async () => {
      const file = join(await after(), 'gateway.json');
      const text = await readFile(file, 'utf8');
      const memo = JSON.parse(text) as { log: { edge: string[]; size: number }; sellers: unknown; v: number };
      const [edge = ''] = memo.log.edge;
      for (const wrong of [
        '',
        'null',
        text.slice(0, -20),
        JSON.stringify({ ...memo, v: 2 }),
        JSON.stringify({ ...memo, sellers: [1] }),
        JSON.stringify({ ...memo, log: { ...memo.log, size: memo.log.size - 1 } }),
        JSON.stringify({ ...memo, log: { ...memo.log, edge: [] } }),
        text.replace(edge, `${edge[0] === 'A' ? 'B' : 'A'}${edge.slice(1)}`),
      ]) {
        await writeFile(file, wrong);
        const failure = await failureOf(audited(join(file, '..')));
        expect(failure, wrong.slice(0, 60))
          .to.have.property('message')
          .that.includes('is not what an audit keeps');
      }
      await writeFile(file, text);
      const failure = await failureOf(
        auditGateway({
          ...{ gateway: shown.url, trust: { ...trust, ledger: '0'.repeat(64) }, now: clock(), signal },
          ...{ progress: () => undefined, state: join(file, '..') },
        }),
      );
      expect(failure).to.have.property('message').that.includes('of another ledger');
      await mkdir(join(world.dir, 'no-file', 'gateway.json'), { recursive: true });
      expect(await failureOf(audited(join(world.dir, 'no-file'))))
        .to.have.property('message')
        .that.includes('cannot be read');
    });
  });
});
