import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import { loadConfig } from '../../../gateway/data-dir/config.js';
import { rebuildProjection } from '../../../gateway/audit/rebuild-projection.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { verifyBadge, type TrustedConsortium } from '../../../gateway/sdk/verify/index.js';
import { editSealed, flipStored, type SealedRows } from '../../support/raw-level.js';
import { copyStore } from '../store/harness.js';
import { orderRecord } from '../../support/records.js';
import { clock, World } from '../harness.js';

const seller = 'demo-platform.shop1';
const isLong = process.env['STL_LONG'] === '1';
/** The mark of a signature's line, byte by byte. */
const dash = /\u00e2\u0080\u0094 \S+ /g;

describe('a gateway whose projection has wrong bits', function () {
  let world: World;
  let whole: string;
  let trust: TrustedConsortium;
  let stored: readonly (readonly [key: string, value: string])[];

  before(async () => {
    world = await World.found();
    const gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    await world.seal(gateway);
    await gateway.close();
    trust = world.trust;
    whole = join(world.dir, 'projection.whole');
    await copyStore(projection(), whole);
    const rows = await edited((db) => db.all());
    stored = rows.map(([key, value]) => [key.toString(), value.toString('latin1')]);
    await restore();
  });
  after(() => world.remove());
  afterEach(restore);

  function projection(): string {
    return join(world.dir, 'projection');
  }
  function restore(): Promise<void> {
    return copyStore(whole, projection());
  }
  /** As a person would who knows the format: checksums are right, and the proofs alone can tell. */
  const edited = <T>(work: (rows: SealedRows) => Promise<T>): Promise<T> => editSealed(projection(), work);
  const put = (key: string, value: string): Promise<void> =>
    edited((rows) => rows.put(Buffer.from(key), Buffer.from(value, 'latin1')));
  const flip = (value: string, at: number): string =>
    value.slice(0, at) + String.fromCharCode(value.charCodeAt(at) ^ 1) + value.slice(at + 1);
  /** What the gateway gives for a badge: its verdict, or that it gives none. */
  const badge = async (): Promise<string> => {
    const gateway = await world.start().catch(() => undefined);
    if (gateway === undefined) return 'does not start';
    try {
      const answer = await fetch(`${gateway.url}/v1/badges/${seller}`);
      if (!answer.ok) return `no badge: ${answer.status}`;
      const { code, state } = await verifyBadge(utf8(await answer.text()), trust, {
        ...{ now: clock(), maxAge: 3_600 },
      });
      return `${state} ${code}`;
    } finally {
      await gateway.close();
    }
  };

  it('answers right again by itself, whichever stored value has a flipped bit', async () => {
    const used =
      /^s\/(map-|seal\/|agreed|newest|consortium|seller\/|participant\/|policy|log-hash)|^t\/|^checkpoint/;
    const relevant = stored.filter(([key]) => used.test(key));
    const sample = relevant.filter((_row, i) => isLong || i % 9 === 0);
    for (const [i, [key]] of sample.entries()) {
      await restore();
      await flipStored(projection(), key, i * 5);
      const gateway = await world.start();
      try {
        const asked = async (): Promise<Response> => fetch(`${gateway.url}/v1/badges/${seller}`);
        let answer = await asked();
        // The read that meets the damage fails; what follows is not answered before all is folded anew.
        while (answer.status === 500 || answer.status === 503) {
          await pause(20);
          answer = await asked();
        }
        expect(answer.status, key).to.equal(200);
        const { state } = await verifyBadge(utf8(await answer.text()), trust, {
          now: clock(),
          maxAge: 3_600,
        });
        expect(state, key).to.equal('valid-with-notice');
      } finally {
        await gateway.close();
      }
    }
  });

  it('signs no badge that its own verifier calls forged, whichever value a bit is flipped in', async () => {
    expect(await badge()).to.equal('valid-with-notice valid_with_notice');
    const outcomes = new Set<string>();
    const used = /^s\/(map-|seal\/|agreed|newest|consortium|seller\/|participant\/|policy)/;
    const relevant = stored.filter(([key]) => used.test(key));
    expect(relevant.length).to.be.above(20);
    for (const [i, [key, value]] of relevant.entries()) {
      await restore();
      const at = (value.length * ((i * 5) % 8)) >> 3;
      await put(key, flip(value, at));
      const outcome = await badge();
      outcomes.add(outcome);
      expect(outcome, `${key}, at ${at}`).not.to.match(/^(forged|unchecked)/);
    }
    // Some of them must have hit what the badge rests on, or nothing was tested.
    expect([...outcomes].join()).to.include('no badge');
  });

  it('signs none with a signature of the checkpoint altered', async () => {
    const [key, value] = stored.find(([name]) => /^s\/seal\/1$/.test(name))!;
    const marks = [...value.matchAll(dash)];
    expect(marks.length).to.equal(6);
    for (const { 0: mark, index } of marks) {
      await restore();
      await put(key, flip(value, index + mark.length + 40));
      expect(await badge()).not.to.match(/^(forged|unchecked)/);
    }
  });

  it('signs no log that has not what was agreed on before in it', async () => {
    const [key, hash] = stored.find(([name]) => name === 's/log-hash/0/0')!;
    await put(key, flip(hash, 9));
    const sealed = async (gateway: Gateway) => {
      const admin = await world.client(gateway, 'admin:platform');
      return (await admin.post<{ n: number }>('/v1/seals', undefined)).value.n;
    };
    const said = async (gateway: Gateway, n: number) =>
      (await (await fetch(`${gateway.url}/v1/epochs/${n}`)).json()) as { statements: []; silent: [] };
    const damaged = await world.start();
    // The first is answered before the second is folded, so they are looked at in turn.
    const first = await sealed(damaged);
    const second = await sealed(damaged);
    try {
      for (const n of [first, second])
        expect((await said(damaged, n)).statements, `epoch ${n}`).to.deep.equal([]);
    } finally {
      await damaged.close();
    }
    await restore();
    const mended = await world.start();
    try {
      const n = await sealed(mended);
      while ((await said(mended, n)).silent.length > 0) await pause(20);
      expect(await fetch(`${mended.url}/v1/epochs/agreed`).then((answer) => answer.json())).to.include({ n });
    } finally {
      await mended.close();
    }
  });

  it('has every flipped value found by stl rebuild', async () => {
    const config = loadConfig({ STL_DATA_DIR: world.dir, STL_LOG_LEVEL: 'silent' });
    const scrub = () => rebuildProjection(config, new AbortController().signal);
    expect((await scrub()).same).to.equal(true);
    const values = stored.filter(([key]) => key !== 'checkpoint');
    for (let i = 0; i < 12; i += 1) {
      const [key, value] = values[(i * 31) % values.length]!;
      await restore();
      await put(key, flip(value, (i * 7) % value.length));
      expect((await scrub()).same, key).to.equal(false);
    }
  });
});
