import type { CommittedBlock, CommittedTransaction } from '../port.js';
import type { Judged } from './build-block.js';
import { writeRecord } from './simulate.js';

/** In place of what a block keeps of a transaction besides its writes: exports do not have it. */
const unknown = {
  args: [],
  caller: { admin: false, mspId: '' },
  name: '',
  ranges: [],
  reads: [],
  result: '',
};

/**
 * Makes a block of this store from a block of another ledger. Transactions keep their places, for the fold depends on them. In
 * the place of one that was not valid stands one without writes.
 */
export function judgedAgain({ transactions }: CommittedBlock): Judged[] {
  const judged: Judged[] = [];
  for (const transaction of transactions) {
    while (judged.length < transaction.tx) judged.push({ simulation: empty, code: 'MVCC_READ_CONFLICT' });
    judged.push({ simulation: taken(transaction), code: 'VALID' });
  }
  return judged;
}

const empty = { record: { ...unknown, time: 0, txId: '', writes: [] }, values: [] };

function taken({ time, txId, writes }: CommittedTransaction): Judged['simulation'] {
  const values = writes.map(({ value }) => Buffer.from(value));
  const records = writes.map(({ key }, i) => writeRecord(key, values[i] as Buffer));
  return { record: { ...unknown, time, txId, writes: records }, values };
}
