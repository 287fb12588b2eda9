import { base64url, fromBase64url } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import { empty, leafOf, type Node } from '../map/node.js';
import { mapRoot, setLeaves, type NodeReader } from '../map/update.js';
import type { Sha256 } from '../ports.js';
import { aggregateOf } from './read-aggregate.js';
import { type FoldState, type Json, keys, load } from './state.js';
import { takeTouched } from './touched.js';
import { putVersion, versionAt } from './versions.js';

/** A node as it is stored: hashes in base64url. */
type NodeDoc = { readonly leaf: readonly [string, string] } | { readonly branch: readonly [string, string] };

type Reader = Pick<FoldState, 'get'>;

/**
 * Brings the map up to date with all that was touched, for the epoch that the next Seal ends. Costs as much as what
 * was touched, however much is known.
 */
export function updateMap(state: FoldState, sha256: Sha256, epoch: number): void {
  const agreed = load<number>(state, keys.agreed) ?? 0;
  const leaves = takeTouched(state).map((key) => {
    const value = mapValue(state, sha256, key);
    putVersion(state, keys.mapValue(key), epoch, value, agreed);
    return leafOf(sha256, key, value);
  });
  for (const [position, node] of setLeaves(sha256, mapNodes(state, epoch), leaves))
    putVersion(state, keys.mapNode(position), epoch, docOf(node), agreed);
}

/** The map's nodes at an epoch's Seal: one not yet agreed, or the newest that is. */
export function mapNodes(state: Reader, epoch: number): NodeReader {
  return (position) => nodeOf(versionAt<NodeDoc>(state, keys.mapNode(position), epoch));
}

export function rootOfMap(state: Reader, sha256: Sha256, epoch: number): Uint8Array {
  return mapRoot(sha256, mapNodes(state, epoch));
}

/**
 * What the map says of a key. Sellers: `{"detail","public"}`, the detail aggregate by its hash (base64url SHA-256 of its
 * RFC 8785 bytes). Participants, policies and the consortium: their documents.
 */
function mapValue(state: Reader, sha256: Sha256, key: string): Json {
  if (!key.startsWith('seller/')) return load<Json>(state, key) ?? null;
  const aggregate = aggregateOf(state, key.slice('seller/'.length));
  if (aggregate === undefined) throw new Error('a touched seller has an aggregate');
  const detail = base64url(sha256(canonicalBytes(aggregate.detail)));
  return { detail, public: aggregate.public as unknown as Json };
}

function docOf(node: Node): NodeDoc {
  if (node.type === 'leaf') return { leaf: [base64url(node.leaf.path), base64url(node.leaf.value)] };
  if (node.type === 'branch') return { branch: [base64url(node.left), base64url(node.right)] };
  throw new Error('nothing is ever taken out of the map');
}

function nodeOf(doc: NodeDoc | undefined): Node {
  if (doc === undefined) return empty;
  const [a, b] = ('leaf' in doc ? doc.leaf : doc.branch).map((hash) => fromBase64url(hash) as Uint8Array) as [
    Uint8Array,
    Uint8Array,
  ];
  return 'leaf' in doc
    ? { type: 'leaf', leaf: { path: a, value: b } }
    : { type: 'branch', left: a, right: b };
}
