import { expect } from 'chai';
import { appendLeaf, logTree, tilesOf } from '../../../chaincode/domain/fold/log.js';
import { MemoryState } from '../../../chaincode/domain/fold/memory-state.js';
import { concat, utf8 } from '../../../chaincode/domain/bytes.js';
import { leafHash, merkleRoot } from '../../../chaincode/domain/merkle/tree.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';

const { sha256 } = nodeCrypto;

describe('the log in the state of a fold', () => {
  const state = new MemoryState();
  const hashes: Uint8Array[] = [];
  const grow = (size: number): void => {
    while (hashes.length < size) {
      const leaf = utf8(`leaf ${hashes.length}`);
      expect(appendLeaf(state, sha256, leaf)).to.equal(hashes.length);
      hashes.push(leafHash(sha256, leaf));
    }
  };

  // On both sides of a tile's end, and of the end of what its slots were used for before.
  for (const size of [1, 2, 255, 256, 257, 511, 512, 513, 700]) {
    it(`has the plain tree's root with ${size} leaves, and those of older trees`, () => {
      grow(size);
      for (const older of [1, 200, 255, 256, 257, 300, 511, 512, 600, size].filter((n) => n <= size)) {
        const tree = logTree(state, sha256, older);
        expect(tree.root()).to.deep.equal(merkleRoot(sha256, hashes.slice(0, older)));
      }
      const tile = Math.floor((size - 1) / 256);
      expect(tilesOf(state)(0, tile)).to.deep.equal(concat(...hashes.slice(tile * 256, size)));
      expect(tilesOf(state)(0, tile + 1)).to.have.length(0);
    });
  }

  it('keeps a full tile as one value, and single hashes of the last one only', () => {
    grow(700);
    const kept = state.entries().filter(([key]) => key.startsWith('log-'));
    expect(kept.filter(([key]) => key.startsWith('log-tile/')).map(([key]) => key)).to.deep.equal([
      'log-tile/0/0',
      'log-tile/0/1',
    ]);
    expect(kept).to.have.length(2 + 255 + 2);
  });
});
