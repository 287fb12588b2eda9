import { cp, mkdtemp, rm, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import { fetchConsistency } from '../../../gateway/sdk/client/index.js';
import { loadConfig } from '../../../gateway/data-dir/config.js';
import { startGateway, type Gateway } from '../../../gateway/start/server.js';
import {
  verifyBadge,
  type Seen,
  type TrustedConsortium,
  type Verdict,
} from '../../../gateway/sdk/verify/index.js';
import { orderRecord } from '../../support/records.js';
import { stl } from '../../support/stl.js';
import { clock, World } from '../harness.js';

const seller = 'demo-platform.shop1';

describe('a badge of a ledger that was seen before', function () {
  let world: World;
  let copy: string;
  let honest: Gateway;
  /** A fork: the same organisations on a copy of their ledger. All of them together could show it to one reader. */
  let forked: Gateway;
  let trust: TrustedConsortium;
  let badges: Record<'early' | 'late' | 'fork', string>;

  before(async () => {
    world = await World.found();
    copy = await mkdtemp(join(tmpdir(), 'stl-fork-'));
    honest = await world.start();
    const early = await grow(honest, ['a']);
    await honest.close();
    await cp(world.dir, copy, { recursive: true });
    honest = await world.start();
    forked = await startGateway(
      loadConfig({ STL_PORT: '0', STL_DATA_DIR: copy, STL_LOG_LEVEL: 'silent', STL_SEAL_EVERY: '0' }),
    );
    const late = await grow(honest, ['b']);
    await grow(forked, ['x']);
    badges = { early, late, fork: await grow(forked, ['y']) };
    trust = world.trust;
  });
  after(async () => {
    await honest.close();
    await forked.close();
    await world.remove();
    await rm(copy, { recursive: true });
  });

  /** States orders, ends the epoch, and gives the seller's badge. */
  const grow = async (gateway: Gateway, orders: readonly string[]): Promise<string> => {
    await world.state(
      gateway,
      'demo-platform',
      orders.map((name) => orderRecord(name)),
    );
    await world.seal(gateway);
    return (await fetch(`${gateway.url}/v1/badges/${seller}`)).text();
  };
  const judge = async (badge: string, lastSeen?: Seen, from?: Gateway): Promise<Verdict> => {
    const bytes = utf8(badge);
    const consistency = from && (await fetchConsistency(bytes, lastSeen, from.url));
    return verifyBadge(bytes, trust, {
      ...{ now: clock(), maxAge: 3_600 },
      ...(lastSeen && { lastSeen }),
      ...(consistency && { consistency }),
    });
  };
  const history = ({ checks }: Verdict): string | undefined =>
    checks.find(({ name }) => name === 'history')?.code;
  const seenIn = async (badge: string): Promise<Seen> => (await judge(badge)).seen as Seen;

  it('holds where the log only grew, and moves what was seen on', async () => {
    const early = await seenIn(badges.early);
    const verdict = await judge(badges.late, early, honest);
    expect(history(verdict)).to.equal('passed');
    expect(verdict.state).to.equal('valid-with-notice');
    expect(verdict.seen).to.deep.equal(await seenIn(badges.late));
    expect(verdict.seen?.size).to.be.above(early.size);
  });

  it('is forged where the log was forked, though all organisations signed the fork', async () => {
    const late = await seenIn(badges.late);
    expect((await seenIn(badges.fork)).size).to.be.above(late.size);
    const verdict = await judge(badges.fork, late, forked);
    expect([verdict.state, verdict.code]).to.deep.equal(['forged', 'inconsistent']);
    expect(verdict.seen).to.equal(undefined);
  });

  it('is forged with any other proof than that of the tiles', async () => {
    const lastSeen = await seenIn(badges.early);
    const path = (await fetchConsistency(utf8(badges.late), lastSeen, honest.url)) as string[];
    const others = [
      [],
      path.slice(1),
      [...path, path[0] as string],
      path.with(0, 'A'.repeat(43)),
      path.with(0, 'not a hash'),
      [...path].reverse(),
    ].filter((other) => path.length > 1 || other.join() !== path.join());
    for (const consistency of others) {
      const options = { now: clock(), maxAge: 3_600, lastSeen, consistency };
      const { code, state } = await verifyBadge(utf8(badges.late), trust, options);
      expect([state, code], consistency.join()).to.deep.equal(['forged', 'inconsistent']);
    }
  });

  it('leaves what was seen as it was where the proof is not to be had', async () => {
    const late = await seenIn(badges.late);
    // The honest gateway lacks the fork's tiles, and no gateway gives none: neither may be of use to a forger.
    for (const from of [honest, undefined]) {
      const verdict = await judge(badges.fork, late, from);
      expect(history(verdict)).to.equal('growth_unproven');
      expect(verdict.seen).to.deep.equal(late);
    }
    const backward = await judge(badges.early, late, honest);
    expect([backward.state, backward.code]).to.deep.equal(['expired', 'backward']);
    expect(backward.seen, 'an older state').to.deep.equal(late);
  });

  it('is measured by what stl verify --seen keeps', async () => {
    const file = join(copy, 'seen.json');
    const verify = async (name: keyof typeof badges, gateway: Gateway, ...more: string[]) => {
      await writeFile(join(copy, 'badge.jwt'), badges[name]);
      const args = ['verify', join(copy, 'badge.jwt'), '--seen', file, '--url', gateway.url, ...more];
      const { code, stderr, stdout } = await stl([...args, '--json']);
      return `${code} ${/"code":\s*"([a-z_]+)"/.exec(stderr)?.[1] ?? history(JSON.parse(stdout) as Verdict)}`;
    };
    const kept = async (): Promise<number> => (JSON.parse(await readFile(file, 'utf8')) as Seen).size;
    expect(await verify('early', honest)).to.equal('0 not_seen_before');
    const first = await kept();
    expect(await verify('late', honest, '--offline')).to.equal('0 growth_unproven');
    expect(await kept()).to.equal(first);
    expect(await verify('late', honest)).to.equal('0 passed');
    const second = await kept();
    expect(second).to.be.above(first);
    expect(await verify('fork', forked)).to.equal('1 inconsistent');
    expect(await verify('early', honest)).to.equal('1 backward');
    expect(await kept()).to.equal(second);
    for (const text of [
      'mine',
      '{}',
      JSON.stringify({ ...(await seenIn(badges.late)), ledger: 'f'.repeat(64) }),
    ]) {
      await writeFile(file, text);
      expect(await verify('late', honest), text).to.equal('1 seen_unreadable');
      expect(await readFile(file, 'utf8')).to.equal(text);
    }
  });
});
