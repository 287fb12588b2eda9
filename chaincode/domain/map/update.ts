import { equalBytes } from '../bytes.js';
import type { Sha256 } from '../ports.js';
import { bitAt, type Branch, depthMost, empty, hashOf, type Leaf, type Node } from './node.js';

/** Where a subtree hangs: the first `depth` bits of its leaves' paths, as text of 0 and 1. The root is ''. */
export type Position = string;

/** Stored subtrees; `empty` where there is none. */
export type NodeReader = (position: Position) => Node;

/**
 * Sets leaves in the map, and gives the subtrees that change, the root among them. Costs as many reads and hashes as
 * the leaves' paths have nodes: it grows with what changes, not with what is there. Each path may come once.
 */
export function setLeaves(sha256: Sha256, read: NodeReader, leaves: readonly Leaf[]): Map<Position, Node> {
  const changes = new Map<Position, Node>();
  const put = (position: Position, node: Node): Node => {
    changes.set(position, node);
    return node;
  };

  const merge = (position: Position, present: Node, added: readonly Leaf[]): Node => {
    const [only, ...others] = added;
    if (only === undefined) return present;
    if (present.type !== 'branch') {
      const kept =
        present.type === 'leaf' && !added.some(({ path }) => equalBytes(path, present.leaf.path))
          ? [present.leaf]
          : [];
      if (kept.length === 0 && others.length === 0) return put(position, { type: 'leaf', leaf: only });
      return split(position, undefined, [...kept, ...added]);
    }
    return split(position, present, added);
  };

  /** `present`: undefined where there are no halves yet. */
  const split = (position: Position, present: Branch | undefined, added: readonly Leaf[]): Node => {
    const depth = position.length;
    if (depth >= depthMost) throw new RangeError('a path comes twice');
    const half = (bit: 0 | 1): Uint8Array => {
      const at = `${position}${bit}`;
      const own = added.filter(({ path }) => bitAt(path, depth) === bit);
      if (present === undefined) return hashOf(sha256, merge(at, empty, own));
      // A half that stays as it is need not be read: most reads of a large map would be of these.
      if (own.length === 0) return bit === 0 ? present.left : present.right;
      return hashOf(sha256, merge(at, read(at), own));
    };
    return put(position, { type: 'branch', left: half(0), right: half(1) });
  };

  merge('', read(''), leaves);
  return changes;
}

/** Root of the map over stored subtrees: 32 zero bytes where it is empty. */
export function mapRoot(sha256: Sha256, read: NodeReader): Uint8Array {
  return hashOf(sha256, read(''));
}
