import { expect } from 'chai';
import fc from 'fast-check';
import { fromHex } from '../../../chaincode/domain/bytes.js';
import { verifyConsistency } from '../../../chaincode/domain/merkle/consistency.js';
import { leafHash, merkleRoot } from '../../../chaincode/domain/merkle/tree.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { newLog } from '../tlog/memory-log.js';
import { publishedLeaves } from './published-leaves.js';

const { sha256 } = nodeCrypto;
const bytes = (text: string): Uint8Array => fromHex(text) ?? expect.fail('no hexadecimal');

// Of the same file as the leaves.
const proofs: readonly (readonly [oldSize: number, size: number, path: readonly string[]])[] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const rootOf = (size: number): Uint8Array =>
  merkleRoot(
    sha256,
    publishedLeaves.slice(0, size).map((leaf) => leafHash(sha256, leaf)),
  );

describe('consistency proofs (RFC 9162 section 2.1.4)', () => {
  for (const [oldSize, size, path] of proofs) {
    it(`meet the published vector ${oldSize} to ${size}`, () => {
      const log = newLog([...publishedLeaves]);
      expect(
        log
          .tree(size)
          .consistencyPath(oldSize)
          .map((h) => Buffer.from(h).toString('hex')),
      ).to.deep.equal(path);
      const proof = { oldSize, size, oldRoot: rootOf(oldSize), root: rootOf(size), path: path.map(bytes) };
      expect(verifyConsistency(sha256, proof)).to.equal(true);
    });
  }

  it('hold between any two sizes, and for no other tree', () => {
    const log = newLog(Array.from({ length: 600 }, (_, i) => Uint8Array.of(i >> 8, i & 255)));
    const sizes = fc.tuple(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 600 }));
    fc.assert(
      fc.property(sizes, fc.nat(), ([a, b], flip) => {
        const [oldSize, size] = a < b ? [a, b] : [b, a];
        const [old, tree] = [log.tree(oldSize), log.tree(size)];
        const path = tree.consistencyPath(oldSize);
        const proof = { oldSize, size, oldRoot: old.root(), root: tree.root(), path };
        expect(verifyConsistency(sha256, proof)).to.equal(true);
        const altered = path.map((hash) => hash.slice());
        const victim = [...altered, proof.oldRoot.slice()][flip % (altered.length + 1)] as Uint8Array;
        victim[flip % 32] = (victim[flip % 32] as number) ^ 1;
        const forged =
          flip % (altered.length + 1) === altered.length
            ? { ...proof, oldRoot: victim }
            : { ...proof, path: altered };
        expect(verifyConsistency(sha256, forged)).to.equal(false);
        expect(verifyConsistency(sha256, { ...proof, path: [...path, proof.root] })).to.equal(false);
        if (path.length > 0)
          expect(verifyConsistency(sha256, { ...proof, path: path.slice(1) })).to.equal(false);
        if (oldSize < size)
          expect(verifyConsistency(sha256, { ...proof, size: oldSize, oldSize: size })).to.equal(false);
      }),
      { numRuns: 200 },
    );
  });

  it('are false for an empty old tree and for odd sizes', () => {
    const root = rootOf(8);
    for (const oldSize of [0, -1, 1.5, 9, Number.NaN])
      expect(verifyConsistency(sha256, { oldSize, size: 8, oldRoot: root, root, path: [] })).to.equal(false);
  });
});
