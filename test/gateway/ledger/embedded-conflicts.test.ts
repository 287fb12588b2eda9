import { expect } from 'chai';
import type { Transaction } from '../../../chaincode/transactions/index.js';
import { createEmbeddedLedger, openEmbeddedLedger } from '../../../gateway/ledger/embedded/index.js';
import type { LedgerPort } from '../../../gateway/ledger/port.js';
import { optionsFor, scratch } from './embedded-harness.js';
import { failure } from './port-suite.js';
import { suiteTransactions } from './suite-transactions.js';

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Lets a test act while a transaction stands between its reads and its end. */
class Gate {
  runs = 0;
  pause: (run: number) => Promise<unknown> = () => Promise.resolve();
  async pass(): Promise<void> {
    this.runs += 1;
    await this.pause(this.runs);
  }
}

describe('conflicts on the embedded ledger', () => {
  let ledger: LedgerPort;
  let gate: Gate;
  let remove: () => Promise<void>;

  const write = (key: string, value: string) => ledger.submit({ name: 'Write', args: [key, value] });
  const read = (key: string) => ledger.evaluate({ name: 'Get', args: [key] });

  const gated: Record<string, Transaction> = {
    async Write({ state, args: [key = '', value = ''] }) {
      await state.put(key, utf8.encode(value));
      return '';
    },
    /** Copies one key to another, with a pause after reading. */
    async Copy({ state, args: [from = '', to = ''] }) {
      const value = await state.get(from);
      await gate.pass();
      await state.put(to, value ?? utf8.encode('none'));
      return value ? text.decode(value) : 'none';
    },
    async ReadTwo({ state, args: [a = '', b = ''] }) {
      const first = text.decode(await state.get(a));
      await gate.pass();
      return `${first}${text.decode(await state.get(b))}`;
    },
    async CountRange({ state, args: [start = '', end = '', to = '', limit = '99'] }) {
      let count = 0;
      for await (const [key] of state.range(start, end)) {
        count += key.length > 0 ? 1 : 0;
        if (count >= Number(limit)) break;
      }
      await gate.pass();
      await state.put(to, utf8.encode(String(count)));
      return String(count);
    },
  };

  beforeEach(async () => {
    gate = new Gate();
    const made = await scratch();
    remove = made.remove;
    ledger = await createEmbeddedLedger({
      ...optionsFor(made.dir),
      transactions: { ...suiteTransactions, ...gated },
    });
  });
  afterEach(async () => {
    await ledger.close();
    await remove();
  });

  const onFirstRun = (act: () => Promise<unknown>) => {
    gate.pause = (run) => (run === 1 ? act() : Promise.resolve());
  };

  it('runs a transaction again if a key it read has changed', async () => {
    await write('a', 'old');
    onFirstRun(() => write('a', 'new'));
    const { result } = await ledger.submit({ name: 'Copy', args: ['a', 'b'] });
    expect(result).to.equal('new');
    expect(await read('b')).to.equal('new');
    expect(gate.runs).to.equal(2);
  });

  it('does so too if a key that it found missing has come to be', async () => {
    onFirstRun(() => write('a', 'born'));
    expect((await ledger.submit({ name: 'Copy', args: ['a', 'b'] })).result).to.equal('born');
  });

  it('gives up after a bounded number of runs, and has written nothing', async () => {
    await write('a', '0');
    gate.pause = (run) => write('a', String(run));
    await failure(ledger.submit({ name: 'Copy', args: ['a', 'b'] }), 'conflict');
    expect(gate.runs).to.be.within(2, 20);
    await failure(read('b'), 'refused');
  });

  it('keeps a conflicting transaction in its block, but out of what followers see', async () => {
    await write('a', 'old');
    const from = await ledger.height();
    onFirstRun(() => write('a', 'new'));
    const done = await ledger.submit({ name: 'Copy', args: ['a', 'b'] });
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const block of ledger.blocks(from, stop.signal)) {
      seen.push(block.transactions.map((t) => t.writes.map((w) => w.key).join()).join('|'));
      if (block.number === done.block) stop.abort();
    }
    expect(seen).to.deep.equal(['a', '', 'b']);
  });

  it('runs again if a key has appeared in a range that was read', async () => {
    await write('r/1', 'x');
    onFirstRun(() => write('r/2', 'x'));
    expect((await ledger.submit({ name: 'CountRange', args: ['r/', 'r0', 'n'] })).result).to.equal('2');
    expect(gate.runs).to.equal(2);
  });

  it('does not for a key outside the range, or beyond where the reader stopped', async () => {
    await write('r/1', 'x');
    onFirstRun(async () => {
      await write('q', 'x');
      await write('r0', 'x'); // the end itself is not part of the range
      await write('r/5', 'x');
    });
    await ledger.submit({ name: 'CountRange', args: ['r/', 'r0', 'n', '1'] });
    expect(gate.runs).to.equal(1);
  });

  it('lets many transactions read the same key in one block', async () => {
    await write('epoch', '1');
    let arrived = 0;
    let open: () => void = () => {};
    const all = new Promise<void>((resolve) => (open = resolve));
    gate.pause = () => {
      arrived += 1;
      if (arrived === 20) open();
      return all;
    };
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, i) => ledger.submit({ name: 'Copy', args: ['epoch', `copy/${i}`] })),
    );
    expect(gate.runs).to.equal(20);
    expect(new Set(done.map(({ block }) => block)).size).to.equal(1);
    expect(done.map(({ tx }) => tx).sort((a, b) => a - b)).to.deep.equal(done.map((_, i) => i));
  });

  it('evaluates on one state, whatever is committed meanwhile', async () => {
    await write('a', '1');
    await write('b', '1');
    onFirstRun(async () => {
      await write('a', '2');
      await write('b', '2');
    });
    expect(await ledger.evaluate({ name: 'ReadTwo', args: ['a', 'b'] })).to.equal('11');
    expect(await ledger.evaluate({ name: 'ReadTwo', args: ['a', 'b'] })).to.equal('22');
  });

  it('refuses what does not fit beside the calls under way, and takes it later', async () => {
    await ledger.close();
    const made = await scratch();
    const small = await createEmbeddedLedger({
      ...optionsFor(made.dir),
      transactions: { ...suiteTransactions, ...gated },
      callsMax: 2,
      callBytesMax: 1_000,
    });
    try {
      let open: () => void = () => {};
      const opened = new Promise<void>((resolve) => (open = resolve));
      gate.pause = () => opened;
      const first = small.submit({ name: 'Copy', args: ['a', 'b'] });
      await failure(
        small.submit({ name: 'PutTransient', args: ['c'], transient: { value: new Uint8Array(1_001) } }),
        'overloaded',
      );
      const second = small.submit({ name: 'Copy', args: ['a', 'd'] });
      await failure(small.evaluate({ name: 'Get', args: ['a'] }), 'overloaded');
      open();
      await Promise.all([first, second]);
      expect(await small.evaluate({ name: 'Get', args: ['b'] })).to.equal('none');
    } finally {
      await small.close();
      await made.remove();
    }
  });

  it('never gives a transaction an earlier time when the clock is set back, nor after a start', async () => {
    const made = await scratch();
    let now = 1_800_000_000;
    const options = { ...optionsFor(made.dir), clock: () => now };
    const time = async (on: LedgerPort, key: string) =>
      (JSON.parse((await on.submit({ name: 'Time', args: [key] })).result) as { time: number }).time;
    const first = await createEmbeddedLedger(options);
    expect(await time(first, 'a')).to.equal(1_800_000_000);
    now -= 3_600;
    expect(await time(first, 'b')).to.equal(1_800_000_000);
    await first.close();
    const second = await openEmbeddedLedger(options);
    expect(await time(second, 'c')).to.equal(1_800_000_000);
    await second.close();
    await made.remove();
  });
});
