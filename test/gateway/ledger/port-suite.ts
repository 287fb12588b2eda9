import { expect } from 'chai';
import { Refusal, refusalCodes } from '../../../chaincode/domain/errors.js';
import { blockReader } from '../../../gateway/ledger/connect/archived-blocks.js';
import {
  LedgerError,
  type CommittedBlock,
  type LedgerErrorCode,
  type LedgerPort,
  type TransactionCall,
} from '../../../gateway/ledger/port.js';

/**
 * What a test needs of an adapter. The ledger runs the transactions of `suite-transactions.ts`, and may be shared by
 * all tests: each uses keys of its own.
 */
export interface Harness {
  readonly ledger: LedgerPort;
  /** MSP ids of two organisations whose admin identities the adapter holds. */
  readonly admins: readonly [string, string];
  /** The same ledger after a stop and a start, as after a deployment. */
  reopen(): Promise<LedgerPort>;
  stop(): Promise<void>;
}

/** Its id, where the adapter has to know it. */
export const suiteLedger = '5e'.repeat(32);

const text = new TextDecoder();

/** The behaviour of LedgerPort that services rely on; every adapter passes it unchanged. */
export function portSuite(name: string, start: () => Promise<Harness>): void {
  describe(`ledger port: ${name}`, () => {
    let harness: Harness;
    let ledger: LedgerPort;
    let serial = 0;
    const run = Date.now().toString(36);
    const fresh = (): string => `suite-${run}-${(serial += 1)}`;

    before(async function () {
      this.timeout(180_000);
      harness = await start();
      ledger = harness.ledger;
    });
    after(async function () {
      await harness?.stop();
    });

    describe('submit', () => {
      it('writes once and says where', async () => {
        const key = fresh();
        const before = await ledger.height();
        const committed = await ledger.submit(put(key, 'a value'));
        expect(committed.txId).to.match(/^[0-9a-f]{64}$/);
        expect(committed.block).to.be.at.least(before);
        expect(committed.tx).to.be.at.least(0);
        expect(JSON.parse(committed.result)).to.deep.equal({ outcome: 'accepted' });
        expect(await ledger.height()).to.be.above(committed.block);
        expect(await ledger.evaluate(get(key))).to.equal('a value');
      });

      it('answers the same content again as a duplicate, and writes nothing', async () => {
        const key = fresh();
        await ledger.submit(put(key, 'same'));
        const again = await ledger.submit(put(key, 'same'));
        expect(JSON.parse(again.result)).to.deep.equal({ outcome: 'duplicate' });
        const block = await blockAt(ledger, again.block);
        expect(block.transactions.find((t) => t.tx === again.tx)?.writes ?? []).to.deep.equal([]);
      });

      it('refuses other content under the same key, and keeps the first', async () => {
        const key = fresh();
        await ledger.submit(put(key, 'first'));
        const error = await failure(ledger.submit(put(key, 'second')), 'refused');
        expect((error.cause as Refusal).code).to.equal('jti_conflict');
        expect(await ledger.evaluate(get(key))).to.equal('first');
      });

      for (const code of refusalCodes) {
        it(`hands on the refusal ${code}, submitted and evaluated`, async () => {
          const refuse = { name: 'Refuse', args: [code] };
          for (const attempt of [() => ledger.submit(refuse), () => ledger.evaluate(refuse)]) {
            const { cause } = await failure(attempt(), 'refused');
            expect((cause as Refusal).defects).to.deep.equal([{ code, reason: `refused as ${code}` }]);
          }
        });
      }

      it('gives every defect of a refusal, with line and pointer', async () => {
        const error = await failure(ledger.submit(call('Defects')), 'refused');
        expect(error.cause).to.be.instanceOf(Refusal);
        expect((error.cause as Refusal).defects).to.deep.equal([
          { code: 'record_schema', reason: 'a member is missing', line: 3, pointer: '/seller' },
          { code: 'out_of_scope', reason: 'not a seller of this issuer', line: 7 },
        ]);
      });

      it('keeps transient input out of the block but for what was written', async () => {
        const key = fresh();
        const bytes = new Uint8Array(100_000).map((_, i) => i % 251);
        const { block, tx } = await ledger.submit({
          name: 'PutTransient',
          args: [key],
          transient: { value: bytes },
        });
        const found = (await blockAt(ledger, block)).transactions.find((t) => t.tx === tx);
        expect(found?.writes.map((w) => w.key)).to.deep.equal([key]);
        expect(Buffer.compare(found?.writes[0]?.value ?? new Uint8Array(), bytes)).to.equal(0);
      });

      it('takes many at once', async function () {
        const keys = Array.from({ length: 60 }, fresh);
        const all = await Promise.all(keys.map((key) => ledger.submit(put(key, key))));
        expect(new Set(all.map(({ block, tx }) => `${block}/${tx}`)).size).to.equal(keys.length);
        expect(new Set(all.map(({ txId }) => txId)).size).to.equal(keys.length);
        for (const key of keys) expect(await ledger.evaluate(get(key))).to.equal(key);
      });

      it('gives one acceptance and else duplicates for the same content at once', async function () {
        const key = fresh();
        const all = await Promise.all(Array.from({ length: 5 }, () => ledger.submit(put(key, 'one'))));
        const outcomes = all.map(({ result }) => (JSON.parse(result) as { outcome: string }).outcome).sort();
        expect(outcomes).to.deep.equal(['accepted', 'duplicate', 'duplicate', 'duplicate', 'duplicate']);
      });

      it('never loses an update of one key by several at once', async function () {
        const key = fresh();
        const settled = await Promise.allSettled(
          Array.from({ length: 4 }, () => ledger.submit(call('Increment', key))),
        );
        const done = settled.filter(({ status }) => status === 'fulfilled').length;
        for (const s of settled)
          if (s.status === 'rejected') expect((s.reason as LedgerError).code).to.equal('conflict');
        expect(done).to.be.at.least(1);
        expect(await ledger.evaluate(get(key))).to.equal(String(done));
      });

      it('shows a transaction the state before its own writes', async () => {
        const key = fresh();
        const { result } = await ledger.submit(call('PutThenGet', key));
        expect(JSON.parse(result)).to.deep.equal({ seen: null });
      });
    });

    describe('evaluate', () => {
      it('writes nothing', async () => {
        const key = fresh();
        expect(JSON.parse(await ledger.evaluate(put(key, 'ghost')))).to.deep.equal({ outcome: 'accepted' });
        await failure(ledger.evaluate(get(key)), 'refused');
      });

      it('reads a range in the order of the keys’ bytes, without its end', async () => {
        const prefix = fresh();
        // U+FFFF sorts below U+10000 in UTF-8 and above it in UTF-16.
        const keys = ['a', 'b', 'é', '\u{ffee}', '\u{10000}', '~'].map((end) => `${prefix}/${end}`);
        for (const key of keys) await ledger.submit(put(key, '1'));
        const listed = JSON.parse(
          await ledger.evaluate(call('List', `${prefix}/a`, `${prefix}/\u{10000}`)),
        ) as string[];
        expect(listed).to.deep.equal(['a', 'b', '~', 'é', '\u{ffee}'].map((end) => `${prefix}/${end}`));
      });

      it('gives a refusal with its code', async () => {
        const error = await failure(ledger.evaluate(get(fresh())), 'refused');
        expect((error.cause as Refusal).code).to.equal('not_found');
      });
    });

    describe('identities', () => {
      it('never lets the gateway identity act as an administrator', async () => {
        const error = await failure(ledger.submit(call('AdminOnly', fresh())), 'refused');
        expect((error.cause as Refusal).code).to.equal('admin_required');
      });

      it('lets administrators of different organisations act, each under its own MSP id', async () => {
        const key = fresh();
        for (const mspId of harness.admins) {
          const { result } = await ledger.submit(call('AdminOnly', `${key}/${mspId}`), `admin:${mspId}`);
          expect(JSON.parse(result)).to.deep.equal({ mspId });
        }
      });

      it('has no administrator of an organisation it does not host', async () => {
        await failure(ledger.submit(call('AdminOnly', fresh()), 'admin:NobodyMSP'), 'unavailable');
      });
    });

    describe('blocks', () => {
      it('come from any height, without a gap, then live', async function () {
        const first = await ledger.submit(put(fresh(), 'before'));
        const stop = new AbortController();
        const seen: CommittedBlock[] = [];
        const late = fresh();
        let lateAt: { block: number; tx: number } | undefined;
        for await (const block of ledger.blocks(0, stop.signal)) {
          seen.push(block);
          if (block.number === first.block) lateAt = await ledger.submit(put(late, 'live'));
          if (lateAt?.block === block.number) stop.abort();
        }
        expect(seen.map((b) => b.number)).to.deep.equal(seen.map((_, i) => i));
        expect(seen.at(-1)?.transactions.find((t) => t.tx === lateAt?.tx)?.writes[0]?.key).to.equal(late);
        expect(new Set(seen.map((b) => Buffer.from(b.hash).toString('hex'))).size).to.equal(seen.length);
      });

      it('give every follower the same blocks, and one that resumes the rest of them', async function () {
        const last = await ledger.submit(put(fresh(), 'x'));
        const whole = await upTo(ledger, 0, last.block);
        const half = Math.floor(whole.length / 2);
        const resumed = await upTo(ledger, half, last.block);
        expect(resumed.map(fingerprint)).to.deep.equal(whole.slice(half).map(fingerprint));
      });

      it('hold valid transactions only: a key that is counted up is written once a count', async function () {
        const key = fresh();
        const from = await ledger.height();
        await Promise.allSettled(Array.from({ length: 4 }, () => ledger.submit(call('Increment', key))));
        const last = await ledger.submit(put(fresh(), 'end'));
        const values = (await upTo(ledger, from, last.block))
          .flatMap((b) => b.transactions)
          .flatMap((t) => t.writes)
          .filter((w) => w.key === key)
          .map((w) => text.decode(w.value));
        expect(values).to.deep.equal(values.map((_, i) => String(i + 1)));
        expect(values.at(-1)).to.equal(await ledger.evaluate(get(key)));
      });

      it('are the same once they were archived, whoever reads them', async function () {
        const last = await ledger.submit(put(fresh(), 'archived '.repeat(100)));
        const followed = await upTo(ledger, 0, last.block);
        const read = await blockReader(ledger.blockFormat, suiteLedger);
        const again: CommittedBlock[] = [];
        for await (const one of ledger.archived(0, last.block + 1)) again.push(read(again.length, one));
        expect(again.map(fingerprint)).to.deep.equal(followed.map(fingerprint));
        // One that follows from none of them is refused.
        const afresh = await blockReader(ledger.blockFormat, suiteLedger);
        for await (const third of ledger.archived(2, 3))
          expect(() => afresh(2, third)).to.throw(/does not follow/);
      });

      it('end without an error when the signal aborts a waiting follower', async () => {
        const stop = new AbortController();
        const waiting = (async () => {
          const numbers: number[] = [];
          for await (const block of ledger.blocks(await ledger.height(), stop.signal))
            numbers.push(block.number);
          return numbers;
        })();
        stop.abort();
        expect(await waiting).to.deep.equal([]);
      });
    });

    describe('time', () => {
      it('never goes back from one transaction to the next', async () => {
        const times: number[] = [];
        for (let i = 0; i < 3; i += 1) {
          const { result } = await ledger.submit(call('Time', fresh()));
          times.push((JSON.parse(result) as { time: number }).time);
        }
        expect(times).to.deep.equal([...times].sort((a, b) => a - b));
      });
    });

    describe('health and close', () => {
      it('is healthy while it works', async () => {
        expect(await ledger.health()).to.have.property('ok', true);
        expect((await ledger.health()).writes).to.have.property('ok', true);
      });

      it('finishes what is under way, refuses new calls, and has everything after a start', async function () {
        const keys = Array.from({ length: 10 }, fresh);
        const running = keys.map((key) => ledger.submit(put(key, 'kept')));
        const closing = ledger.close();
        await failure(ledger.submit(put(fresh(), 'late')), 'unavailable');
        await Promise.all(running);
        await closing;
        await ledger.close(); // closing twice is no error
        ledger = await harness.reopen();
        for (const key of keys) expect(await ledger.evaluate(get(key))).to.equal('kept');
      });
    });
  });
}

