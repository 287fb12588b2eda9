import { generateKeyPairSync, sign as signWith } from 'node:crypto';
import { cp, mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { base64, fromBase64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { leafHash, nodeHash } from '../../../chaincode/domain/merkle/tree.js';
import {
  formatNote,
  noteTypes,
  parseNote,
  signatureLine,
  signedBytes,
  verifierKey,
  verifyNote,
  type NoteKey,
} from '../../../chaincode/domain/tlog/note.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { readKnownLogs } from '../../../gateway/witness/known-logs.js';
import { witnessServer } from '../../../gateway/witness/server.js';
import { StoreFailure } from '../../../gateway/store/store-failure.js';
import { openWitnessStore, type WitnessStore } from '../../../gateway/witness/store.js';
import { Witness } from '../../../gateway/witness/witness.js';

const { sha256 } = nodeCrypto;
const origin = 'log.example/one';

function makeKey(name: string, type: NoteKey['type']) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const x = fromBase64url(publicKey.export({ format: 'jwk' }).x ?? '') ?? new Uint8Array();
  const key: NoteKey = { name, type, publicKey: x };
  const sign = (data: Uint8Array): Uint8Array => new Uint8Array(signWith(null, data, privateKey));
  return { key, sign };
}

const log = [makeKey(origin, noteTypes.ed25519), makeKey(origin, noteTypes.ed25519)] as const;
const cosigner = makeKey('watch.example', noteTypes.cosignature);
const leaves = ['a', 'b', 'other'].map((leaf) => leafHash(sha256, utf8(leaf)));
const [a, b, other] = leaves as [Uint8Array, Uint8Array, Uint8Array];
const roots = { one: a, two: nodeHash(sha256, a, b), forked: nodeHash(sha256, a, other) };

function note(size: number, root: Uint8Array, signers: readonly (typeof log)[0][] = log, name = origin) {
  const text = `${name}\n${size}\n${base64(root)}\n`;
  return formatNote(
    text,
    signers.map(({ key, sign }) => signatureLine(sha256, key, sign(signedBytes(key.type, text, 0)), 0)),
  );
}
const request = (old: number, proof: readonly Uint8Array[], signed: string): string =>
  `${[`old ${old}`, ...proof.map(base64)].join('\n')}\n\n${signed}`;

describe('witness', () => {
  let directory: string;
  let store: WitnessStore;
  let app: ReturnType<typeof witnessServer>;

  async function open(): Promise<void> {
    store = await openWitnessStore(directory);
    const file = { logs: [{ keys: log.map(({ key }) => verifierKey(sha256, key)), quorum: 2 }] };
    const witness = new Witness({
      crypto: nodeCrypto,
      store,
      logs: readKnownLogs(sha256, JSON.stringify(file)),
      name: cosigner.key.name,
      publicKey: cosigner.key.publicKey,
      sign: cosigner.sign,
      now: () => 1_700_000_000,
    });
    app = witnessServer(witness);
  }
  async function close(): Promise<void> {
    await app.close();
    await store.close();
  }
  const add = (body: string) => app.inject({ method: 'POST', url: '/add-checkpoint', body });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'witness-'));
    await open();
  });
  afterEach(async () => {
    await close();
    await rm(directory, { recursive: true });
  });

  it('cosigns a first checkpoint and one that appends to it, with its time', async () => {
    expect((await add(request(0, [], note(1, roots.one)))).statusCode).to.equal(200);
    const signed = note(2, roots.two);
    const answer = await add(request(1, [b], signed));
    expect(answer.statusCode).to.equal(200);
    const both = parseNote(utf8(signed + answer.body));
    expect(both && verifyNote(nodeCrypto, both, [cosigner.key])?.[0]?.time).to.equal(1_700_000_000);
  });

  it('tells the size it knows, also after a restart', async () => {
    await add(request(0, [], note(1, roots.one)));
    await close();
    await open();
    const answer = await add(request(0, [], note(2, roots.two)));
    expect(answer.statusCode).to.equal(409);
    expect(answer.headers['content-type']).to.equal('text/x.tlog.size');
    expect(answer.body).to.equal('1\n');
  });

  it('refuses unknown logs, too few signatures, false proofs and malformed bodies', async () => {
    const elsewhere = note(1, roots.one, log, 'log.example/two');
    expect((await add(request(0, [], elsewhere))).statusCode).to.equal(404);
    expect((await add(request(0, [], note(1, roots.one, [log[0]])))).statusCode).to.equal(403);
    expect((await add(request(0, [], note(1, roots.one, [log[0], log[0]])))).statusCode).to.equal(403);
    expect((await add(request(0, [a], note(1, roots.one)))).statusCode).to.equal(422);
    expect((await add(request(2, [], note(1, roots.one)))).statusCode).to.equal(400);
    expect((await add(request(0, [], note(1, roots.one)).replace('old 0', 'old 00'))).statusCode).to.equal(
      400,
    );
    expect((await add('')).statusCode).to.equal(400);
    await add(request(0, [], note(1, roots.one)));
    expect((await add(request(1, [other], note(2, roots.two)))).statusCode).to.equal(422);
  });

  it('keeps forks of a size that it never cosigned, too', async () => {
    await add(request(0, [], note(1, roots.one)));
    const forks = [note(2, roots.two), note(2, roots.forked)] as const;
    for (const fork of forks) expect((await add(request(0, [], fork))).statusCode).to.equal(409);
    const [fork, ...more] = await store.forks();
    expect(more).to.deep.equal([]);
    expect([...(fork?.notes ?? [])]).to.have.members([...forks]);
    // Only what the log itself signed is remembered. Otherwise anybody could fill the disk.
    for (const root of [roots.two, roots.forked])
      expect((await add(request(0, [], note(3, root, [log[0]])))).statusCode).to.equal(403);
    expect(await store.forks()).to.have.length(1);
  });

  it('refuses to go on from a store that has forgotten what it signed', async () => {
    await add(request(0, [], note(1, roots.one)));
    await close();
    const copy = `${directory}.older`;
    await cp(directory, copy, { recursive: true });
    await open();
    expect((await add(request(1, [b], note(2, roots.two)))).statusCode).to.equal(200);
    await close();
    const whole = `${directory}.whole`;
    await cp(directory, whole, { recursive: true });
    const refused = async () => {
      const error: unknown = await openWitnessStore(directory).catch((one: unknown) => one);
      expect(error).to.be.instanceOf(StoreFailure).with.property('code', 'damaged');
    };
    const replace = async (from?: string) => {
      await rm(directory, { recursive: true, force: true });
      if (from !== undefined) await cp(from, directory, { recursive: true });
    };
    try {
      // Level's files cut short: it opens all the same, and has less in it.
      for (const name of (await readdir(directory)).filter((one) => one.endsWith('.log')))
        await truncate(join(directory, name), 0);
      await refused();
      // None at all, and those from yesterday.
      await replace();
      await refused();
      await replace(copy);
      await refused();
      await replace(whole);
    } finally {
      await rm(copy, { recursive: true });
      await rm(whole, { recursive: true });
    }
    await open();
    expect((await add(request(0, [], note(2, roots.two)))).body).to.equal('2\n');
  });

  it('counts keys of one organisation once, of before and of now', async () => {
    const [mine, renewed] = [log[0], makeKey(origin, noteTypes.ed25519)] as const;
    const keys = [[renewed, mine], [log[1]]].map((group) => group.map(({ key }) => verifierKey(sha256, key)));
    const known = readKnownLogs(sha256, JSON.stringify({ logs: [{ keys, quorum: 2 }] }));
    const options = { crypto: nodeCrypto, store, logs: known, now: () => 1_700_000_000 };
    const { key, sign } = cosigner;
    const witness = new Witness({ ...options, name: key.name, publicKey: key.publicKey, sign });
    const status = async (signed: string) =>
      (await witness.addCheckpoint(utf8(request(0, [], signed)))).status;
    expect(await status(note(1, roots.one, [mine, renewed]))).to.equal(403);
    expect(await status(note(1, roots.one, [renewed, log[1]]))).to.equal(200);
    expect((await witness.addCheckpoint(utf8(request(1, [b], note(2, roots.two))))).status).to.equal(200);
  });

  it('names what is wrong with a list of logs', () => {
    const [keyLine, otherLine] = log.map(({ key }) => verifierKey(sha256, key));
    for (const [text, reason] of [
      ['null', 'lists no logs'],
      ['5', 'lists no logs'],
      ['{"logs":{}}', 'lists no logs'],
      ['{"logs":[null]}', 'log 1'],
      ['{"logs":[{"keys":5}]}', 'log 1'],
      ['{"logs":[{"keys":[5]}]}', 'log 1'],
      ['{"logs":[{"keys":[[]]}]}', 'log 1'],
      [JSON.stringify({ logs: [{ keys: [keyLine, keyLine] }] }), 'listed twice'],
      [JSON.stringify({ logs: [{ keys: [[keyLine, otherLine]], quorum: 2 }] }), 'quorum'],
    ] as const)
      expect(() => readKnownLogs(sha256, text), text).to.throw(reason);
  });

  it('signs one of two forks that race, and keeps both as evidence', async () => {
    await add(request(0, [], note(1, roots.one)));
    const forks = [note(2, roots.two), note(2, roots.forked)] as const;
    const answers = await Promise.all([add(request(1, [b], forks[0])), add(request(1, [other], forks[1]))]);
    expect(answers.map(({ statusCode }) => statusCode).sort((x, y) => x - y)).to.deep.equal([200, 409]);
    const [fork, ...more] = await store.forks();
    expect(more).to.deep.equal([]);
    expect([...(fork?.notes ?? [])]).to.have.members([...forks]);
  });
});
