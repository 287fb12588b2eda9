import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { pauseAfter, repeat } from '../../../gateway/cli/sync/schedule.js';

describe('the schedule of a sync', () => {
  it('asks what fails less and less often, and never less than once an hour or once a pause', () => {
    expect([0, 1, 2, 3, 4].map((failures) => pauseAfter(900, failures))).to.deep.equal([
      900, 900, 1800, 3600, 3600,
    ]);
    expect([0, 1, 2, 9, 2000].map((failures) => pauseAfter(1, failures))).to.deep.equal([1, 1, 2, 256, 3600]);
    expect([0, 5].map((failures) => pauseAfter(86_400, failures))).to.deep.equal([86_400, 86_400]);
  });

  it('never runs two at once, goes on after a failure, and ends when it is told to', async () => {
    const controller = new AbortController();
    let [runs, running] = [0, 0];
    await repeat({
      every: 0.001,
      signal: controller.signal,
      run: async () => {
        running += 1;
        expect(running).to.equal(1);
        await nextTurn();
        running -= 1;
        runs += 1;
        if (runs === 5) controller.abort();
        return runs % 2 === 0;
      },
    });
    expect(runs).to.equal(5);
  });

  it('ends at once while it waits', async () => {
    const controller = new AbortController();
    await repeat({
      every: 86_400,
      signal: controller.signal,
      run: () => {
        setImmediate(() => controller.abort());
        return Promise.resolve(true);
      },
    });
  });
});
