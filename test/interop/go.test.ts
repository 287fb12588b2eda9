import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { fromBase64url } from '../../chaincode/domain/bytes.js';
import { checkpointOrigin, formatCheckpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import {
  formatNote,
  noteTypes,
  signatureLine,
  signedBytes,
  verifierKey,
  type NoteKey,
  type NoteType,
} from '../../chaincode/domain/tlog/note.js';
import { hashesOnLevel, tilePath } from '../../chaincode/domain/tlog/tile.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { newLog } from '../domain/tlog/memory-log.js';

const module = fileURLToPath(new URL('../../../test/interop/', import.meta.url));
const { sha256 } = nodeCrypto;
const ledger = '5e'.repeat(32);
const time = 1_790_000_000;
const size = 700;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

interface Signer {
  readonly key: NoteKey;
  readonly privateKey: KeyObject;
}

function newSigner(name: string, type: NoteType): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = fromBase64url(publicKey.export({ format: 'jwk' }).x ?? '');
  return { key: { name, type, publicKey: x ?? expect.fail('no key') }, privateKey };
}

describe('programs that are not ours', function () {
  this.timeout(300_000); // the first run fetches and compiles

  before(function () {
    if (spawnSync('go', ['version']).status === 0) return;
    process.stdout.write('      Go is not installed: these tests are skipped (https://go.dev/doc/install)\n');
    this.skip();
  });

  const leaves = Array.from({ length: size }, (_, i) => Buffer.from(JSON.stringify({ leaf: i })));
  const log = newLog(leaves);
  const tree = log.tree(size);
  const body = formatCheckpoint({
    ...{ ledger, size, root: tree.root(), map: sha256(new Uint8Array()), epoch: 3, asof: time, fold: 1 },
  });
  const logSigner = newSigner(checkpointOrigin(ledger), noteTypes.ed25519);
  const cosigners = ['platform', 'certifier'].map((name) => newSigner(name, noteTypes.cosignature));
  const lineOf = ({ key, privateKey }: Signer): string =>
    signatureLine(sha256, key, sign(null, signedBytes(key.type, body, time), privateKey), time);

  const tiles: Record<string, string> = {};
  for (let level = 0; hashesOnLevel(size, level) > 0; level++) {
    const hashes = hashesOnLevel(size, level);
    for (let index = 0; index * 256 < hashes; index++) {
      const width = Math.min(256, hashes - index * 256);
      tiles[tilePath({ level, index, width })] = base64(log.tile(level, index));
    }
  }
  const good = {
    note: base64(Buffer.from(formatNote(body, [logSigner, ...cosigners].map(lineOf)))),
    logKey: verifierKey(sha256, logSigner.key),
    cosigners: cosigners.map(({ key }) => verifierKey(sha256, key)),
    time,
    size,
    root: base64(tree.root()),
    leaves: leaves.map(base64),
    tiles,
    inclusions: [0, 1, 255, 256, 511, 699].map((index) => ({
      index,
      path: tree.inclusionPath(index).map(base64),
    })),
    consistencies: [1, 2, 255, 256, 300, 512, 699, 700].map((oldSize) => ({
      oldSize,
      oldRoot: base64(log.tree(oldSize).root()),
      path: tree.consistencyPath(oldSize).map(base64),
    })),
  };
  const run = (input: object) =>
    spawnSync('go', ['run', '.'], { cwd: module, input: JSON.stringify(input), encoding: 'utf8' });

  it('accept our note, cosignatures, checkpoint, tiles, inclusion and consistency proofs', () => {
    const { status, stdout, stderr } = run(good);
    expect(status, stderr).to.equal(0);
    expect(stdout).to.contain(`checkpoint of stl/${ledger}`).and.to.contain('all holds');
  });

  it('refuse them with one signature of another time, or one proof of another leaf', () => {
    const late = run({ ...good, time: time + 1 });
    expect(late.status).not.to.equal(0);
    expect(late.stderr).to.contain('time of a cosignature');
    const [first, second, ...rest] = good.inclusions;
    const swapped = run({ ...good, inclusions: [{ ...first, path: second?.path }, second, ...rest] });
    expect(swapped.status).not.to.equal(0);
    expect(swapped.stderr).to.contain('inclusion');
  });
});