function call(name: string, ...args: string[]): TransactionCall {
  return { name, args };
}

function put(key: string, value: string): TransactionCall {
  return call('PutOnce', key, value);
}

function get(key: string): TransactionCall {
  return call('Get', key);
}

export async function failure(promise: Promise<unknown>, code: LedgerErrorCode): Promise<LedgerError> {
  const error = await promise.then(
    () => expect.fail(`expected LedgerError ${code}, but it succeeded`),
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(LedgerError);
  expect((error as LedgerError).code).to.equal(code);
  return error as LedgerError;
}

async function upTo(ledger: LedgerPort, from: number, to: number): Promise<CommittedBlock[]> {
  const stop = new AbortController();
  const blocks: CommittedBlock[] = [];
  for await (const block of ledger.blocks(from, stop.signal)) {
    blocks.push(block);
    if (block.number >= to) stop.abort();
  }
  return blocks;
}

async function blockAt(ledger: LedgerPort, number: number): Promise<CommittedBlock> {
  return (await upTo(ledger, number, number))[0] as CommittedBlock;
}

function fingerprint(block: CommittedBlock): unknown {
  return {
    number: block.number,
    hash: Buffer.from(block.hash).toString('hex'),
    transactions: block.transactions.map((t) => ({
      ...t,
      writes: t.writes.map((w) => [w.key, Buffer.from(w.value).toString('hex')]),
    })),
  };
}
