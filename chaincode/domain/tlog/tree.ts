import { merkleRoot, nodeHash } from '../merkle/tree.js';
import type { Sha256 } from '../ports.js';
import { hashesOnLevel, tileWidth } from './tile.js';

/**
 * The stored hashes of one tile, as many as it has: 32 bytes each, in order. A log stores nothing else: hashes of the
 * levels between are computed from at most 256 of these.
 */
export type TileReader = (level: number, index: number) => Uint8Array;

/** The `place`-th hash of a tile level, new since a leaf was appended. */
export interface AddedHash {
  readonly level: number;
  readonly place: number;
  readonly hash: Uint8Array;
}

const hashLength = 32;
const split = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length / hashLength }, (_, i) =>
    bytes.subarray(i * hashLength, (i + 1) * hashLength),
  );

/** What appending a leaf to a tree of `size` adds to its tiles: the leaf's hash, and one a level above each tile that it fills. */
export function appendToTiles(
  sha256: Sha256,
  read: TileReader,
  size: number,
  leafHash: Uint8Array,
): AddedHash[] {
  const added: AddedHash[] = [];
  let hash = leafHash;
  for (let level = 0; ; level++) {
    const place = hashesOnLevel(size, level);
    added.push({ level, place, hash });
    const [index, before] = [Math.floor(place / tileWidth), place % tileWidth];
    if (before + 1 < tileWidth) return added;
    hash = merkleRoot(sha256, [...split(read(level, index)).slice(0, before), hash]);
  }
}

/** A tree of `size` leaves over stored tiles (RFC 9162 section 2.1). Reads O(log size) tiles, whatever the size. */
export class TiledTree {
  readonly #sha256: Sha256;
  readonly #read: TileReader;
  /** Tiles read so far: a path asks for parts of the same one many times. */
  readonly #tiles = new Map<string, readonly Uint8Array[]>();

  constructor(
    sha256: Sha256,
    read: TileReader,
    readonly size: number,
  ) {
    this.#sha256 = sha256;
    this.#read = read;
  }

  root(): Uint8Array {
    return this.size === 0 ? this.#sha256(new Uint8Array()) : this.#range(0, this.size);
  }

  /** Audit path of a leaf (section 2.1.3.1), from the bottom up. RangeError for no such leaf. */
  inclusionPath(index: number): Uint8Array[] {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size) throw new RangeError('no such leaf');
    const path: Uint8Array[] = [];
    let [start, end] = [0, this.size];
    while (end - start > 1) {
      const middle = start + largestPowerBelow(end - start);
      if (index < middle) {
        path.unshift(this.#range(middle, end));
        end = middle;
      } else {
        path.unshift(this.#range(start, middle));
        start = middle;
      }
    }
    return path;
  }

  /** Proof that this tree extends its first `oldSize` leaves (section 2.1.4.1). RangeError unless 1 <= oldSize <= size. */
  consistencyPath(oldSize: number): Uint8Array[] {
    if (!Number.isSafeInteger(oldSize) || oldSize < 1 || oldSize > this.size)
      throw new RangeError('no such older tree');

    const path: Uint8Array[] = [];
    let [start, end] = [0, this.size];
    // Whether the old tree's root is still the node we stand on: its verifier has it already.
    let whole = true;
    while (oldSize < end) {
      const middle = start + largestPowerBelow(end - start);
      if (oldSize <= middle) {
        path.unshift(this.#range(middle, end));
        end = middle;
      } else {
        path.unshift(this.#range(start, middle));
        start = middle;
        whole = false;
      }
    }
    return whole ? path : [this.#range(start, end), ...path];
  }

  /** Hash of leaves `start` to `end`, a range that the tree's own splits give: complete subtrees lie aligned in it. */
  #range(start: number, end: number): Uint8Array {
    const length = end - start;
    const middle = start + largestPowerBelow(length);
    if (length === 1 || (middle - start) * 2 === length) return this.#subtree(start, length);
    return nodeHash(this.#sha256, this.#range(start, middle), this.#range(middle, end));
  }

  /** Hash of a complete subtree: 2^height leaves from a multiple of as many. */
  #subtree(start: number, leaves: number): Uint8Array {
    let level = 0;
    let count = leaves;
    let first = start;
    while (count >= tileWidth) {
      count /= tileWidth;
      first /= tileWidth;
      level += 1;
    }
    const index = Math.floor(first / tileWidth);
    const from = first - index * tileWidth;
    const hashes = this.#tile(level, index).slice(from, from + count);
    if (hashes.length !== count) throw new Error(`tile ${level}/${index} of the log is cut short`);
    return merkleRoot(this.#sha256, hashes);
  }

  #tile(level: number, index: number): readonly Uint8Array[] {
    const name = `${level}/${index}`;
    const known = this.#tiles.get(name);
    if (known !== undefined) return known;
    const hashes = split(this.#read(level, index));
    this.#tiles.set(name, hashes);
    return hashes;
  }
}

/** The largest power of two below n; 0 for 1. Division, not shifts: a log may outgrow 32 bits. */
function largestPowerBelow(n: number): number {
  if (n <= 1) return 0;
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
