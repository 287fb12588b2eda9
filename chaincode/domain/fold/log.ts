import { concat, text } from '../bytes.js';
import { leafHash } from '../merkle/tree.js';
import type { Sha256 } from '../ports.js';
import { hashesOnLevel, tileWidth } from '../tlog/tile.js';
import { TiledTree, appendToTiles, type TileReader } from '../tlog/tree.js';
import { append, lengthOf, lists } from './list.js';
import { type FoldState, keys, load } from './state.js';

/** What is kept of a log entry: a batch's id, for its text has the leaf in it, or else the leaf itself. */
export type LogEntry = string | { readonly leaf: string };

type Reader = Pick<FoldState, 'get'>;

/** Leaves of the log so far. */
export const logSize = (state: Reader): number => lengthOf(state, lists.log);

/** Appends a leaf and gives its index. A batch's leaf is kept by the batch's id. */
export function appendLeaf(state: FoldState, sha256: Sha256, leaf: Uint8Array, batch?: string): number {
  const index = logSize(state);
  const tiles = tilesOf(state);
  for (const { level, place, hash } of appendToTiles(sha256, tiles, index, leafHash(sha256, leaf))) {
    const [tile, slot] = [Math.floor(place / tileWidth), place % tileWidth];
    // One value for each hash until the tile is full: a tile that is written anew for each leaf costs as much as the leaf.
    if (slot + 1 < tileWidth) state.put(keys.logHash(level, slot), hash);
    else state.put(keys.logTile(level, tile), concat(tiles(level, tile), hash));
  }
  append(state, lists.log, batch ?? { leaf: text(leaf) });
  return index;
}

/** The hashes that a tile has so far, none for a tile not begun. */
export function tilesOf(state: Reader): TileReader {
  const bytesAt = (key: string): Uint8Array => load<Uint8Array>(state, key) ?? new Uint8Array();
  return (level, index) => {
    const begun = hashesOnLevel(logSize(state), level) - index * tileWidth;
    if (begun >= tileWidth) return bytesAt(keys.logTile(level, index));
    // Only the last tile of a level is not full, so the slots are those of one tile.
    return concat(
      ...Array.from({ length: Math.max(begun, 0) }, (_, slot) => bytesAt(keys.logHash(level, slot))),
    );
  };
}

/** The tree of the log's first `size` leaves. RangeError where there are not so many. */
export function logTree(state: Reader, sha256: Sha256, size: number): TiledTree {
  if (!Number.isSafeInteger(size) || size < 0 || size > logSize(state)) throw new RangeError('no such tree');
  return new TiledTree(sha256, tilesOf(state), size);
}
