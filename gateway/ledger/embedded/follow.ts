import type { CommittedBlock, CommittedTransaction, KeyWrite } from '../port.js';
import { transactionsOf, openBlock, sha256Hex, type OpenedBlock, type TransactionRecord } from './block.js';
import { longWrites, named, type Database } from './database.js';
import { blockKey, readBlockKey } from './layout.js';
import { StoreError } from './store-error.js';

export interface StoredBlock {
  readonly opened: OpenedBlock;
  readonly transactions: readonly TransactionRecord[];
  /** Long values by `<tx>/<write>`, each checked against its digest. */
  readonly long: ReadonlyMap<string, Buffer>;
}

/**
 * Reads blocks `from` (included) to `to` (excluded) in one scan, each with its values, all checked against the
 * block's hashes.
 * @throws StoreError `damaged` at the first block that is missing or wrong
 */
export async function* readBlocks(db: Database, from: number, to: number): AsyncGenerator<StoredBlock> {
  const rows = db.rows({ gte: blockKey(from), lt: blockKey(to) }, { fillCache: false });
  let next = from;
  let open: PartialBlock | undefined;
  const finish = (block: PartialBlock): StoredBlock => {
    if (block.expected > 0) throw new StoreError('damaged', `block ${next - 1} lacks a value`);
    return block;
  };
  try {
    for await (const [key, value] of rows) {
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
    if (open) yield finish(open);
  } catch (error) {
    const damaged = open !== undefined && open.expected > 0 ? next - 1 : next;
    throw named(`block ${damaged}, or a value beside it,`, error);
  }
  if (next !== to) throw new StoreError('damaged', `block ${next} is missing`);
}

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
