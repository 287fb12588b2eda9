import { concat } from '../../../chaincode/domain/bytes.js';
import { leafHash } from '../../../chaincode/domain/merkle/tree.js';
import { tileWidth } from '../../../chaincode/domain/tlog/tile.js';
import { appendToTiles, TiledTree } from '../../../chaincode/domain/tlog/tree.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';

const { sha256 } = nodeCrypto;

export interface MemoryLog {
  append(leaves: readonly Uint8Array[]): void;
  tree(size: number): TiledTree;
  tile(level: number, index: number): Uint8Array;
  readonly size: number;
}

/** A log whose tiles lie in memory. */
export function newLog(leaves: readonly Uint8Array[] = []): MemoryLog {
  const tiles = new Map<string, Uint8Array>();
  const tile = (level: number, index: number): Uint8Array =>
    tiles.get(`${level}/${index}`) ?? new Uint8Array();
  let size = 0;
  const log: MemoryLog = {
    append(added) {
      for (const leaf of added) {
        for (const { level, place, hash } of appendToTiles(sha256, tile, size, leafHash(sha256, leaf))) {
          const index = Math.floor(place / tileWidth);
          tiles.set(`${level}/${index}`, concat(tile(level, index), hash));
        }
        size += 1;
      }
    },
    tree: (of) => new TiledTree(sha256, tile, of),
    tile,
    get size() {
      return size;
    },
  };
  log.append(leaves);
  return log;
}
