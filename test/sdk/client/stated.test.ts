import { expect } from 'chai';
import type { Caller } from '../../../gateway/sdk/client/caller.js';
import { stated } from '../../../gateway/sdk/client/stated.js';

/** A gateway that answers so, one after the other; at last nothing is unsettled any more. */
function answering(...unsettled: readonly (readonly string[])[]): { caller: Caller; asked: string[][] } {
  const asked: string[][] = [];
  const post = (_path: string, { contents }: { contents: string[] }) => {
    const left = unsettled[asked.length] ?? [];
    asked.push(contents);
    return Promise.resolve({ value: { items: contents.map(() => null), unsettled: left } });
  };
  return { caller: { post } as unknown as Caller, asked };
}

describe('asking what was stated', () => {
  it('waits for the batches that are on their way at first, and for none that come later', async () => {
    const { asked, caller } = answering(['b1', 'b2'], ['b2', 'b3'], ['b3', 'b4'], ['b4']);
    expect(await stated(caller, ['a', 'b'])).to.deep.equal([null, null]);
    expect(asked).to.deep.equal([['a'], ['a'], ['a'], ['a', 'b']]);
  });

  it('stops waiting when it is told to', async () => {
    const { caller } = answering(...Array.from({ length: 100 }, () => ['b1']));
    const stopping = new AbortController();
    const reason = stated(caller, ['a'], { signal: stopping.signal }).catch(
      (error: unknown) => (error as { code?: string }).code,
    );
    stopping.abort();
    expect(await reason).to.equal('aborted');
  });

  it('asks for 1,000 at a time, and for nothing where nothing is asked', async () => {
    const { asked, caller } = answering();
    expect(await stated(caller, [])).to.deep.equal([]);
    expect(asked).to.deep.equal([]);
    await stated(
      caller,
      Array.from({ length: 2_001 }, (_, i) => String(i)),
    );
    expect(asked.map(({ length }) => length)).to.deep.equal([1, 1_000, 1_000, 1]);
  });
});
