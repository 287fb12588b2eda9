import { leafHash } from '../../../chaincode/domain/merkle/tree.js';
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
      const hashes = added.map((leaf) => leafHash(sha256, leaf));
      for (const { level, index, bytes } of appendToTiles(sha256, tile, size, hashes))
        tiles.set(`${level}/${index}`, bytes);
      size += added.length;
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
