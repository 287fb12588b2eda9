import { base64url, equalBytes, fromBase64url } from '../bytes.js';
import { nodeHash } from '../merkle/tree.js';
import type { Sha256 } from '../ports.js';
import { bitAt, depthMost, emptyHash, leafHash, leafOf, pathOf, type Leaf } from './node.js';
import type { NodeReader } from './update.js';

/**
 * A walk from the root to where a key is, or would be. `siblings`: hashes of the other halves from the root down,
 * base64url, '' for an empty one. `other`: the leaf that stands there instead, path and value hash, base64url.
 */
export interface MapProof {
  readonly siblings: readonly string[];
  readonly other?: { readonly path: string; readonly value: string };
}

/** Proves what the map says of a key: that it is there, or that it is not. */
export function proveKey(sha256: Sha256, read: NodeReader, key: string): MapProof {
  const path = pathOf(sha256, key);
  const siblings: string[] = [];
  for (let position = ''; ;) {
    const node = read(position);
    if (node.type === 'empty') return { siblings };
    if (node.type === 'leaf') {
      if (equalBytes(node.leaf.path, path)) return { siblings };
      const other = { path: base64url(node.leaf.path), value: base64url(node.leaf.value) };
      return { siblings, other };
    }
    const bit = bitAt(path, position.length);
    const sibling = bit === 0 ? node.right : node.left;
    siblings.push(equalBytes(sibling, emptyHash) ? '' : base64url(sibling));
    position = `${position}${bit}`;
  }
}

/** Whether the map of that root holds exactly this value under the key. Never throws: a malformed proof is a false one. */
export function verifyPresence(
  sha256: Sha256,
  root: Uint8Array,
  key: string,
  value: unknown,
  proof: MapProof,
): boolean {
  if (proof.other !== undefined) return false;
  const leaf = leafOf(sha256, key, value);
  return holds(sha256, root, leaf.path, leafHash(sha256, leaf), proof);
}

/** Whether the map of that root has nothing under the key. */
export function verifyAbsence(sha256: Sha256, root: Uint8Array, key: string, proof: MapProof): boolean {
  const path = pathOf(sha256, key);
  if (proof.other === undefined) return holds(sha256, root, path, emptyHash, proof);
  const other = readLeaf(proof.other);
  if (other === undefined || equalBytes(other.path, path)) return false;
  // The other leaf must stand on the key's own way down, or it says nothing about the key.
  for (let depth = 0; depth < proof.siblings.length; depth++)
    if (bitAt(other.path, depth) !== bitAt(path, depth)) return false;
  return holds(sha256, root, path, leafHash(sha256, other), proof);
}

function holds(
  sha256: Sha256,
  root: Uint8Array,
  path: Uint8Array,
  start: Uint8Array,
  { siblings }: MapProof,
): boolean {
  if (siblings.length > depthMost) return false;
  let hash = start;
  for (let depth = siblings.length - 1; depth >= 0; depth--) {
    const text = siblings[depth];
    const sibling = text === '' ? emptyHash : fromBase64url(text ?? '');
    if (sibling?.length !== 32 || (text !== '' && equalBytes(sibling, emptyHash))) return false;
    hash = bitAt(path, depth) === 0 ? nodeHash(sha256, hash, sibling) : nodeHash(sha256, sibling, hash);
  }
  return equalBytes(hash, root);
}

function readLeaf(other: { readonly path: string; readonly value: string }): Leaf | undefined {
  const path = fromBase64url(other.path);
  const value = fromBase64url(other.value);
  return path?.length === 32 && value?.length === 32 ? { path, value } : undefined;
}
