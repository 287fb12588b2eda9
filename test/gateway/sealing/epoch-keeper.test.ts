import { setTimeout as after } from 'node:timers/promises';
import { expect } from 'chai';
import { EpochKeeper } from '../../../gateway/services/sealing/epoch-keeper.js';

describe('what is done after each block', () => {
  it('is done whatever becomes of the rest: a full disk must not keep a trust list from being signed', async () => {
    const done: string[] = [];
    const reports: string[] = [];
    const held = (_block: number, signal: AbortSignal) => after(60_000, undefined, { signal });
    const queries = {
      status: () => ({ height: 1, state: 'running', detail: '', sellers: 0, records: 0 }) as const,
      ready: () => Promise.resolve(),
      folded: held,
    };
    let heard = (): void => undefined;
    const reported = new Promise<void>((resolve) => (heard = resolve));
    const keeper = new EpochKeeper(
      queries,
      () => undefined,
      { sealIfDue: () => Promise.resolve() },
      [
        () => Promise.reject(new Error('no space')),
        () => {
          done.push('signed');
          return Promise.resolve();
        },
      ],
      ({ reason }) => {
        reports.push(reason);
        heard();
      },
    );
    keeper.start();
    await reported;
    await keeper.stop();
    expect(done).to.deep.equal(['signed']);
    expect(reports).to.deep.equal(['Error: no space']);
  });
});
