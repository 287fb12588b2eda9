import { base64, fromBase64, text } from '../bytes.js';
import { leafHash } from '../merkle/tree.js';
import type { Sha256 } from '../ports.js';
import { TiledTree, appendToTiles, type TileReader } from '../tlog/tree.js';
import { append, lengthOf, lists } from './list.js';
import { type FoldState, keys, load, save } from './state.js';

/** What is kept of a log entry: a batch's id, for its text has the leaf in it, or else the leaf itself. */
export type LogEntry = string | { readonly leaf: string };

type Reader = Pick<FoldState, 'get'>;

/** Leaves of the log so far. */
export const logSize = (state: Reader): number => lengthOf(state, lists.log);

/** Appends a leaf and gives its index. A batch's leaf is kept by the batch's id. */
export function appendLeaf(state: FoldState, sha256: Sha256, leaf: Uint8Array, batch?: string): number {
  const index = logSize(state);
  for (const { level, index: tile, bytes } of appendToTiles(sha256, tilesOf(state), index, [
    leafHash(sha256, leaf),
  ]))
    save(state, keys.logTile(level, tile), base64(bytes));

  append(state, lists.log, batch ?? { leaf: text(leaf) });
  return index;
}

/** The hashes that a tile has so far, none for a tile not begun. */
export function tilesOf(state: Reader): TileReader {
  return (level, index) =>
    fromBase64(load<string>(state, keys.logTile(level, index)) ?? '') ?? new Uint8Array();
}

/** The tree of the log's first `size` leaves. RangeError where there are not so many. */
export function logTree(state: Reader, sha256: Sha256, size: number): TiledTree {
  if (!Number.isSafeInteger(size) || size < 0 || size > logSize(state)) throw new RangeError('no such tree');
  return new TiledTree(sha256, tilesOf(state), size);
}
