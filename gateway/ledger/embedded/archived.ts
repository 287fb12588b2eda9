import type { ArchivedBlock, CommittedBlock } from '../port.js';
import { anchorHash, encodeAnchor, parseAnchor } from './anchor.js';
import {
  encodeBlock,
  encodeHeader,
  openBlock,
  sha256Hex,
  transactionsOf,
  type OpenedBlock,
  type TransactionRecord,
} from './block.js';
import { longWrites } from './database.js';
import { toCommitted, type StoredBlock } from './follow.js';
import { signatureChecker, type OrganisationKey } from './signing.js';
import { StoreError } from './store-error.js';

export function toArchived({ opened, transactions, long }: StoredBlock): ArchivedBlock {
  return {
    block: encodeBlock(opened.headerBytes, opened.signatures, opened.data),
    values: longWrites(transactions).map(({ tx, write }) => long.get(`${tx}/${write}`) as Buffer),
  };
}

/** Whose signatures `archivedReader` asks of every block. @throws StoreError `damaged` */
export const archivedSigners = (anchor: string): readonly OrganisationKey[] =>
  parseAnchor(anchor).organisations;

/**
 * Reads blocks of a store again, in order from block 0 on, whoever hands them over: data and values by the header, the header by the
 * signatures of the store's organisations, each block by the one before, and the first by the anchor. That the anchor names
 * keys of the consortium's organisations is for the caller to see.
 * The function that it gives throws StoreError `damaged`.
 * @param anchor text of `LEDGER.json`
 * @throws StoreError `damaged`, `foreign`
 */
export function archivedReader(
  anchor: string,
  ledger: string,
): (number: number, archived: ArchivedBlock) => CommittedBlock {
  const parsed = parseAnchor(anchor);
  if (anchor !== encodeAnchor(parsed).toString())
    throw new StoreError('damaged', 'the anchor is not written as a store writes it');
  if (parsed.ledger !== ledger) throw new StoreError('foreign', 'the anchor is that of another ledger');
  const checkSignatures = signatureChecker(parsed.organisations);
  let previousHash = anchorHash(parsed);
  return (number, { block, values }) => {
    const opened = openBlock(number, Buffer.from(block));
    // One header has one spelling: its hash is that of these bytes.
    if (!encodeHeader(opened.header).equals(opened.headerBytes)) throw damaged(number, 'is not readable');
    if (opened.header.previousHash !== previousHash)
      throw damaged(number, 'does not follow from the block before it');
    checkSignatures(opened);
    previousHash = opened.hash;
    return toCommitted(withValues(opened, values));
  };
}

function withValues(opened: OpenedBlock, values: readonly Uint8Array[]): StoredBlock {
  const { number } = opened.header;
  const transactions = readTransactions(opened);
  const places = longWrites(transactions);
  if (places.length !== values.length) throw damaged(number, 'has not the values that its data speaks of');
  const long = new Map<string, Buffer>();
  places.forEach(({ tx, write }, i) => {
    const value = Buffer.from(values[i] as Uint8Array);
    if (transactions[tx]?.writes[write]?.digest !== sha256Hex(value))
      throw damaged(number, 'has a wrong value');
    long.set(`${tx}/${write}`, value);
  });
  return { opened, transactions, long };
}

/** A store's own lines are as they were written; those of somebody else may hold anything. */
function readTransactions(opened: OpenedBlock): TransactionRecord[] {
  const { number } = opened.header;
  let transactions: unknown[];
  try {
    transactions = transactionsOf(opened);
  } catch (cause) {
    throw damaged(number, 'has a transaction that is not readable', cause);
  }
  if (!transactions.every(isRecord)) throw damaged(number, 'has a transaction of another form');
  return transactions;
}

function isRecord(value: unknown): value is TransactionRecord {
  const { code, time, txId, writes } = (value ?? {}) as Record<string, unknown>;
  const isTime = Number.isSafeInteger(time) && (time as number) >= 0;
  return (
    typeof code === 'string' &&
    isTime &&
    typeof txId === 'string' &&
    Array.isArray(writes) &&
    writes.every(isWrite)
  );
}

function isWrite(write: unknown): boolean {
  const { digest, key, value } = (write ?? {}) as Record<string, unknown>;
  if (typeof digest !== 'string' || typeof key !== 'string') return false;
  if (value === undefined) return true;
  return typeof value === 'string' && digest === sha256Hex(Buffer.from(value, 'base64url'));
}

const damaged = (number: number, what: string, cause?: unknown): StoreError =>
  new StoreError('damaged', `block ${number} ${what}`, { cause });
