import { equalBytes } from '../bytes.js';
import type { Sha256 } from '../ports.js';
import { nodeHash } from './tree.js';

export interface Consistency {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly path: readonly Uint8Array[];
}

const half = (n: number): number => Math.floor(n / 2);
const isPowerOfTwo = (n: number): boolean => {
  let m = n;
  while (m > 1 && m % 2 === 0) m = half(m);
  return m === 1;
};

/**
 * Checks that the larger tree only appended to the smaller one (RFC 9162 section 2.1.4.2). Nothing can be said of an
 * empty tree; equal sizes need equal roots and no path. Never throws: a malformed proof is a false one.
 */
export function verifyConsistency(sha256: Sha256, proof: Consistency): boolean {
  const { oldSize, oldRoot, size, root } = proof;
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(size) || oldSize < 1 || oldSize > size)
    return false;

  if (oldSize === size) return proof.path.length === 0 && equalBytes(oldRoot, root);
  if (proof.path.some((hash) => hash.length !== 32)) return false;
  // An old tree that is complete is itself the first node; the proof leaves it out.
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof.path] : proof.path;
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let fn = oldSize - 1;
  let sn = size - 1;
  while (fn % 2 === 1) {
    fn = half(fn);
    sn = half(sn);
  }
  let fr = first;
  let sr = first;
  for (const hash of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(sha256, hash, fr);
      sr = nodeHash(sha256, hash, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      sr = nodeHash(sha256, sr, hash);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && equalBytes(fr, oldRoot) && equalBytes(sr, root);
}
