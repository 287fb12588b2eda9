import { cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect } from 'chai';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import { cosignerNoteKey, logNoteKey } from '../../../chaincode/domain/checkpoints/statement.js';
import { leafHash, merkleRoot } from '../../../chaincode/domain/merkle/tree.js';
import { parseCheckpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import { parseNote, verifyNote } from '../../../chaincode/domain/tlog/note.js';
import { readEntryBundle } from '../../../chaincode/domain/tlog/tile.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { ProblemError } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { readKnownLogs } from '../../../gateway/witness/known-logs.js';
import { orderRecord } from '../../support/records.js';
import { World } from '../harness.js';

interface Epoch {
  readonly n: number;
  readonly agreed: string | null;
  readonly agree: readonly string[];
  readonly silent: readonly string[];
}

describe('epochs of a gateway', () => {
  let world: World;
  let gateway: Gateway;
  beforeEach(async () => {
    world = await World.found();
    gateway = await world.start();
  });
  afterEach(async () => {
    await gateway.close();
    await world.remove();
  });

  const get = async (path: string): Promise<Response> => fetch(`${gateway.url}${path}`);
  const bytes = async (path: string): Promise<Uint8Array> =>
    new Uint8Array(await (await get(path)).arrayBuffer());
  const epoch = async (n: number | string): Promise<Epoch> =>
    (await (await get(`/v1/epochs/${n}`)).json()) as Epoch;
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    while (!(await holds())) await after(20);
  };
  const seal = (): Promise<number> => world.seal(gateway, 'certifier');

  it('are sealed on demand, and every hosted organisation says what its fold gives', async () => {
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    expect(await seal()).to.equal(1);
    expect(await epoch('agreed')).to.deep.include({ n: 1, agree: ['certifier', 'payments', 'platform'] });

    const note = parseNote(await bytes('/tlog/checkpoint'))!;
    const checkpoint = parseCheckpoint(note.text)!;
    const { organisations } = gateway.queries.consortium()!;
    const keys = organisations.flatMap((one) => [
      logNoteKey(checkpoint.ledger, one),
      cosignerNoteKey(checkpoint.ledger, one),
    ]);
    expect(verifyNote(nodeCrypto, note, keys)).to.have.length(6);

    const { size, root } = checkpoint;
    const entries = readEntryBundle(await bytes(`/tlog/tile/entries/000.p/${size}`))!;
    const hashes = entries.map((entry) => leafHash(nodeCrypto.sha256, entry));
    expect(merkleRoot(nodeCrypto.sha256, hashes)).to.deep.equal(root);
    expect(await bytes(`/tlog/tile/0/000.p/${size}`)).to.deep.equal(Buffer.concat(hashes));
  });

  it('are vouched for by keys that witnesses take as they stand in the discovery document', async () => {
    const { organisations } = (await (await get('/.well-known/stl')).json()) as {
      organisations: { verifierKeys: { log: string } }[];
    };
    const keys = organisations.map(({ verifierKeys }) => verifierKeys.log);
    const [log] = readKnownLogs(nodeCrypto.sha256, JSON.stringify({ logs: [{ keys, quorum: 2 }] }));
    await seal();
    const note = parseNote(await bytes('/tlog/checkpoint'))!;
    expect(log?.origin).to.equal(`stl/${world.consortium.ledger}`);
    expect(verifyNote(nodeCrypto, note, log!.keys.flat())).to.have.length(3);
  });

  it('may be ended by an administrator alone', async () => {
    for (const [as, code] of [
      [undefined, 'signature_required'],
      ['demo-platform', 'ring_too_low'],
    ] as const) {
      const client = await world.client(gateway, as);
      const answer = await client.post('/v1/seals', undefined).catch((error: unknown) => error);
      expect(answer).to.be.instanceOf(ProblemError).and.have.property('code', code);
    }
    expect((await get('/v1/epochs/newest')).status).to.equal(404);
    expect((await get('/tlog/checkpoint')).status).to.equal(404);
  });

  it('has no tile beyond its end, nor by another spelling', async () => {
    await seal();
    for (const path of [
      '0/000',
      '0/001.p/1',
      '0/000.p/0',
      '0/000.p/256',
      '0/0.p/1',
      'entries/000',
      '64/000',
      '1/000.p/1',
    ])
      expect((await get(`/tlog/tile/${path}`)).status, path).to.equal(404);
  });

  it('are sealed on time when nothing happens, and again after a restart', async () => {
    await gateway.close();
    gateway = await world.start({ STL_SEAL_EVERY: '60' });
    await until(async () => (await get('/v1/epochs/agreed')).status === 200);
    const first = await epoch('agreed');
    expect(first.n).to.equal(1);
    await gateway.close();
    gateway = await world.start({ STL_SEAL_EVERY: '60' });
    expect((await epoch('newest')).n).to.equal(1);
    expect(await seal()).to.equal(2);
    expect(utf8((await epoch(2)).agreed!).length).to.be.above(100);
  });

  it('are kept outside the data directory, so that an older copy of it is not started', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'stl-outside-'));
    const copy = join(outside, 'yesterday');
    const file = { STL_CHECKPOINT_FILE: join(outside, 'newest.note') };
    await gateway.close();
    await cp(world.dir, copy, { recursive: true });
    gateway = await world.start(file);
    await seal();
    await until(async () => (await stat(file.STL_CHECKPOINT_FILE).catch(() => undefined)) !== undefined);
    await gateway.close();
    const older = await world.start({ ...file, STL_DATA_DIR: copy }).catch((error: unknown) => error);
    expect(String(older)).to.include('its end was cut off');
    await writeFile(file.STL_CHECKPOINT_FILE, 'no note');
    const unread = await world.start(file).catch((error: unknown) => error);
    expect(String(unread)).to.include('is not a signed checkpoint');
    await rm(file.STL_CHECKPOINT_FILE);
    const nowhere = { STL_CHECKPOINT_FILE: join(outside, 'no-such', 'newest.note') };
    const unkept = await world.start(nowhere).catch((error: unknown) => error);
    expect(String(unkept)).to.include('cannot be written');
    gateway = await world.start(file);
    expect((await epoch('agreed')).n).to.equal(1);
    await rm(outside, { recursive: true });
  });
});
