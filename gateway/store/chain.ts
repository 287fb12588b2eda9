import { hash } from 'node:crypto';

/**
 * Level drops whole writes from the middle of its log, without a word, where bits flip. So each write puts one row of its own,
 * and the rows form a chain: a missing one is a gap, and a gap is damage.
 *
 * A row's key is 0x00 and the write's number (6 bytes, big-endian), below every key that a store may hold. Its value: the number of the
 * oldest row that is kept (6), the bytes that count (4), the digest of the row before (16), its own digest (16).
 */
export interface Row {
  /** Number of the write; the first is 1. */
  readonly n: number;
  /** Number of the oldest row that stands after this write. */
  readonly first: number;
  /** Bytes of this write, as far as they count for how long rows are kept. */
  readonly counted: number;
  readonly previous: Buffer;
  /** Of the row before, and of every key and value of this write: 16 bytes. */
  readonly digest: Buffer;
}

const digestBytes = 16;
const rowBytes = 6 + 4 + 2 * digestBytes;

/** Stands before the first write. */
export const beforeFirst = { n: 0, digest: Buffer.alloc(digestBytes) };

/** Bounds that hold every row. */
export const allRows = { gte: Buffer.from([0]), lt: Buffer.from([1]) };

export function rowKey(n: number): Buffer {
  const key = Buffer.alloc(7);
  key.writeUIntBE(n, 1, 6);
  return key;
}

export function encodeRow({ first, counted, previous, digest }: Row): Buffer {
  const bytes = Buffer.allocUnsafe(rowBytes);
  bytes.writeUIntBE(first, 0, 6);
  bytes.writeUInt32BE(counted, 6);
  previous.copy(bytes, 10);
  digest.copy(bytes, 10 + digestBytes);
  return bytes;
}

/** Undefined where the bytes are no row. */
export function decodeRow(key: Buffer, value: Buffer): Row | undefined {
  if (key.length !== 7 || value.length !== rowBytes) return undefined;
  return {
    n: key.readUIntBE(1, 6),
    first: value.readUIntBE(0, 6),
    counted: value.readUInt32BE(6),
    previous: value.subarray(10, 10 + digestBytes),
    digest: value.subarray(10 + digestBytes),
  };
}

/** Checksums of a write's keys and values stand for them: 4 bytes each. */
export function digestOf(previous: Buffer, checksums: Uint32Array): Buffer {
  const own = Buffer.from(checksums.buffer, checksums.byteOffset, checksums.byteLength);
  return hash('sha256', Buffer.concat([previous, own]), 'buffer').subarray(0, digestBytes);
}

/** What is wrong with rows in order of their numbers; undefined if they are the chain's unbroken end. */
export function chainDefect(rows: readonly Row[]): string | undefined {
  const newest = rows.at(-1);
  if (newest === undefined) return undefined;
  let expected = newest.first;
  for (const [i, row] of rows.entries()) {
    if (row.n !== expected)
      return `write ${Math.min(row.n, expected)} of ${newest.n} is lost or was not its last`;
    const before = rows[i - 1];
    if (before !== undefined && !row.previous.equals(before.digest))
      return `write ${row.n} does not follow write ${before.n}`;
    expected += 1;
  }
  return undefined;
}
