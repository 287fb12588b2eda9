import { canonicalBytes } from '../canonical.js';
import { concat, utf8 } from '../bytes.js';
import { nodeHash } from '../merkle/tree.js';
import type { Sha256 } from '../ports.js';

/** Key and value of the map as the tree knows them: SHA-256(key) and SHA-256(canonical value), 32 bytes each. */
export interface Leaf {
  readonly path: Uint8Array;
  readonly value: Uint8Array;
}

/**
 * A subtree: no leaf, one leaf, or two halves by their hashes. A subtree with one leaf is that leaf, however deep, so
 * that the tree is as deep as its keys need and no deeper.
 */
export type Node = { readonly type: 'empty' } | { readonly type: 'leaf'; readonly leaf: Leaf } | Branch;

export interface Branch {
  readonly type: 'branch';
  readonly left: Uint8Array;
  readonly right: Uint8Array;
}

export const empty: Node = { type: 'empty' };
/** Hash of a subtree without leaves. No hash of anything is known to be 32 zero bytes. */
export const emptyHash = new Uint8Array(32);

/** Levels of the tree: one a bit of the path. */
export const depthMost = 256;

/** Leaf of `key` with a JSON value. `key`: `seller/<id>`, `participant/<id>`, `policy/<name>/<version>`, `consortium`. */
export function leafOf(sha256: Sha256, key: string, value: unknown): Leaf {
  return { path: pathOf(sha256, key), value: sha256(canonicalBytes(value)) };
}

export const pathOf = (sha256: Sha256, key: string): Uint8Array => sha256(utf8(key));

/** Bit `depth` of a path, the most significant one first. */
export function bitAt(path: Uint8Array, depth: number): 0 | 1 {
  return (((path[depth >> 3] ?? 0) >> (7 - (depth & 7))) & 1) === 1 ? 1 : 0;
}

const leafPrefix = Uint8Array.of(0x00);

/** The leaf's own path is in its hash: a leaf cannot be shown at another place. */
export function leafHash(sha256: Sha256, { path, value }: Leaf): Uint8Array {
  return sha256(concat(leafPrefix, path, value));
}

export function hashOf(sha256: Sha256, node: Node): Uint8Array {
  switch (node.type) {
    case 'empty':
      return emptyHash;
    case 'leaf':
      return leafHash(sha256, node.leaf);
    case 'branch':
      return nodeHash(sha256, node.left, node.right);
  }
}
