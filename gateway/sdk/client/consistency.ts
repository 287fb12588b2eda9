import { sha256 } from '@noble/hashes/sha2.js';
import { base64url, equalBytes, utf8 } from '../../../chaincode/domain/bytes.js';
import { verifyConsistency } from '../../../chaincode/domain/merkle/consistency.js';
import { parseCheckpoint, type Checkpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import { parseNote } from '../../../chaincode/domain/tlog/note.js';
import { hashesOnLevel, tilePath, tileWidth, type Tile } from '../../../chaincode/domain/tlog/tile.js';
import { TiledTree, type TileReader } from '../../../chaincode/domain/tlog/tree.js';
import { isObject, readCredential } from '../verify/credential.js';
import { readUpTo } from '../platform/read-up-to.js';
import type { Seen } from '../verify/verdict.js';

/** Milliseconds that a tile may take. */
const answerWaitMs = 5_000;

/**
 * Gets the proof that a badge's log begins with the log that was seen before: `consistency` for `verifyBadge`. It leads from
 * `lastSeen.size` to the size of the badge's checkpoint (RFC 9162 section 2.1.4), and is made of a gateway's tiles (C2SP
 * tlog-tiles). `gateway`: its URL. It may be any organisation's: tiles of another log are noticed. Undefined where there is
 * nothing to prove, or where tiles are missing: the verdict then says so.
 */
export async function fetchConsistency(
  badge: Uint8Array,
  lastSeen: Seen | undefined,
  gateway: string,
): Promise<readonly string[] | undefined> {
  const checkpoint = checkpointOf(badge);
  if (lastSeen === undefined || checkpoint?.ledger !== lastSeen.ledger) return undefined;
  if (lastSeen.size < 1 || checkpoint.size <= lastSeen.size) return undefined;
  return (await consistencyBetween(lastSeen.size, checkpoint, gateway))?.map(base64url);
}

/**
 * The path from the first `oldSize` leaves to a checkpoint's log, out of a gateway's tiles; undefined where it does not give the
 * tiles of that log.
 */
export async function consistencyBetween(
  oldSize: number,
  checkpoint: Pick<Checkpoint, 'root' | 'size'>,
  gateway: string,
): Promise<readonly Uint8Array[] | undefined> {
  try {
    return await pathBetween(oldSize, checkpoint, gateway);
  } catch {
    return undefined;
  }
}

async function pathBetween(
  oldSize: number,
  { root, size }: Pick<Checkpoint, 'root' | 'size'>,
  gateway: string,
): Promise<readonly Uint8Array[] | undefined> {
  const prove = (read: TileReader) => {
    const [old, tree] = [oldSize, size].map((of) => new TiledTree(sha256, read, of)) as [
      TiledTree,
      TiledTree,
    ];
    return { oldRoot: old.root(), root: tree.root(), path: tree.consistencyPath(oldSize) };
  };
  const read = await fetchTiles(tilesReadBy(prove, size), gateway);
  const proof = prove(read);
  // Only tiles that hash to the badge's own root count. Otherwise a gateway that lies, or one of another ledger, could make an
  // honest badge look forged.
  const holds = equalBytes(proof.root, root) && verifyConsistency(sha256, { oldSize, size, ...proof });
  return holds ? proof.path : undefined;
}

/** The tiles that a computation reads. What is in them does not change which these are, so it is run over empty ones. */
function tilesReadBy(compute: (read: TileReader) => unknown, size: number): readonly Tile[] {
  const tiles = new Map<string, Tile>();
  const blank = new Uint8Array(tileWidth * 32);
  compute((level, index) => {
    const width = Math.min(tileWidth, hashesOnLevel(size, level) - index * tileWidth);
    tiles.set(`${level}/${index}`, { level, index, width });
    return blank;
  });
  return [...tiles.values()];
}

async function fetchTiles(tiles: readonly Tile[], gateway: string): Promise<TileReader> {
  const got = tiles.map(async (tile) => {
    const url = `${gateway.replace(/\/+$/, '')}/tlog/${tilePath(tile)}`;
    const signal = AbortSignal.timeout(answerWaitMs);
    const answer = await fetch(url, { signal, credentials: 'omit', redirect: 'error' });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    const bytes = answer.body && (await readUpTo(answer.body, tile.width * 32));
    if (!bytes) throw new Error(`${url} answered with no tile`);
    return [`${tile.level}/${tile.index}`, bytes] as const;
  });
  const bytes = new Map(await Promise.all(got));
  return (level, index) => bytes.get(`${level}/${index}`) ?? new Uint8Array();
}

/** The checkpoint that a badge names. Nothing of it is checked. */
function checkpointOf(badge: Uint8Array): Checkpoint | undefined {
  const read = readCredential(badge);
  const [evidence] = typeof read === 'string' ? [] : [read.payload['evidence']].flat();
  const signed = isObject(evidence) ? evidence['checkpoint'] : undefined;
  const note = typeof signed === 'string' ? parseNote(utf8(signed)) : undefined;
  return note && parseCheckpoint(note.text);
}
