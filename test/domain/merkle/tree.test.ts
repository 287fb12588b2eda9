import { expect } from 'chai';
import fc from 'fast-check';
import { hex } from '../../../chaincode/domain/bytes.js';
import {
  inclusionPath,
  leafHash,
  merkleRoot,
  verifyInclusion,
} from '../../../chaincode/domain/merkle/tree.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { publishedLeaves } from './published-leaves.js';

const { sha256 } = nodeCrypto;

// Of the same file as the leaves.
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const paths: readonly (readonly [index: number, size: number, path: readonly string[]])[] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

const published = publishedLeaves.map((leaf) => leafHash(sha256, leaf));
const numbered = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, i) => leafHash(sha256, Uint8Array.of(i & 255, i >> 8)));

describe('Merkle tree (RFC 9162)', () => {
  it('has the published root for each size', () => {
    roots.forEach((root, i) => expect(hex(merkleRoot(sha256, published.slice(0, i + 1)))).to.equal(root));
  });

  it('has SHA-256 of nothing as the root of no leaves', () => {
    expect(hex(merkleRoot(sha256, []))).to.equal(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('has the published audit paths', () => {
    for (const [index, size, path] of paths)
      expect(inclusionPath(sha256, published.slice(0, size), index).map(hex)).to.deep.equal(path);
  });

  it('proves every leaf of every size, and no leaf at another place or size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, at, elsewhere) => {
        const hashes = numbered(size);
        const index = at % size;
        const root = merkleRoot(sha256, hashes);
        const path = inclusionPath(sha256, hashes, index);
        const leaf = hashes[index] as Uint8Array;
        expect(verifyInclusion(sha256, { index, size, leafHash: leaf, path, root })).to.equal(true);
        const other = elsewhere % size;
        if (other === index) return;
        expect(verifyInclusion(sha256, { index: other, size, leafHash: leaf, path, root })).to.equal(false);
        const stranger = hashes[other] as Uint8Array;
        expect(verifyInclusion(sha256, { index, size, leafHash: stranger, path, root })).to.equal(false);
      }),
    );
  });

  it('refuses paths that are too short, too long, or of odd hashes', () => {
    const hashes = numbered(6);
    const root = merkleRoot(sha256, hashes);
    const path = inclusionPath(sha256, hashes, 2);
    const leaf = hashes[2] as Uint8Array;
    const verify = (changed: Uint8Array[], index = 2, size = 6): boolean =>
      verifyInclusion(sha256, { index, size, leafHash: leaf, path: changed, root });
    expect(verify(path)).to.equal(true);
    expect(verify(path.slice(1))).to.equal(false);
    expect(verify([...path, root])).to.equal(false);
    expect(verify(path.map((hash) => hash.subarray(1)))).to.equal(false);
    for (const [index, size] of [
      [-1, 6],
      [6, 6],
      [2.5, 6],
      [2, Number.NaN],
    ] as const)
      expect(verify(path, index, size)).to.equal(false);
  });
});
