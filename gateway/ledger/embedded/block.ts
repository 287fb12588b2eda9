import { hash } from 'node:crypto';
import type { Caller } from '../../../chaincode/world-state.js';
import { StoreError } from './store-error.js';

/** Where a value was written: the order of versions is the order of the ledger. */
export interface Version {
  readonly block: number;
  readonly tx: number;
}

/** Fabric's names. */
export type ValidationCode = 'VALID' | 'MVCC_READ_CONFLICT' | 'PHANTOM_READ_CONFLICT';

/** A key and the version that was seen, null if there was none. */
export type ReadRecord = readonly [key: string, version: readonly [block: number, tx: number] | null];

/** A range that was read: up to `end`, or only to the last key in `reads` where the reader stopped early. */
export interface RangeRecord {
  readonly end: string;
  readonly exhausted: boolean;
  readonly reads: readonly ReadRecord[];
  readonly start: string;
}

export interface WriteRecord {
  /** SHA-256 of the value, hex. */
  readonly digest: string;
  readonly key: string;
  readonly length: number;
  /** base64url, if the value is short. A long one of a valid transaction is stored next to the block. */
  readonly value?: string;
}

/** A transaction as its block keeps it. Transient inputs are not kept; an invalid one keeps no long values. */
export interface TransactionRecord {
  readonly args: readonly string[];
  readonly caller: Caller;
  readonly code: ValidationCode;
  readonly event?: { readonly name: string; readonly payload: string };
  readonly name: string;
  readonly ranges: readonly RangeRecord[];
  readonly reads: readonly ReadRecord[];
  readonly result: string;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly txId: string;
  /** In the order of their keys' UTF-8 bytes, as on Fabric. */
  readonly writes: readonly WriteRecord[];
}

export interface BlockHeader {
  /** SHA-256 of the transaction lines. They hold each value's digest, so it covers the values too. */
  readonly dataHash: string;
  readonly number: number;
  readonly previousHash: string;
}

export interface BlockSignature {
  readonly mspId: string;
  /** ES256 over the header line without its line feed; base64url of r || s. */
  readonly signature: string;
}

/** A block whose data has been checked against its header. Its chain and signatures have not. */
export interface OpenedBlock {
  readonly header: BlockHeader;
  readonly headerBytes: Buffer;
  /** SHA-256 of the header line, hex. */
  readonly hash: string;
  readonly signatures: readonly BlockSignature[];
  readonly data: Buffer;
}

const lineFeed = 0x0a;

export function sha256(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

export function sha256Hex(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex');
}

export function encodeHeader(header: BlockHeader): Buffer {
  const { dataHash, number, previousHash } = header;
  return Buffer.from(JSON.stringify({ dataHash, number, previousHash }));
}

/**
 * One canonical JSON line a transaction. Members are named in RFC 8785 order here and hold only strings, integers
 * and booleans, for which JSON.stringify gives RFC 8785's text.
 */
export function encodeTransactions(transactions: readonly TransactionRecord[]): Buffer {
  let text = '';
  for (const t of transactions) {
    text += `${JSON.stringify({
      args: t.args,
      caller: { admin: t.caller.admin, mspId: t.caller.mspId },
      code: t.code,
      event: t.event && { name: t.event.name, payload: t.event.payload },
      name: t.name,
      ranges: t.ranges.map(({ end, exhausted, reads, start }) => ({ end, exhausted, reads, start })),
      reads: t.reads,
      result: t.result,
      time: t.time,
      txId: t.txId,
      writes: t.writes.map(({ digest, key, length, value }) => ({ digest, key, length, value })),
    })}\n`;
  }
  return Buffer.from(text);
}

/** A stored block: the header line, the signatures' line, then a line per transaction. */
export function encodeBlock(
  headerBytes: Buffer,
  signatures: readonly BlockSignature[],
  data: Buffer,
): Buffer {
  const signed = signatures.map(({ mspId, signature }) => ({ mspId, signature }));
  return Buffer.concat([headerBytes, Buffer.from(`\n${JSON.stringify(signed)}\n`), data]);
}

/** @throws StoreError `damaged` if the bytes are not a block or its data is not what the header says */
export function openBlock(number: number, bytes: Buffer): OpenedBlock {
  const first = bytes.indexOf(lineFeed);
  const second = bytes.indexOf(lineFeed, first + 1);
  if (first < 0 || second < 0) throw damaged(number, 'is cut short');
  const headerBytes = bytes.subarray(0, first);
  const data = bytes.subarray(second + 1);
  let header: unknown;
  let signatures: unknown;
  try {
    header = JSON.parse(headerBytes.toString());
    signatures = JSON.parse(bytes.toString('utf8', first + 1, second));
  } catch (cause) {
    throw damaged(number, 'is not readable', cause);
  }
  // Level gives wrong bytes without an error: a flipped bit in a member's name is still JSON.
  if (!isHeader(header) || !areSignatures(signatures)) throw damaged(number, 'is not readable');
  if (header.number !== number) throw damaged(number, 'carries another number');
  if (header.dataHash !== sha256Hex(data)) throw damaged(number, 'does not match its data hash');
  return { header, headerBytes, hash: sha256Hex(headerBytes), signatures, data };
}

function isHeader(value: unknown): value is BlockHeader {
  const { dataHash, number, previousHash } = (value ?? {}) as Record<string, unknown>;
  return typeof dataHash === 'string' && typeof number === 'number' && typeof previousHash === 'string';
}

function areSignatures(value: unknown): value is BlockSignature[] {
  const isSignature = (one: unknown): boolean => {
    const { mspId, signature } = (one ?? {}) as Record<string, unknown>;
    return typeof mspId === 'string' && typeof signature === 'string';
  };
  return Array.isArray(value) && value.every(isSignature);
}

/** The transactions of an opened block: its data hash has been checked, so the lines are as they were written. */
export function transactionsOf(block: OpenedBlock): TransactionRecord[] {
  if (block.data.length === 0) return [];
  return block.data
    .toString('utf8', 0, block.data.length - 1)
    .split('\n')
    .map((line) => JSON.parse(line) as TransactionRecord);
}

function damaged(number: number, what: string, cause?: unknown): StoreError {
  return new StoreError('damaged', `block ${number} ${what}`, { cause });
}
