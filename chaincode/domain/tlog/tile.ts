import { concat } from '../bytes.js';

/** Hashes of a full tile: it spans eight levels of the tree (C2SP tlog-tiles). */
export const tileWidth = 256;

/** A tile of hashes, or with level `entries` a bundle of log entries. `width` is below 256 for a partial one. */
export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** Number of hashes on a tile level of a tree: each stands for a complete subtree of 256^level leaves. */
export function hashesOnLevel(size: number, level: number): number {
  let count = size;
  for (let i = 0; i < level; i++) count = Math.floor(count / tileWidth);
  return count;
}

/** Whether a tree of that size has the tile, at that width. */
export function hasTile(size: number, { level, index, width }: Tile): boolean {
  const hashes = hashesOnLevel(size, level === 'entries' ? 0 : level);
  return width >= 1 && width <= tileWidth && index * tileWidth + width <= hashes;
}

/** Path as C2SP tlog-tiles writes it: `tile/0/x001/x234/067`, `tile/entries/000.p/8`. */
export function tilePath({ level, index, width }: Tile): string {
  const groups: string[] = [];
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`${groups.length === 0 ? '' : 'x'}${String(rest % 1000).padStart(3, '0')}`);

  return `tile/${level}/${groups.join('/')}${width < tileWidth ? `.p/${width}` : ''}`;
}

const pathForm = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/){0,4}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** The tile a path names; undefined unless the path is exactly the one that `tilePath` writes. */
export function parseTilePath(path: string): Tile | undefined {
  const [, level, groups, partial] = pathForm.exec(path) ?? [];
  if (level === undefined || groups === undefined) return undefined;
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replace(/[x/]/g, '')),
    width: partial === undefined ? tileWidth : Number(partial),
  };
  // One tile, one spelling: no leading groups of zeros, no partial tile of full width, no level beyond 63.
  if (tile.level !== 'entries' && tile.level > 63) return undefined;
  return tilePath(tile) === path ? tile : undefined;
}

/** Entries as a bundle holds them: each after its length in two bytes, the higher first. RangeError over 65,535 bytes. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new RangeError('an entry is over 65,535 bytes');
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry];
    }),
  );
}

/** The entries of a bundle; undefined where it is cut short. */
export function readEntryBundle(bundle: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length;) {
    const [high, low] = [bundle[at], bundle[at + 1]];
    if (high === undefined || low === undefined) return undefined;
    const end = at + 2 + (high << 8) + low;
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}
