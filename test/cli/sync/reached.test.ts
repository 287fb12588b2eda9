import { expect } from 'chai';
import fc from 'fast-check';
import { reachedBy, resumeFrom, type Reached } from '../../../gateway/cli/sync/reached.js';

describe('how far a source with a cursor was read', () => {
  /** Runs at times, over rows that count up as they are written and are seen once they are committed. Gives what was seen. */
  function sync(
    rows: readonly { written: number; committed: number }[],
    runs: readonly number[],
    lag: number,
  ) {
    let reached: Reached | undefined;
    const seen = new Set<number>();
    let marks = 0;
    for (const at of runs) {
      const from = Number(resumeFrom(reached, lag) ?? -1);
      const answer = rows.flatMap(({ committed }, value) =>
        committed <= at && value >= from ? [value] : [],
      );
      answer.forEach((value) => seen.add(value));
      const position = answer.at(-1) ?? reached?.position;
      if (position !== undefined) reached = reachedBy(reached, { at, position: String(position) }, lag);
      marks = Math.max(marks, reached?.marks.length ?? 0);
    }
    return { seen: [...seen].sort((a, b) => a - b), marks };
  }

  it('leaves no row out that was committed within the lag, whenever it is asked', () => {
    const steps = (max: number) => fc.array(fc.nat(max), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        steps(40),
        steps(200),
        fc.nat(300),
        fc.infiniteStream(fc.nat(300)),
        (writes, pauses, lag, delays) => {
          let written = 0;
          const rows = writes.map((step) => {
            written += step;
            return { written, committed: written + Math.min(lag, Number(delays.next().value)) };
          });
          let at = 0;
          const runs = pauses.map((step) => (at += step));
          runs.push(Math.max(at, written + lag) + 1);
          const { marks, seen } = sync(rows, runs, lag);
          expect(seen).to.deep.equal(rows.map((_, value) => value));
          expect(marks).to.be.at.most(40);
        },
      ),
    );
  });

  it('without a lag leaves out what is committed late: that is what the lag is for', () => {
    const rows = [
      { written: 0, committed: 50 },
      { written: 1, committed: 1 },
    ];
    expect(sync(rows, [10, 60, 110], 0).seen).to.deep.equal([1]);
    expect(sync(rows, [10, 60, 110], 50).seen).to.deep.equal([0, 1]);
  });

  it('goes on where it stopped once the lag has passed, and does not read all again', () => {
    let reached: Reached | undefined;
    for (const at of [0, 900, 1800]) reached = reachedBy(reached, { at, position: `p${at}` }, 600);
    expect(resumeFrom(reached, 600)).to.equal('p900');
    expect(resumeFrom(reached, 0)).to.equal('p1800');
    // Longer than before: what was forgotten is read again.
    expect(resumeFrom(reached, 86_400)).to.equal(undefined);
  });
});
