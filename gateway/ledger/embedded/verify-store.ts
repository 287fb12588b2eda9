import { anchorHash, readAnchor } from './anchor.js';
import type { WriteRecord } from './block.js';
import {
  countState,
  kindOf,
  openDatabase,
  readHead,
  readStateRows,
  rowsFrom,
  storeExists,
  valueOf,
  type Database,
} from './database.js';
import { decodeStateEntry } from './layout.js';
import { readBlocks, type StoredBlock } from './follow.js';
import { signatureChecker } from './signing.js';
import { StoreError, asStoreError } from './store-error.js';

export interface StoreReport {
  /** Ledger id. */
  readonly ledger: string;
  readonly blocks: number;
  readonly transactions: number;
  /** Keys of the world state. */
  readonly keys: number;
  /** Hash of the newest block, hex. */
  readonly head: string;
  /** Empty if all is well. Stops at 100. */
  readonly defects: readonly string[];
}

const defectsShown = 100;

/**
 * Checks a store that nobody has open, all of it: every block's chain, data, values and signatures, the head, and that the world state is exactly what the blocks wrote, no key more and none less.
 *
 * Memory does not grow with the store. No copy of the state is built up: a write whose version the state entry has
 * must match it; an entry may only be newer than a write, never older; and there must be as many entries as writes
 * that matched. A version belongs to one write of a key, so then each entry is the last write of its key.
 *
 * @param progress is told the blocks done and the blocks in all
 * @throws StoreError if the store cannot be opened at all
 */
export async function verifyStore(
  dir: string,
  progress: (done: number, all: number) => void = () => {},
): Promise<StoreReport> {
  const anchor = await readAnchor(dir, await storeExists(dir));
  const db = await openDatabase(dir);
  try {
    const head = readHead(db);
    const audit = new Audit(db);
    const checkSignatures = signatureChecker(anchor.organisations);
    let previousHash = anchorHash(anchor);
    for (let next = 0; next < head.height && audit.defects.length < defectsShown;) {
      try {
        for await (const block of readBlocks(db, next, head.height)) {
          const { hash, header } = block.opened;
          // After a block that could not be read there is no hash to compare with; that one is a defect already.
          if (previousHash !== '' && header.previousHash !== previousHash)
            audit.note(`block ${next} does not follow the block before it`);
          previousHash = hash;
          next += 1;
          audit.attempt(() => checkSignatures(block.opened));
          await audit.compare(block);
          progress(next, head.height);
          if (audit.defects.length >= defectsShown) break;
        }
      } catch (error) {
        audit.note(messageOf(error));
        previousHash = '';
        next += 1;
      }
    }
    if (previousHash !== head.hash) audit.note('the head entry names another block than the newest');
    if (await rowsFrom(db, head.height)) audit.note('there are blocks beyond the head');
    const keys = await audit.finish();
    const { transactions, defects } = audit;
    return { ledger: anchor.ledger, blocks: head.height, transactions, keys, head: head.hash, defects };
  } catch (error) {
    throw asStoreError(error);
  } finally {
    await db.close();
  }
}

class Audit {
  readonly defects: string[] = [];
  transactions = 0;
  readonly #db: Database;
  #matched = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  note(defect: string): void {
    if (this.defects.length < defectsShown) this.defects.push(defect);
  }

  attempt(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.note(messageOf(error));
    }
  }

  /** Compares one block's valid writes with the state entries of their keys. */
  async compare({ opened, transactions }: StoredBlock): Promise<void> {
    const block = opened.header.number;
    this.transactions += transactions.length;
    const writes = transactions.flatMap((t, tx) =>
      t.code === 'VALID' ? t.writes.map((write, index) => ({ tx, index, write })) : [],
    );
    const rows = await readStateRows(
      this.#db,
      writes.map(({ write }) => write.key),
    );
    writes.forEach(({ tx, index, write }, i) =>
      this.attempt(() => {
        const row = rows[i];
        const entry = row && decodeStateEntry(row);
        const age = entry ? entry.version.block - block || entry.version.tx - tx : -1;
        if (!entry || age < 0) throw stateDefect(write, block, entry ? 'older than' : 'missing after');
        if (age > 0) return;
        if (entry.write !== index || entry.digest.toString('hex') !== write.digest)
          throw stateDefect(write, block, 'other than');
        // A long value is the one beside the block, which has been checked with it.
        if (entry.inline) valueOf(this.#db, write.key, entry);
        else if (write.value !== undefined) throw stateDefect(write, block, 'other than');
        this.#matched += 1;
      }),
    );
  }

  /** @returns the number of state keys */
  async finish(): Promise<number> {
    const keys = await countState(this.#db);
    if (keys !== this.#matched)
      this.note(`${keys} keys are in the state, of which ${this.#matched} are as the blocks wrote them`);
    return keys;
  }
}

function stateDefect({ key }: WriteRecord, block: number, how: string): StoreError {
  return new StoreError('damaged', `the state of a key (${kindOf(key)}) is ${how} what block ${block} wrote`);
}

function messageOf(error: unknown): string {
  const known = asStoreError(error);
  if (known instanceof StoreError) return known.message;
  throw error;
}
