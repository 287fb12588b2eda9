import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import { logNoteKey } from '../../../chaincode/domain/checkpoints/statement.js';
import { parseNote, verifierKey, verifyNote, type NoteKey } from '../../../chaincode/domain/tlog/note.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { verifyBadge, type BadgeContent, type SignedTrustList } from '../../../gateway/sdk/verify/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { openJobsDatabase } from '../../../gateway/start/stores/jobs-database.js';
import { storedCosignatures } from '../../../gateway/start/stores/witnesses-store.js';
import { witnessServer } from '../../../gateway/witness/server.js';
import { removeStore } from '../../../gateway/store/open-store.js';
import { openWitnessStore, type WitnessStore } from '../../../gateway/witness/store.js';
import { Witness } from '../../../gateway/witness/witness.js';
import { newSigner, signBytes } from '../../support/consortium.js';
import { inspectionRecord } from '../../support/records.js';
import { stl } from '../../support/stl.js';
import { newWitness } from '../../support/witnesses.js';
import { World, clock, privateJwk } from '../harness.js';

const vkeyOf = (key: NoteKey): string => verifierKey(nodeCrypto.sha256, key);

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

interface Running {
  readonly close: () => Promise<void>;
  readonly store: WitnessStore;
  /** Status codes of its answers so far. */
  readonly answered: readonly number[];
}

