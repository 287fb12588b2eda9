import { expect } from 'chai';
import fc from 'fast-check';
import { base64url } from '../../../chaincode/domain/bytes.js';
import { nodeHash } from '../../../chaincode/domain/merkle/tree.js';
import {
  bitAt,
  empty,
  emptyHash,
  leafHash,
  leafOf,
  type Leaf,
  type Node,
} from '../../../chaincode/domain/map/node.js';
import {
  proveKey,
  verifyAbsence,
  verifyPresence,
  type MapProof,
} from '../../../chaincode/domain/map/proof.js';
import { mapRoot, setLeaves, type NodeReader } from '../../../chaincode/domain/map/update.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';

const { sha256 } = nodeCrypto;

class MemoryMap {
  readonly nodes = new Map<string, Node>();
  readonly read: NodeReader = (position) => this.nodes.get(position) ?? empty;
  /** Gives the number of subtrees that changed. */
  set(entries: readonly (readonly [key: string, value: unknown])[]): number {
    const leaves = [...new Map(entries)].map(([key, value]) => leafOf(sha256, key, value));
    const changes = setLeaves(sha256, this.read, leaves);
    for (const [position, node] of changes) this.nodes.set(position, node);
    return changes.size;
  }
  root(): Uint8Array {
    return mapRoot(sha256, this.read);
  }
}

/** The map's definition (docs/proofs.md), word for word: what the tree must have as its root. */
function naiveRoot(leaves: readonly Leaf[], depth = 0): Uint8Array {
  const [only, ...others] = leaves;
  if (only === undefined) return emptyHash;
  if (others.length === 0) return leafHash(sha256, only);
  const half = (bit: number): Uint8Array =>
    naiveRoot(
      leaves.filter(({ path }) => bitAt(path, depth) === bit),
      depth + 1,
    );
  return nodeHash(sha256, half(0), half(1));
}

const entries = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.nat()), {
  selector: ([key]) => key,
  minLength: 1,
  maxLength: 40,
});
const mapOf = (list: readonly (readonly [string, unknown])[]): MemoryMap => {
  const map = new MemoryMap();
  map.set(list);
  return map;
};

describe('the authenticated map', () => {
  it('has the root of its definition, whatever the order and the cuts of its updates', () => {
    fc.assert(
      fc.property(entries, fc.array(fc.nat(), { maxLength: 6 }), fc.nat(), (list, cuts, seed) => {
        const expected = naiveRoot(list.map(([key, value]) => leafOf(sha256, key, value)));
        const shuffled = [...list].sort(
          ([a], [b]) => ((a.length * 31 + seed) % 7) - ((b.length * 31 + seed) % 7),
        );
        const map = new MemoryMap();
        // Older values first: an update must leave nothing of them.
        map.set(list.slice(0, 5).map(([key]) => [key, 'older']));
        let from = 0;
        for (const cut of [...cuts.map((n) => n % list.length).sort((a, b) => a - b), list.length]) {
          map.set(shuffled.slice(from, cut));
          from = Math.max(from, cut);
        }
        expect(map.root()).to.deep.equal(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('reads only the way down to what changes, not the halves beside it', () => {
    const map = mapOf(Array.from({ length: 500 }, (_, i) => [`seller/demo.${i}`, { i }] as const));
    const leaf = leafOf(sha256, 'seller/demo.7', { i: 'newer' });
    const read: string[] = [];
    const changes = setLeaves(
      sha256,
      (position) => {
        read.push(position);
        return map.read(position);
      },
      [leaf],
    );
    expect(read.sort()).to.deep.equal([...changes.keys()].sort());
  });

  it('is 32 zero bytes when empty', () => {
    expect(new MemoryMap().root()).to.deep.equal(new Uint8Array(32));
  });

  it('proves what is there, and only that', () => {
    fc.assert(
      fc.property(entries, fc.nat(), (list, pick) => {
        const map = mapOf(list);
        const [key, value] = list[pick % list.length] as [string, number];
        const proof = proveKey(sha256, map.read, key);
        expect(verifyPresence(sha256, map.root(), key, value, proof)).to.equal(true);
        expect(verifyPresence(sha256, map.root(), key, value + 1, proof)).to.equal(false);
        expect(verifyPresence(sha256, map.root(), `${key}x`, value, proof)).to.equal(false);
        expect(verifyAbsence(sha256, map.root(), key, proof)).to.equal(false);
      }),
      { numRuns: 100 },
    );
  });

  it('proves what is not there, and nothing that is', () => {
    fc.assert(
      fc.property(entries, fc.string({ maxLength: 8 }), (list, key) => {
        fc.pre(!list.some(([present]) => present === key));
        const map = mapOf(list);
        const proof = proveKey(sha256, map.read, key);
        expect(verifyAbsence(sha256, map.root(), key, proof)).to.equal(true);
        expect(verifyPresence(sha256, map.root(), key, 1, proof)).to.equal(false);
        // Another key's proof of absence, or a neighbour's leaf, says nothing of a key that is there.
        for (const [present] of list)
          expect(verifyAbsence(sha256, map.root(), present, proof)).to.equal(false);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses a proof with any element altered, left out or added', () => {
    const list = Array.from({ length: 64 }, (_, i) => [`seller/demo.${i}`, { i }] as const);
    const map = mapOf(list);
    const root = map.root();
    const checks: readonly (readonly [MapProof, (proof: MapProof) => boolean])[] = [
      [
        proveKey(sha256, map.read, 'seller/demo.7'),
        (proof) => verifyPresence(sha256, root, 'seller/demo.7', { i: 7 }, proof),
      ],
      [
        proveKey(sha256, map.read, 'seller/nobody'),
        (proof) => verifyAbsence(sha256, root, 'seller/nobody', proof),
      ],
      [
        proveKey(sha256, map.read, 'seller/none'),
        (proof) => verifyAbsence(sha256, root, 'seller/none', proof),
      ],
    ];
    for (const [proof, check] of checks) {
      expect(check(proof)).to.equal(true);
      proof.siblings.forEach((sibling, i) => {
        for (const other of [
          '',
          base64url(sha256(new Uint8Array([i]))),
          `${sibling}A`,
          'not base64url!',
          base64url(new Uint8Array(32)),
        ]) {
          if (other === sibling) continue;
          const siblings = proof.siblings.with(i, other);
          expect(check({ ...proof, siblings }), `sibling ${i}`).to.equal(false);
        }
        expect(check({ ...proof, siblings: proof.siblings.toSpliced(i, 1) })).to.equal(false);
        expect(check({ ...proof, siblings: proof.siblings.toSpliced(i, 0, '') })).to.equal(false);
      });
      expect(check({ ...proof, siblings: [...proof.siblings, ''] })).to.equal(false);
      expect(check({ ...proof, siblings: Array.from({ length: 257 }, () => '') })).to.equal(false);
      const other = {
        path: base64url(sha256(new Uint8Array([1]))),
        value: base64url(sha256(new Uint8Array([2]))),
      };
      expect(check({ ...proof, other })).to.equal(false);
    }
  });

  it('changes only the way down to what is set', () => {
    const list = Array.from({ length: 5_000 }, (_, i) => [`seller/demo.${i}`, i] as const);
    const map = mapOf(list);
    expect(map.set([['seller/demo.77', 'changed']])).to.be.below(40);
  });
});
