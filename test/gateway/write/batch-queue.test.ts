import { expect } from 'chai';
import { Refusal } from '../../../chaincode/domain/errors.js';
import { LedgerError, type Committed, type TransactionCall } from '../../../gateway/ledger/port.js';
import { BatchQueue, coalescing, type TakenBatch } from '../../../gateway/services/write/batch-queue.js';

interface Call extends TransactionCall {
  readonly resolve: (committed: Committed) => void;
  readonly reject: (error: Error) => void;
}

/** A ledger whose answers the test gives one by one. */
class Scripted {
  readonly calls: Call[] = [];
  submit(call: TransactionCall): Promise<Committed> {
    return new Promise((resolve, reject) => this.calls.push({ ...call, resolve, reject }));
  }
}

const turns = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};
const batch = (first: number, size = 10): Uint8Array => new Uint8Array(size).fill(first, 0, 1);
const firsts = ({ transient }: Call): (number | undefined)[] =>
  Object.values(transient ?? {}).map((bytes) => bytes[0]);
const committed = (result: unknown): Committed => ({
  txId: 't',
  block: 7,
  tx: 0,
  result: JSON.stringify(result),
});
const conflict = new LedgerError('conflict', 'MVCC');
const refusal = (code: 'jti_conflict' | 'not_authorised'): LedgerError =>
  new LedgerError('refused', code, { cause: new Refusal({ code, reason: code }) });

describe('the queue that brings batches to the ledger', () => {
  let ledger: Scripted;
  beforeEach(() => (ledger = new Scripted()));
  const newQueue = (change: Partial<typeof coalescing> = {}): BatchQueue =>
    new BatchQueue(ledger, { ...coalescing, transactionsMax: 1, ...change });
  const call = (index: number): Call => ledger.calls[index] as Call;
  const failure = (work: Promise<TakenBatch>): Promise<LedgerError> =>
    work.then(
      () => expect.fail('it did not fail'),
      (error: unknown) => error as LedgerError,
    );

  it('sends a lone batch in a transaction of its own', async () => {
    const sent = newQueue().submit(batch(1));
    await turns();
    expect(call(0).name).to.equal('SubmitBatch');
    call(0).resolve(committed({ batch: 'id', outcome: 'accepted' }));
    expect(await sent).to.deep.equal({ batch: 'id', duplicate: false, block: 7 });
  });

  it('sends what gathers meanwhile in one transaction, and tells each sender its own outcome', async () => {
    const queue = newQueue();
    const first = queue.submit(batch(1));
    await turns();
    const [second, third] = [queue.submit(batch(2)), queue.submit(batch(3))];
    call(0).resolve(committed({ batch: 'one', outcome: 'accepted' }));
    await first;
    await turns();
    expect(call(1)).to.include({ name: 'SubmitBatches' });
    expect(Object.keys(call(1).transient ?? {})).to.deep.equal(['batch0', 'batch1']);
    call(1).resolve(
      committed({
        outcomes: [
          { batch: 'three', entry: 1, outcome: 'duplicate' },
          { batch: 'two', entry: 0, outcome: 'accepted' },
        ],
      }),
    );
    expect([await second, await third]).to.deep.equal([
      { batch: 'two', duplicate: false, block: 7 },
      { batch: 'three', duplicate: true, block: 7 },
    ]);
  });

  it('sends a refused one again alone, so that its sender learns every defect and nobody else waits', async () => {
    const queue = newQueue();
    const [good, bad] = [queue.submit(batch(1)), queue.submit(batch(2))];
    await turns();
    call(0).resolve(
      committed({
        outcomes: [
          { batch: 'one', entry: 0, outcome: 'accepted' },
          { code: 'jti_conflict', entry: 1, outcome: 'refused' },
        ],
      }),
    );
    expect(await good).to.include({ batch: 'one' });
    await turns();
    expect([call(1).name, firsts(call(1))]).to.deep.equal(['SubmitBatch', [2]]);
    call(1).reject(refusal('jti_conflict'));
    expect((await failure(bad)).cause).to.be.instanceOf(Refusal);
  });

  for (const [what, error] of [
    ['after a conflict', conflict],
    ['where the transaction was refused as a whole', refusal('not_authorised')],
  ] as const) {
    it(`sends each alone ${what}`, async () => {
      const queue = newQueue();
      const sent = [queue.submit(batch(1)), queue.submit(batch(2))];
      await turns();
      call(0).reject(error);
      await turns();
      call(1).reject(conflict);
      expect(await failure(sent[0] as Promise<TakenBatch>)).to.include({ code: 'conflict' });
      await turns();
      call(2).resolve(committed({ batch: 'two', outcome: 'accepted' }));
      expect(await sent[1]).to.include({ batch: 'two' });
      expect(ledger.calls.slice(1).map(({ name }) => name)).to.deep.equal(['SubmitBatch', 'SubmitBatch']);
      expect(ledger.calls.slice(1).map(firsts)).to.deep.equal([[1], [2]]);
    });
  }

  it('never sends again what may have been committed', async () => {
    const queue = newQueue();
    const sent = [queue.submit(batch(1)), queue.submit(batch(2))];
    await turns();
    call(0).reject(new LedgerError('unknown_outcome', 'time-out'));
    for (const one of sent) expect(await failure(one)).to.include({ code: 'unknown_outcome' });
    await turns();
    expect(ledger.calls).to.have.length(1);
  });

  it('keeps a transaction within 4 MiB and its count, and lets a large batch go alone', async () => {
    const queue = newQueue({ smallBatchBytesMax: 2_000_000, batchesMax: 3 });
    for (const [n, size] of [
      [1, 1_500_000],
      [2, 1_500_000],
      [3, 1_500_000],
      [4, 2_000_001],
      [5, 10],
      [6, 10],
      [7, 10],
      [8, 10],
    ] as const)
      queue.submit(batch(n, size)).catch(() => undefined);
    const groups: unknown[] = [];
    for (let i = 0; i < 5; i++) {
      await turns();
      groups.push(firsts(call(i)));
      call(i).reject(new LedgerError('unavailable', 'gone'));
    }
    expect(groups).to.deep.equal([[1, 2], [3], [4], [5, 6, 7], [8]]);
  });

  it('has no more transactions under way than it may, and refuses what it cannot hold', async () => {
    const queue = newQueue({ transactionsMax: 2, batchesMax: 1, waitingBytesMax: 40 });
    const sent = Array.from({ length: 4 }, (_, n) => queue.submit(batch(n)));
    for (const one of sent) one.catch(() => undefined);
    expect(await failure(queue.submit(batch(9)))).to.include({ code: 'overloaded' });
    await turns();
    expect(ledger.calls).to.have.length(2);
    call(0).resolve(committed({ batch: 'x', outcome: 'accepted' }));
    await turns();
    expect(ledger.calls).to.have.length(3);
  });
});
