import type { Version } from './block.js';
import { StoreError } from './store-error.js';

/*
 * Keys of the level database:
 *   h                            the head: canonical JSON {hash, height, time}
 *   b <block:6>                  a block (see block.ts)
 *   b <block:6> <tx:4> <write:4> a value of the block's write set that is too long to stand inside it
 *   s <key>                      the current entry of a world-state key
 * Numbers are big-endian. A long value is stored once, next to its block: the state entry points to it. So a
 * batch is written once, one scan reads a block with its values, and new values always land at the end.
 */
const blockPrefix = 0x62;
const statePrefix = 0x73;
const digestAt = 14;
const flagAt = 46;
const valueAt = 47;

export const headKey = Buffer.from('h');

/** Values up to this many bytes stand in the block and in the state entry; longer ones are stored apart. */
export const inlineBytesMax = 256;

export function blockKey(number: number): Buffer {
  const key = Buffer.allocUnsafe(7);
  key[0] = blockPrefix;
  key.writeUIntBE(number, 1, 6);
  return key;
}

export function valueKey(version: Version, write: number): Buffer {
  const key = Buffer.allocUnsafe(15);
  key[0] = blockPrefix;
  key.writeUIntBE(version.block, 1, 6);
  key.writeUInt32BE(version.tx, 7);
  key.writeUInt32BE(write, 11);
  return key;
}

/** What a key of the `b` range names. */
export function readBlockKey(key: Buffer): { block: number; value?: { tx: number; write: number } } {
  const block = key.readUIntBE(1, 6);
  if (key.length === 7) return { block };
  return { block, value: { tx: key.readUInt32BE(7), write: key.readUInt32BE(11) } };
}

export function stateKey(key: string): Buffer {
  const bytes = Buffer.allocUnsafe(1 + Buffer.byteLength(key));
  bytes[0] = statePrefix;
  bytes.write(key, 1);
  return bytes;
}

export function readStateKey(key: Buffer): string {
  return key.toString('utf8', 1);
}

/** Follows every key of the `b` range. */
export const blockRangeEnd = Buffer.from([blockPrefix + 1]);

/** Bounds that hold every state entry. */
export const allState = { gte: Buffer.from([statePrefix]), lt: Buffer.from([statePrefix + 1]) };

export interface StateEntry {
  readonly version: Version;
  /** Index in the transaction's write set. */
  readonly write: number;
  readonly digest: Buffer;
  /** Absent if the value is stored with its block. */
  readonly inline?: Buffer;
}

export function encodeStateEntry(entry: StateEntry): Buffer {
  const bytes = Buffer.allocUnsafe(valueAt + (entry.inline?.length ?? 0));
  bytes.writeUIntBE(entry.version.block, 0, 6);
  bytes.writeUInt32BE(entry.version.tx, 6);
  bytes.writeUInt32BE(entry.write, 10);
  entry.digest.copy(bytes, digestAt);
  bytes[flagAt] = entry.inline ? 1 : 0;
  entry.inline?.copy(bytes, valueAt);
  return bytes;
}

export function decodeStateEntry(bytes: Buffer): StateEntry {
  const flag = bytes[flagAt];
  if (flag !== 1 && !(flag === 0 && bytes.length === valueAt))
    throw new StoreError('damaged', 'a state entry is not in its form');
  return {
    version: { block: bytes.readUIntBE(0, 6), tx: bytes.readUInt32BE(6) },
    write: bytes.readUInt32BE(10),
    digest: bytes.subarray(digestAt, flagAt),
    ...(flag === 1 ? { inline: bytes.subarray(valueAt) } : {}),
  };
}
