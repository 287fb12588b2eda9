import { expect } from 'chai';
import fc from 'fast-check';
import {
  leafHash,
  inclusionPath,
  merkleRoot,
  verifyInclusion,
} from '../../../chaincode/domain/merkle/tree.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { newLog } from './memory-log.js';

const { sha256 } = nodeCrypto;
const leaf = (i: number): Uint8Array => Uint8Array.of(i >> 16, (i >> 8) & 255, i & 255);

describe('a log in tiles', () => {
  it('has the root and the paths of the plain tree, however it grew', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(cuts, fc.nat(), fc.nat(), (chunks, a, b) => {
        const log = newLog();
        for (const chunk of chunks) log.append(Array.from({ length: chunk }, (_, i) => leaf(log.size + i)));
        const hashes = Array.from({ length: log.size }, (_, i) => leafHash(sha256, leaf(i)));
        const size = 1 + (a % log.size); // an older tree, too, is read from the tiles of the newest
        const index = b % size;
        const tree = log.tree(size);
        expect(tree.root()).to.deep.equal(merkleRoot(sha256, hashes.slice(0, size)));
        const path = tree.inclusionPath(index);
        expect(path).to.deep.equal(inclusionPath(sha256, hashes.slice(0, size), index));
        const proof = { index, size, leafHash: hashes[index] as Uint8Array, path, root: tree.root() };
        expect(verifyInclusion(sha256, proof)).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });

  it('spans several levels of tiles', function () {
    const log = newLog(Array.from({ length: 66_000 }, (_, i) => leaf(i)));
    expect(log.tile(1, 0)).to.have.length(256 * 32);
    expect(log.tile(2, 0)).to.have.length(32);
    const hashes = Array.from({ length: 66_000 }, (_, i) => leafHash(sha256, leaf(i)));
    expect(log.tree(66_000).root()).to.deep.equal(merkleRoot(sha256, hashes));
    expect(log.tree(66_000).inclusionPath(65_999)).to.deep.equal(inclusionPath(sha256, hashes, 65_999));
  });

  it('gives no path for a leaf or a tree that is not there', () => {
    const tree = newLog([leaf(1), leaf(2)]).tree(2);
    for (const index of [-1, 2, 0.5]) expect(() => tree.inclusionPath(index)).to.throw(RangeError);
    for (const size of [0, 3, -1]) expect(() => tree.consistencyPath(size)).to.throw(RangeError);
  });
});
