import { expect } from 'chai';
import { verifyConsistency } from '../../../chaincode/domain/merkle/consistency.js';
import {
  inclusionPath,
  leafHash,
  merkleRoot,
  verifyInclusion,
} from '../../../chaincode/domain/merkle/tree.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { newLog } from '../tlog/memory-log.js';

const { sha256 } = nodeCrypto;
const largest = 70;
const leaves = Array.from({ length: largest }, (_, i) => Uint8Array.of(i));
const hashes = leaves.map((leaf) => leafHash(sha256, leaf));
const roots = Array.from({ length: largest + 1 }, (_, size) => merkleRoot(sha256, hashes.slice(0, size)));
const at = <T>(list: readonly T[], i: number): T => list[i] as T;
const flipped = (hash: Uint8Array, bit: number): Uint8Array =>
  hash.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
const stranger = Uint8Array.from(sha256(Uint8Array.of(255)));

/** Every way in which a path of hashes can differ in one place. */
function otherPaths(path: readonly Uint8Array[]): Uint8Array[][] {
  return [
    ...path.flatMap((hash, i) => [
      path.with(i, flipped(hash, (i * 37) % 256)),
      path.with(i, hash.subarray(1)),
      path.toSpliced(i, 1),
      path.toSpliced(i, 0, stranger),
      ...(i > 0 ? [path.with(i, at(path, i - 1)).with(i - 1, hash)] : []),
    ]),
    [...path, stranger],
  ];
}

// A tree's size and root are known by a signed checkpoint: a path alone does not tell sizes of one shape apart (RFC 9162).
describe(`every proof of every tree of up to ${largest} leaves`, function () {
  it('of inclusion holds, and with anything altered does not', () => {
    for (let size = 1; size <= largest; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const path = inclusionPath(sha256, hashes.slice(0, size), index);
        const proof = { index, size, leafHash: at(hashes, index), path, root: at(roots, size) };
        const where = `leaf ${index} of ${size}`;
        const holds = (change: Partial<typeof proof>): boolean =>
          verifyInclusion(sha256, { ...proof, ...change });
        expect(holds({}), where).to.equal(true);
        for (const other of otherPaths(path)) expect(holds({ path: other }), where).to.equal(false);
        for (let other = 0; other < size; other += 1)
          if (other !== index) expect(holds({ index: other }), `${where}, as ${other}`).to.equal(false);
        expect(holds({ leafHash: flipped(proof.leafHash, index) }), where).to.equal(false);
        for (const step of [-1, 1])
          expect(holds({ root: roots[size + step] ?? stranger }), where).to.equal(false);
      }
    }
  });

  it('of consistency holds, and with anything altered, forked or cut short does not', () => {
    const log = newLog(leaves);
    for (let size = 1; size <= largest; size += 1) {
      for (let oldSize = 1; oldSize <= size; oldSize += 1) {
        const path = log.tree(size).consistencyPath(oldSize);
        const proof = { oldSize, size, oldRoot: at(roots, oldSize), root: at(roots, size), path };
        const where = `${oldSize} to ${size}`;
        const holds = (change: Partial<typeof proof>): boolean =>
          verifyConsistency(sha256, { ...proof, ...change });
        expect(holds({}), where).to.equal(true);
        for (const other of otherPaths(path)) expect(holds({ path: other }), where).to.equal(false);
        expect(holds({ oldRoot: flipped(proof.oldRoot, size) }), where).to.equal(false);
        expect(holds({ root: flipped(proof.root, oldSize) }), where).to.equal(false);
        for (const step of [-1, 1]) {
          expect(holds({ oldRoot: roots[oldSize + step] ?? stranger }), where).to.equal(false);
          expect(holds({ root: roots[size + step] ?? stranger }), where).to.equal(false);
        }
      }
    }
  });

  it('of consistency never leads from one log to a fork of it, whatever leaf differs', () => {
    for (let fork = 0; fork < 20; fork += 1) {
      const other = newLog(leaves.slice(0, 20).with(fork, stranger));
      for (let oldSize = 1; oldSize <= 20; oldSize += 1) {
        for (let size = Math.max(oldSize, fork + 1); size <= 20; size += 1) {
          const tree = other.tree(size);
          const path = tree.consistencyPath(oldSize);
          const proof = { oldSize, size, oldRoot: at(roots, oldSize), root: tree.root(), path };
          expect(verifyConsistency(sha256, proof), `${fork}: ${oldSize} to ${size}`).to.equal(
            oldSize <= fork,
          );
        }
      }
    }
  });
});
