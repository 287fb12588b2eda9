import type { CommittedBlock, CommittedTransaction } from '../port.js';
import type { Judged } from './build-block.js';
import { writeRecord } from './simulate.js';

/** What a block keeps of a transaction beside its writes: nothing of it is in an export. */
const unknown = {
  args: [],
  caller: { admin: false, mspId: '' },
  name: '',
  ranges: [],
  reads: [],
  result: '',
};

/**
 * A block of another store for one of this: the same transactions at the same places, for the fold counts by places. Where
 * the other had one that was not valid, one without writes stands.
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
