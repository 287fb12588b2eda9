import { transactionsOf, type OpenedBlock } from './block.js';
import { kindOf, readBlock, readState, valueOf, type Database, type Head } from './database.js';
import { StoreError } from './store-error.js';

/** Chain, data hashes and signatures are checked in the newest blocks, as many as this. */
const checkedBlocks = 1_000;
/** State entries and values of the newest blocks are read and compared until one of these is used up. */
const checkedStateWrites = 10_000;
const checkedStateBytes = 64 * 1024 * 1024;

/**
 * The check at open, backwards from the head. That no write is lost, the store has checked; what lies deeper is checked when it is
 * read, and by `verifyStore`.
 * @throws StoreError `damaged`, saying what is wrong
 */
export function checkNewest(
  db: Database,
  head: Head,
  checkSignatures: (block: OpenedBlock) => void,
  genesisPrevious: string,
): void {
  const state = new StateCheck(db);
  let expected = head.hash;
  for (let number = head.height - 1; number >= 0; number -= 1) {
    if (head.height - number > checkedBlocks) return;
    const block = readBlock(db, number);
    if (block.hash !== expected) {
      throw new StoreError(
        'damaged',
        `the chain is broken: block ${number} is not the one its successor names`,
      );
    }
    checkSignatures(block);
    state.check(number, block);
    expected = block.header.previousHash;
  }
  if (expected !== genesisPrevious)
    throw new StoreError('damaged', 'the first block does not name the store’s LEDGER.json');
}

/** Compares world state with the writes of blocks that are given newest first. */
class StateCheck {
  readonly #db: Database;
  readonly #seen = new Set<string>();
  #writes = 0;
  #bytes = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  check(number: number, block: OpenedBlock): void {
    if (this.#writes > checkedStateWrites || this.#bytes > checkedStateBytes) return;
    const transactions = transactionsOf(block);
    // The last write of a key stands, so the transactions of a block are looked at from the last one.
    for (let tx = transactions.length - 1; tx >= 0; tx -= 1) {
      const transaction = transactions[tx] as (typeof transactions)[number];
      if (transaction.code !== 'VALID') continue;
      for (const { key } of transaction.writes) {
        this.#writes += 1;
        if (this.#seen.has(key)) continue;
        this.#seen.add(key);
        const entry = readState(this.#db, key);
        if (entry?.version.block !== number || entry.version.tx !== tx) {
          throw new StoreError(
            'damaged',
            `the state of a key (${kindOf(key)}) is not what block ${number} wrote`,
          );
        }
        this.#bytes += valueOf(this.#db, key, entry).length;
      }
    }
  }
}
