import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect } from 'chai';
import { base64url, fromBase64url, hex, utf8 } from '../../../chaincode/domain/bytes.js';
import { verifyConsistency } from '../../../chaincode/domain/merkle/consistency.js';
import { formatCheckpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import { formatNote } from '../../../chaincode/domain/tlog/note.js';
import { hasTile, parseTilePath } from '../../../chaincode/domain/tlog/tile.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { fetchConsistency } from '../../../gateway/sdk/client/index.js';
import type { Seen } from '../../../gateway/sdk/verify/index.js';
import { newLog, type MemoryLog } from '../../domain/tlog/memory-log.js';

const { sha256 } = nodeCrypto;
const ledger = '5e'.repeat(32);
const leaves = (n: number, text = 'leaf'): Uint8Array[] =>
  Array.from({ length: n }, (_, i) => utf8(`${text} ${i}`));

describe('the consistency proof out of a gateway’s tiles', () => {
  const log = newLog(leaves(1_000));
  const fork = newLog([...leaves(600), ...leaves(400, 'other')]);
  let served: MemoryLog;
  let alter: (path: string, tile: Buffer) => Buffer;
  let asked: string[];
  let server: Server;
  let url: string;

  before(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const tile = parseTilePath((request.url ?? '').replace('/tlog/', ''));
      if (tile === undefined || tile.level === 'entries' || !hasTile(served.size, tile))
        return response.writeHead(404).end();
      const bytes = served.tile(tile.level, tile.index).slice(0, tile.width * 32);
      return response.end(alter(request.url ?? '', Buffer.from(bytes)));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => server.close());
  beforeEach(() => {
    served = log;
    alter = (_path, tile) => tile;
    asked = [];
  });

  const checkpointOf = (of: MemoryLog, size: number) => {
    const root = of.tree(size).root();
    return { ledger, size, root, map: root, epoch: size, asof: 1_790_000_000, fold: 1 };
  };
  /** Nothing of a badge but where it names its checkpoint. */
  const badgeOf = (of: MemoryLog, size: number): Uint8Array => {
    const note = formatNote(formatCheckpoint(checkpointOf(of, size)), [
      `\u2014 nobody ${Buffer.alloc(68).toString('base64')}\n`,
    ]);
    const part = (value: object): string => base64url(utf8(JSON.stringify(value)));
    const header = part({ alg: 'ES256', cty: 'vc', kid: 'did:web:a.example#k', typ: 'vc+jwt' });
    return utf8(`${header}.${part({ evidence: [{ checkpoint: note }] })}.${base64url(new Uint8Array(64))}`);
  };
  const seenOf = (of: MemoryLog, size: number): Seen => {
    const { epoch, root } = checkpointOf(of, size);
    return { ledger, size, root: hex(root), epoch };
  };
  const holds = (path: readonly string[] | undefined, seen: Seen, of: MemoryLog, size: number): boolean =>
    path !== undefined &&
    verifyConsistency(sha256, {
      ...{ oldSize: seen.size, oldRoot: Buffer.from(seen.root, 'hex'), size, root: of.tree(size).root() },
      path: path.map((hash) => fromBase64url(hash) as Uint8Array),
    });

  it('shows between any two sizes that the log only grew, and asks for a few tiles only', async () => {
    for (const oldSize of [1, 2, 3, 255, 256, 257, 511, 512, 600, 768, 999]) {
      for (const size of [oldSize + 1, 513, 770, 1_000]) {
        if (size <= oldSize || size > 1_000) continue;
        asked = [];
        const path = await fetchConsistency(badgeOf(log, size), seenOf(log, oldSize), `${url}/`);
        expect(holds(path, seenOf(log, oldSize), log, size), `${oldSize} to ${size}`).to.equal(true);
        expect(new Set(asked).size).to.equal(asked.length).and.to.be.below(7);
      }
    }
  });

  it('shows that a fork did not grow from what was seen', async () => {
    served = fork;
    for (const oldSize of [601, 700, 768, 999]) {
      const path = await fetchConsistency(badgeOf(fork, 1_000), seenOf(log, oldSize), url);
      expect(path).to.be.an('array');
      expect(holds(path, seenOf(log, oldSize), fork, 1_000), `${oldSize}`).to.equal(false);
    }
    const common = await fetchConsistency(badgeOf(fork, 1_000), seenOf(log, 600), url);
    expect(holds(common, seenOf(log, 600), fork, 1_000)).to.equal(true);
  });

  it('gives nothing where the tiles are another log’s, altered, cut, or not to be had', async () => {
    const fetched = (size = 1_000) => fetchConsistency(badgeOf(log, size), seenOf(log, 700), url);
    expect(await fetched()).to.be.an('array');
    served = fork;
    expect(await fetched(), 'another log').to.equal(undefined);
    served = log;
    const paths = [...new Set(asked)];
    for (const path of paths) {
      alter = (of, tile) => (of === path ? tile.subarray(32) : tile);
      expect(await fetched(), `${path} cut`).to.equal(undefined);
    }
    served = newLog(leaves(900));
    alter = (_path, tile) => tile;
    expect(await fetched(), 'a log that is behind').to.equal(undefined);
    expect(await fetchConsistency(badgeOf(log, 1_000), seenOf(log, 700), 'http://127.0.0.1:1')).to.equal(
      undefined,
    );
  });

  it('lets no altered hash in a tile pass for a proof of another past', async () => {
    await fetchConsistency(badgeOf(log, 1_000), seenOf(log, 700), url);
    for (const path of [...new Set(asked)]) {
      for (let at = 0; at < 256; at += 5) {
        let hit = false;
        alter = (of, tile) => {
          if (of !== path || tile.length <= at * 32) return tile;
          hit = true;
          tile[at * 32] = (tile[at * 32] ?? 0) ^ 1;
          return tile;
        };
        const proof = await fetchConsistency(badgeOf(log, 1_000), seenOf(log, 700), url);
        if (!hit) break;
        // A hash that the proof does not rest on may be anything.
        if (proof !== undefined) expect(holds(proof, seenOf(log, 700), log, 1_000)).to.equal(true);
      }
    }
  });

  it('asks nobody where there is nothing to prove', async () => {
    expect(await fetchConsistency(badgeOf(log, 700), undefined, url)).to.equal(undefined);
    expect(await fetchConsistency(badgeOf(log, 700), seenOf(log, 700), url)).to.equal(undefined);
    expect(await fetchConsistency(badgeOf(log, 700), seenOf(log, 800), url)).to.equal(undefined);
    const elsewhere = { ...seenOf(log, 600), ledger: 'f'.repeat(64) };
    expect(await fetchConsistency(badgeOf(log, 700), elsewhere, url)).to.equal(undefined);
    expect(await fetchConsistency(utf8('no badge'), seenOf(log, 600), url)).to.equal(undefined);
    expect(asked).to.deep.equal([]);
  });
});
