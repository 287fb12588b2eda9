import type { CommittedBlock, CommittedTransaction, KeyWrite } from '../port.js';
import { transactionsOf, openBlock, sha256Hex, type OpenedBlock, type TransactionRecord } from './block.js';
import { longWrites, type Database } from './database.js';
import { blockKey, readBlockKey } from './layout.js';
import { StoreError } from './store-error.js';

export interface StoredBlock {
  readonly opened: OpenedBlock;
  readonly transactions: readonly TransactionRecord[];
  /** Long values by `<tx>/<write>`, each checked against its digest. */
  readonly long: ReadonlyMap<string, Buffer>;
}

/** Bytes level may read ahead while a block is being used. */
const readAheadBytes = 4 * 1024 * 1024;

/**
 * Reads blocks `from` (included) to `to` (excluded) in one scan, each with its values, all checked against the
 * block's hashes. One chunk is read while the one before is used.
 * @throws StoreError `damaged` at the first block that is missing or wrong
 */
export async function* readBlocks(db: Database, from: number, to: number): AsyncGenerator<StoredBlock> {
  const iterator = db.iterator({
    gte: blockKey(from),
    lt: blockKey(to),
    highWaterMarkBytes: readAheadBytes,
    fillCache: false,
  });
  let next = from;
  let open: PartialBlock | undefined;
  const finish = (block: PartialBlock): StoredBlock => {
    if (block.expected > 0) throw new StoreError('damaged', `block ${next - 1} lacks a value`);
    return block;
  };
  try {
    let chunk = iterator.nextv(chunkRows);
    for (;;) {
      const rows = await chunk;
      if (rows.length === 0) break;
      chunk = iterator.nextv(chunkRows);
      chunk.catch(() => {}); // reported where it is awaited
      for (const [key, value] of rows) {
        const at = readBlockKey(key);
        if (at.value) {
          if (at.block === next - 1 && open) addValue(open, at.value, value);
          continue;
        }
        if (open) yield finish(open);
        open = undefined;
        if (at.block !== next) throw new StoreError('damaged', `block ${next} is missing`);
        open = startBlock(next, value);
        next += 1;
      }
    }
    if (open) yield finish(open);
  } finally {
    await iterator.close();
  }
  if (next !== to) throw new StoreError('damaged', `block ${next} is missing`);
}

/** Rows per read. `readAheadBytes` bounds them, too. */
const chunkRows = 1_000;

interface PartialBlock {
  readonly opened: OpenedBlock;
  readonly transactions: readonly TransactionRecord[];
  readonly long: Map<string, Buffer>;
  expected: number;
}

function startBlock(number: number, bytes: Buffer): PartialBlock {
  const opened = openBlock(number, bytes);
  const transactions = transactionsOf(opened);
  return { opened, transactions, long: new Map(), expected: longWrites(transactions).length };
}

function addValue(block: PartialBlock, at: { tx: number; write: number }, value: Buffer): void {
  const write = block.transactions[at.tx]?.writes[at.write];
  if (!write || write.digest !== sha256Hex(value))
    throw new StoreError('damaged', `block ${block.opened.header.number} has a wrong value`);
  block.long.set(`${at.tx}/${at.write}`, value);
  block.expected -= 1;
}

export function toCommitted({ opened, transactions, long }: StoredBlock): CommittedBlock {
  const valid: CommittedTransaction[] = [];
  transactions.forEach((t, tx) => {
    if (t.code !== 'VALID') return;
    const writes = t.writes.map((w, i): KeyWrite => ({
      key: w.key,
      value: w.value === undefined ? (long.get(`${tx}/${i}`) as Buffer) : Buffer.from(w.value, 'base64url'),
    }));
    valid.push({ tx, txId: t.txId, time: t.time, writes });
  });
  return { number: opened.header.number, hash: Buffer.from(opened.hash, 'hex'), transactions: valid };
}