describe('witnesses of a consortium', () => {
  const { key, signer } = newWitness('watch.example');
  let world: World;
  let gateway: Gateway;
  let directory: string;
  let port: number;
  let url: string;
  const closers: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    world = await World.found();
    directory = await mkdtemp(join(tmpdir(), 'stl-witness-'));
    port = await freePort();
    url = `http://127.0.0.1:${port}`;
  });
  afterEach(async () => {
    await gateway.close();
    for (const close of closers.splice(0)) await close();
    await world.remove();
    await rm(directory, { recursive: true });
  });

  /** The program of `stl witness` over a store of its own. `renewed`: new log keys that its operator has listed, too. */
  const witness = async (
    path = 'store',
    renewed: Readonly<Record<string, string>> = {},
    quorum = 2,
  ): Promise<Running> => {
    const { document, ledger } = world.consortium;
    const origin = `stl/${ledger}`;
    const store = await openWitnessStore(join(directory, path));
    const keys = document.organisations.map((one) =>
      [one.logKey, renewed[one.id] ?? []].flat().map((logKey) => logNoteKey(ledger, { logKey })),
    );
    const app = witnessServer(
      new Witness({
        ...{ crypto: nodeCrypto, store, now: clock },
        logs: [{ origin, keys, quorum }],
        ...{ name: key.name, publicKey: key.publicKey, sign: (data) => signBytes(signer, data) },
      }),
    );
    const answered: number[] = [];
    app.addHook('onResponse', async (_request, { statusCode }) => void answered.push(statusCode));
    await app.listen({ host: '127.0.0.1', port });
    let isOpen = true;
    const close = async (): Promise<void> => {
      if (!isOpen) return;
      isOpen = false;
      await app.close();
      await store.close();
    };
    closers.push(close);
    return { close, store, answered };
  };
  const set = async (...witnesses: NoteKey[]): Promise<void> => {
    await world.decide(gateway, {
      type: 'witnesses.set',
      witnesses: witnesses.map(vkeyOf),
      quorum: witnesses.length,
    });
  };
  const checkpoint = async (): Promise<string> => (await fetch(`${gateway.url}/tlog/checkpoint`)).text();
  /** Names of the witnesses whose cosignature of the served checkpoint holds. */
  const cosigners = async (...keys: NoteKey[]): Promise<string[]> => {
    const note = parseNote(utf8(await checkpoint()));
    return ((note && verifyNote(nodeCrypto, note, keys)) ?? []).map((one) => one.key.name);
  };
  const cosigned = async (): Promise<string> => {
    while ((await cosigners(key)).length === 0) await pause(20);
    return checkpoint();
  };

  it('cosign each newly agreed checkpoint, beneath the organisations', async () => {
    await witness();
    gateway = await world.start({ STL_WITNESSES: url });
    await set(key);
    await world.seal(gateway);
    const first = await cosigned();
    expect(first.split('\n').filter((line) => line.startsWith('\u2014'))).to.have.length(7);
    expect(first.split('\n').at(-2)).to.include('watch.example ');
    await world.seal(gateway);
    const second = await cosigned();
    expect(second.split('\n')[1]).not.to.equal(first.split('\n')[1]);
  });

  it('hold up nothing when they are away, and are asked again', async () => {
    gateway = await world.start({ STL_WITNESSES: `http://127.0.0.1:${await freePort()},${url}` });
    await set(key);
    await world.seal(gateway);
    expect(await cosigners(key)).to.deep.equal([]);
    expect(parseNote(utf8(await checkpoint()))?.signatures).to.have.length(6);
    await witness();
    await cosigned();
  });

  it('are gone on with after a restart of either side, whatever either has forgotten', async () => {
    const first = await witness();
    gateway = await world.start({ STL_WITNESSES: url });
    await set(key);
    await world.seal(gateway);
    const before = await cosigned();
    await first.close();
    await gateway.close();
    gateway = await world.start({ STL_WITNESSES: url });
    expect(await checkpoint(), 'kept').to.equal(before);
    const forgetful = await witness('another');
    await world.seal(gateway);
    await cosigned();
    // The gateway now has to be told by the witness what it knows.
    await gateway.close();
    await removeStore(join(world.dir, 'jobs'));
    gateway = await world.start({ STL_WITNESSES: url });
    await cosigned();
    await forgetful.close();
  });

  it('count while the trust list names them, and only then', async () => {
    await witness();
    gateway = await world.start({ STL_WITNESSES: url });
    await set(newWitness('other.example').key);
    await world.seal(gateway);
    await set(key);
    await cosigned();
    await set();
    expect(await cosigners(key)).to.deep.equal([]);
  });

  it('protect the readers of badges, receipts and proofs, also of those that were made before they came', async () => {
    gateway = await world.start({ STL_WITNESSES: url });
    await set(key);
    const receipt = await world.state(gateway, 'demo-inspector', [inspectionRecord('one')]);
    await world.seal(gateway);
    const seller = 'demo-platform.shop1';
    const read = async (path: string): Promise<string> => (await fetch(`${gateway.url}${path}`)).text();
    const badge = async (): Promise<BadgeContent | undefined> => {
      const bytes = utf8(await read(`/v1/badges/${seller}`));
      const { list } = (
        JSON.parse(await read('/v1/trust-list')) as { versions: SignedTrustList[] }
      ).versions.at(-1)!;
      return (await verifyBadge(bytes, list, { now: clock(), maxAge: 3_600 })).badge;
    };
    expect(await badge()).to.deep.include({ witnessed: [], unwitnessed: ['watch.example'], quorum: 1 });
    const shown = [
      `/v1/batches/${receipt.batch}`,
      `/v1/sellers/${seller}/proof`,
      '/v1/sellers/demo-platform.nobody/proof',
      `/v1/records/${receipt.batch}.0/proof`,
      `/sellers/${seller}`,
    ];
    for (const path of shown.slice(0, 4)) expect(await read(path), path).not.to.include('watch.example');
    expect(await read(shown[4] as string)).to.match(/outside witnesses.*: 0 of 1/i);
    await witness();
    await cosigned();
    expect(await badge()).to.deep.include({ witnessed: ['watch.example'], unwitnessed: [] });
    for (const path of shown.slice(0, 4)) expect(await read(path), path).to.include('watch.example');
    expect(await read(shown[4] as string)).to.match(/outside witnesses.*: 1 of 1/i);
    await writeFile(join(directory, 'badge.jwt'), await read(`/v1/badges/${seller}`));
    const said = 'seen by 1 of 1 outside witnesses; quorum 1';
    for (const command of [
      ['verify', join(directory, 'badge.jwt')],
      ['audit', '--gateway', gateway.url],
    ]) {
      const { code, stderr, stdout } = await stl([...command, '--url', gateway.url]);
      expect([code, stdout.includes(said)], stdout + stderr).to.deep.equal([0, true]);
    }
  });

  it('do not make forgeries of badges where a kept line was spoilt on disk', async () => {
    const running = await witness();
    gateway = await world.start({ STL_WITNESSES: url });
    await set(key);
    await world.seal(gateway);
    await cosigned();
    await running.close();
    await gateway.close();
    const jobs = await openJobsDatabase(new DataDir(world.dir).jobs());
    const store = storedCosignatures(jobs);
    const kept = (await store.all()).get(url) ?? expect.fail('nothing kept');
    await store.keep(url, { ...kept, line: kept.line.replace(/.{8}\n$/, 'AAAAAAA=\n') });
    await jobs.close();
    gateway = await world.start({ STL_WITNESSES: url });
    expect(parseNote(utf8(await checkpoint()))?.signatures).to.have.length(6);
    await witness();
    await cosigned();
  });

  it('follow a log whose organisations change their keys, once their operators know the new ones', async () => {
    const fresh = newSigner('Ed25519');
    // All three organisations must have signed.
    const { answered } = await witness('store', { payments: fresh.jwk.x }, 3);
    gateway = await world.start({ STL_WITNESSES: url });
    await set(key);
    await world.seal(gateway);
    const before = await cosigned();
    await writeFile(join(world.dir, 'orgs', 'payments', 'log-2.jwk.json'), JSON.stringify(privateJwk(fresh)));
    const organisations = world.consortium.document.organisations.map((one) =>
      one.id === 'payments' ? { ...one, logKey: fresh.jwk.x, previous: { logKey: one.logKey } } : one,
    );
    await world.decide(gateway, { type: 'organisations.set', organisations, k: 2 });
    await world.seal(gateway);
    const after = await cosigned();
    expect(after.split('\n')[1]).not.to.equal(before.split('\n')[1]);
    expect(answered).not.to.include(403);
  });

  it('do not sign a log that contradicts what they have seen, and the gateway serves on', async () => {
    const { answered, store } = await witness();
    gateway = await world.start({ STL_WITNESSES: url });
    await world.seal(gateway);
    const own = parseNote(utf8(await checkpoint()))?.text ?? '';
    const [origin = '', size] = own.split('\n');
    const root = Buffer.alloc(32, 7).toString('base64url');
    await store.keep(origin, { size: Number(size), root, note: own });
    await set(key);
    while (answered.length < 2) await pause(20);
    expect(answered, 'another root of the same size').to.deep.equal([409, 409]);
    await world.seal(gateway);
    while (answered.length < 4) await pause(20);
    expect(answered.slice(2), 'a log that does not extend it').to.deep.equal([409, 422]);
    expect(await cosigners(key)).to.deep.equal([]);
    expect(parseNote(utf8(await checkpoint()))?.signatures).to.have.length(6);
  });
});
