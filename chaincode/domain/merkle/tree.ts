import { concat, equalBytes } from '../bytes.js';
import type { Sha256 } from '../ports.js';

// RFC 9162 section 2.1.1. The prefixes keep a leaf from being read as a node (second preimages).
const leafPrefix = Uint8Array.of(0x00);

/** Hash of a leaf: SHA-256(0x00 || data). */
export function leafHash(sha256: Sha256, data: Uint8Array): Uint8Array {
  return sha256(concat(leafPrefix, data));
}

/** Hash of an inner node: SHA-256(0x01 || left || right), both 32 bytes. */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(65);
  input[0] = 0x01;
  input.set(left, 1);
  input.set(right, 33);
  return sha256(input);
}

// Pairs from the left; a last one without a partner rises as it is. That gives the tree of RFC 9162.
function parents(sha256: Sha256, level: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i] as Uint8Array;
    const right = level[i + 1];
    above.push(right ? nodeHash(sha256, left, right) : left);
  }
  return above;
}

/** Root over leaf hashes (RFC 9162 section 2.1.1). The root of no leaves is SHA-256 of nothing. */
export function merkleRoot(sha256: Sha256, leafHashes: readonly Uint8Array[]): Uint8Array {
  let level = leafHashes;
  while (level.length > 1) level = parents(sha256, level);
  return level[0] ?? sha256(new Uint8Array());
}

/** Audit path of leaf `index`, from the bottom up (RFC 9162 section 2.1.3.1). RangeError for no such leaf. */
export function inclusionPath(
  sha256: Sha256,
  leafHashes: readonly Uint8Array[],
  index: number,
): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leafHashes.length)
    throw new RangeError('no such leaf');

  const path: Uint8Array[] = [];
  let level = leafHashes;
  for (let at = index; level.length > 1; at = Math.floor(at / 2)) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling) path.push(sibling);
    level = parents(sha256, level);
  }
  return path;
}

export interface Inclusion {
  readonly index: number;
  /** Number of leaves of the tree. */
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Checks an audit path (RFC 9162 section 2.1.3.2). Never throws: a malformed proof is a false one. */
export function verifyInclusion(sha256: Sha256, proof: Inclusion): boolean {
  const { index, size } = proof;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  // Division, not shifts: a log may outgrow 32 bits.
  let fn = index;
  let sn = size - 1;
  let hash = proof.leafHash;
  for (const sibling of proof.path) {
    if (sn === 0 || sibling.length !== 32) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sha256, sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      hash = nodeHash(sha256, hash, sibling);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && equalBytes(hash, proof.root);
}
