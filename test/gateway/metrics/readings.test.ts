import { expect } from 'chai';
import { Registry } from 'prom-client';
import { LedgerError } from '../../../gateway/ledger/port.js';
import { readEnds } from '../../../gateway/metrics/ends.js';
import { kept } from '../../../gateway/metrics/kept.js';
import { watchLedger } from '../../../gateway/metrics/ledger.js';
import { Lag } from '../../../gateway/metrics/projection.js';
import { watchQueue } from '../../../gateway/metrics/queue.js';
import { Readings } from '../../../gateway/metrics/readings.js';
import { readStores } from '../../../gateway/metrics/stores.js';
import { readWitnesses } from '../../../gateway/metrics/witnesses.js';
import { BatchQueue, coalescing } from '../../../gateway/services/write/batch-queue.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import { samplesOf, valueOf } from './scrape.js';

const now = 1_800_000_000;
const clock = (): number => now;

describe('a reading', () => {
  let registry: Registry;
  let readings: Readings;
  beforeEach(() => {
    registry = new Registry();
    readings = new Readings(registry);
  });

  it('that fails is left out, is counted, and takes no other down', async () => {
    let works = true;
    readings.gauge({ name: 'odd', help: 'odd', labels: ['of'] }, () => {
      if (!works) throw new Error('no');
      return [[{ of: 'a' }, 1]];
    });
    readings.gauge({ name: 'plain', help: 'plain' }, () => (works ? 2 : Promise.reject(new Error('no'))));
    readings.gauge({ name: 'other', help: 'other' }, () => 3);
    expect(samplesOf(await registry.metrics())).to.have.length(4);
    works = false;
    const text = await registry.metrics();
    expect(samplesOf(text).map(({ name }) => name)).to.have.members(['other', 'stl_metrics_failures_total']);
    expect(valueOf(await registry.metrics(), 'stl_metrics_failures_total')).to.be.at.least(2);
    works = true;
    expect(valueOf(await registry.metrics(), 'odd')).to.equal(1);
    expect(valueOf(await registry.metrics(), 'plain')).to.equal(2);
  });

  it('of what is gone is gone, and does not stay as it was', async () => {
    let all = ['a', 'b'];
    readings.gauge({ name: 'of', help: 'of', labels: ['one'] }, () =>
      all.map((one) => [{ one }, 1] as const),
    );
    expect(samplesOf(await registry.metrics())).to.have.length(3);
    all = ['b'];
    expect(valueOf(await registry.metrics(), 'of', { one: 'a' })).to.equal(undefined);
    expect(valueOf(await registry.metrics(), 'of', { one: 'b' })).to.equal(1);
  });

  it('of a total does not add up from scrape to scrape', async () => {
    readings.total({ name: 'errors_total', help: 'errors' }, () => 5);
    await registry.metrics();
    expect(valueOf(await registry.metrics(), 'errors_total')).to.equal(5);
  });

  it('that is kept is read once, shared while it is read, and read again after a failure', async () => {
    let reads = 0;
    const read = kept(60, () => {
      reads += 1;
      return reads === 1 ? Promise.reject(new Error('no')) : Promise.resolve(reads);
    });
    expect(await Promise.allSettled([read(), read()]).then(([one]) => one.status)).to.equal('rejected');
    expect(await Promise.all([read(), read()])).to.deep.equal([2, 2]);
    expect(await read()).to.equal(2);
  });

  it('of the ledger counts errors by code, from 0 on', async () => {
    const watch = watchLedger(readings);
    const of = (code: string) => ({ operation: 'submit', code });
    expect(valueOf(await registry.metrics(), 'stl_ledger_errors_total', of('unavailable'))).to.equal(0);
    watch('submit', 'Seal')({ ok: false, error: new LedgerError('unavailable', 'gone') });
    watch('submit', 'Seal')({ ok: false, error: new TypeError('a mistake') });
    watch('submit', 'Seal')({ ok: true, committed: { txId: 'a', block: 1, tx: 0, result: '' } });
    const text = await registry.metrics();
    expect(valueOf(text, 'stl_ledger_errors_total', of('unavailable'))).to.equal(1);
    expect(valueOf(text, 'stl_ledger_errors_total', of('unexpected'))).to.equal(1);
    expect(valueOf(text, 'stl_ledger_transaction_duration_seconds_count', { transaction: 'Seal' })).to.equal(
      1,
    );
  });

  it('of the queue shows what hangs there, also what was refused in company and waits alone', async () => {
    const answers: ((result: string | Error) => void)[] = [];
    const submit = () =>
      new Promise<{ txId: string; block: number; tx: number; result: string }>((resolve, reject) =>
        answers.push((result) =>
          typeof result === 'string' ? resolve({ txId: 't', block: 1, tx: 0, result }) : reject(result),
        ),
      );
    const queue = new BatchQueue({ submit }, { ...coalescing, transactionsMax: 1 }, [watchQueue(readings)]);
    const counts = async () => {
      const text = await registry.metrics();
      return ['waiting', 'sent'].map((state) => valueOf(text, 'stl_queue_batches', { state }));
    };
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const taken = [queue.submit(Uint8Array.of(1)), queue.submit(Uint8Array.of(2))];
    expect(await counts()).to.deep.equal([2, 0]);
    await turn();
    expect(await counts()).to.deep.equal([0, 2]);
    answers.shift()?.(new LedgerError('conflict', 'met another'));
    await turn();
    await turn();
    expect(await counts()).to.deep.equal([1, 1]);
    expect(valueOf(await registry.metrics(), 'stl_queue_oldest_batch_age_seconds')).to.be.above(0);
    answers.shift()?.(JSON.stringify({ batch: 'a', outcome: 'accepted' }));
    await turn();
    await turn();
    answers.shift()?.(new LedgerError('unavailable', 'gone'));
    const [first, second] = await Promise.allSettled(taken);
    expect([first?.status, second?.status]).to.have.members(['fulfilled', 'rejected']);
    expect(await counts()).to.deep.equal([0, 0]);
    expect(valueOf(await registry.metrics(), 'stl_queue_oldest_batch_age_seconds')).to.equal(0);
  });

  it('of ends shows the first hundred one by one, and counts them all', async () => {
    const at = (days: number) => formatTime(now + days * 86_400);
    const list = Array.from({ length: 150 }, (_, i) => ({
      ...{ what: 'key', owner: `shop-${i}`, id: `kid-${i}` },
      at: at(i - 1),
    })) as never;
    readEnds(readings, { list: () => list }, { counted: { within7: 2, within30: 9 } }, clock);
    const text = await registry.metrics();
    expect(samplesOf(text).filter(({ name }) => name === 'stl_end_timestamp_seconds')).to.have.length(100);
    expect(valueOf(text, 'stl_end_timestamp_seconds', { owner: 'shop-0' })).to.equal(now - 86_400);
    expect(valueOf(text, 'stl_ending', { what: 'key', within: '7d' })).to.equal(9);
    expect(valueOf(text, 'stl_ending', { what: 'key', within: '30d' })).to.equal(32);
    expect(valueOf(text, 'stl_certificates_ending', { within: '30d' })).to.equal(9);
  });

  it('of a witness never shows the password in its URL', async () => {
    const failures = { contradicts: 1, refused: 0, unreachable: 4 };
    const states = () => [
      {
        witness: 'https://me:secret@one.example/log?key=secret',
        cosigned: true,
        answeredAt: now - 30,
        failures,
      },
      { witness: 'https://two.example', cosigned: false, answeredAt: undefined, failures },
    ];
    readWitnesses(readings, { states }, clock);
    const text = await registry.metrics();
    expect(text).to.not.include('secret');
    expect(valueOf(text, 'stl_witnesses')).to.equal(2);
    const [one, two] = [{ witness: 'https://one.example/log' }, { witness: 'https://two.example' }];
    expect(valueOf(text, 'stl_witness_cosigned', one)).to.equal(1);
    expect(valueOf(text, 'stl_witness_answer_age_seconds', one)).to.equal(30);
    expect(valueOf(text, 'stl_witness_answer_age_seconds', two)).to.equal(undefined);
    expect(valueOf(text, 'stl_witness_failures_total', { ...two, reason: 'unreachable' })).to.equal(4);
  });

  it('of stores says which is damaged, though one of them cannot be measured', async () => {
    const state = { scrubbedAt: null, detail: '' };
    readStores(
      readings,
      {
        soundness: {
          states: () => [
            { name: 'ledger', state: 'damaged', ...state },
            { name: 'jobs', state: 'sound', ...state, scrubbedAt: now - 5 },
          ],
        },
        failures: new Map([['ledger', () => ({ damaged: 3, unusable: 0 })]]),
        directories: new Map([['ledger', '/nowhere/at/all']]),
        disk: () => Promise.reject(new Error('no disk')),
      },
      clock,
    );
    const text = await registry.metrics();
    expect(valueOf(text, 'stl_store_sound', { store: 'ledger' })).to.equal(0);
    expect(valueOf(text, 'stl_store_sound', { store: 'jobs' })).to.equal(1);
    expect(valueOf(text, 'stl_store_scrub_age_seconds', { store: 'jobs' })).to.equal(5);
    expect(valueOf(text, 'stl_store_errors_total', { store: 'ledger', code: 'damaged' })).to.equal(3);
    expect(valueOf(text, 'stl_disk_free_bytes')).to.equal(undefined);
  });
});

describe('the lag of a projection', () => {
  it('is the age of the oldest block that is known and not folded, as scrapes saw it', () => {
    const lag = new Lag();
    expect(lag.seconds(10, 10, 100)).to.equal(0);
    expect(lag.seconds(10, 12, 115)).to.equal(0); // seen for the first time
    expect(lag.seconds(10, 13, 130)).to.equal(15);
    expect(lag.seconds(12, 14, 145)).to.equal(15); // of block 13, seen at 130
    expect(lag.seconds(14, 14, 160)).to.equal(0);
    expect(lag.seconds(14, 15, 175)).to.equal(0);
  });

  it('does not grow for ever while the fold keeps up with a busy ledger', () => {
    const lag = new Lag();
    for (let turn = 1; turn <= 100; turn += 1)
      expect(lag.seconds(turn - 1, turn, turn * 15)).to.be.at.most(15);
  });

  it('begins anew where all is folded anew', () => {
    const lag = new Lag();
    lag.seconds(10, 10, 100);
    expect(lag.seconds(0, 10, 115)).to.equal(0);
    expect(lag.seconds(0, 10, 130)).to.equal(15);
  });
});
