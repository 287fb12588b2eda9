import { expect } from 'chai';
import { text, utf8 } from '../../chaincode/domain/bytes.js';
import { Overlay } from '../../chaincode/transactions/overlay.js';
import type { WorldState } from '../../chaincode/world-state.js';
import { gatewayOf } from '../support/consortium.js';
import { MemoryWorldState } from '../support/memory-world-state.js';

describe('the overlay of a transaction that takes several batches', () => {
  let base: MemoryWorldState;
  let overlay: Overlay;
  beforeEach(() => {
    const entries = new Map(['a', 'c', '\u{ffee}'].map((key) => [key, utf8(`base ${key}`)]));
    base = new MemoryWorldState(entries, gatewayOf('PlatformMSP'), 'tx', 1);
    overlay = new Overlay(base);
  });

  const write = (...keys: readonly string[]): Promise<void> =>
    overlay.attempt(async (state) => {
      for (const key of keys) await state.put(key, utf8(`own ${key}`));
    });
  const read = async (key: string): Promise<string | undefined> => {
    const value = await overlay.attempt((state) => state.get(key));
    return value && text(value);
  };
  const list = async (state: Pick<WorldState, 'range'>, start: string, end: string): Promise<string[]> => {
    const found: string[] = [];
    for await (const [, value] of state.range(start, end)) found.push(text(value));
    return found;
  };

  it('shows what earlier pieces wrote, to reads and to ranges, in the order of the keys’ bytes', async () => {
    await write('b', 'c', '\u{10000}', 'z');
    expect(await read('b')).to.equal('own b');
    expect(await read('c')).to.equal('own c');
    // U+FFEE sorts before U+10000 in UTF-8, and after it in UTF-16.
    expect(await list(overlay, 'a', '\u{10ffff}')).to.deep.equal([
      'base a',
      'own b',
      'own c',
      'own z',
      'base \u{ffee}',
      'own \u{10000}',
    ]);
    expect(await list(overlay, 'b', 'c')).to.deep.equal(['own b']);
  });

  it('shows a piece the state before its own writes', async () => {
    await overlay.attempt(async (state) => {
      await state.put('b', utf8('own b'));
      expect(await state.get('b')).to.equal(undefined);
      expect(await list(state, 'a', 'c')).to.deep.equal(['base a']);
    });
  });

  it('keeps nothing of a piece that failed, whatever it wrote before', async () => {
    await write('b');
    const failed: unknown = await overlay
      .attempt(async (state) => {
        await state.put('b', utf8('stolen'));
        await state.put('d', utf8('stolen'));
        throw new Error('refused');
      })
      .catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Error);
    expect(await read('b')).to.equal('own b');
    expect(await list(overlay, 'a', 'z')).to.deep.equal(['base a', 'own b', 'base c']);
    await overlay.save();
    expect([...base.writes.keys()]).to.deep.equal(['b']);
  });

  it('asks the ledger once for a key, also for one that is missing, and never less than once', async () => {
    const asked: string[] = [];
    const get = base.get.bind(base);
    base.get = (key) => {
      asked.push(key);
      return get(key);
    };
    for (const key of ['a', 'missing', 'a', 'missing']) await read(key);
    expect(asked).to.deep.equal(['a', 'missing']);
  });

  it('writes nothing to the ledger before it is saved', async () => {
    await write('b');
    expect(base.writes.size).to.equal(0);
  });
});
