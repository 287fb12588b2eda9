import { expect } from 'chai';
import { WriteWatch, type WriteProbes } from '../../../gateway/ledger/fabric-shared/write-watch.js';
import { LedgerError, type LedgerErrorCode } from '../../../gateway/ledger/port.js';
import { eventually } from '../../../network/wait.js';

const soon = { patienceMs: 10_000, everyMs: 1 };
const enough = { ok: true, detail: '3 of 3 orderers answer, 2 must' };
const tooFew = { ok: false, detail: '1 of 3 orderers answer, 2 must' };
const noObstacle = (): Promise<undefined> => Promise.resolve(undefined);

describe('whether a channel takes writes', () => {
  let watch: WriteWatch;
  afterEach(() => watch.stop());

  function watching(probes: Partial<WriteProbes> = {}): WriteWatch {
    watch = new WriteWatch({ orderers: noObstacle, endorserObstacle: noObstacle, ...probes });
    watch.start();
    return watch;
  }
  const failed = (code: LedgerErrorCode): void => watch.failed(new LedgerError(code, 'why'));
  const becomes = (detail: string): Promise<void> =>
    eventually(() => Promise.resolve(expect(watch.condition().detail).to.include(detail)).then(), soon);

  it('is taken for granted until something is known', () => {
    expect(watching().condition().ok).to.equal(true);
  });

  it('follows the orderers and the endorsers that are seen', async () => {
    watching({ orderers: () => Promise.resolve(tooFew) });
    await becomes('1 of 3');
    expect(watch.condition().ok).to.equal(false);
    watch.stop();
    watching({ endorserObstacle: () => Promise.resolve('too few endorsers') });
    await becomes('too few endorsers');
    expect(watch.condition().ok).to.equal(false);
  });

  it('says nothing where the network cannot be looked at', async () => {
    let looks = 0;
    const broken = (): Promise<never> => {
      looks += 1;
      return Promise.reject(new Error('no answer'));
    };
    watching({ orderers: broken, endorserObstacle: broken });
    await eventually(() => Promise.resolve(expect(looks).to.equal(2)), soon);
    expect(watch.condition().ok).to.equal(true);
  });

  it('believes a transaction that came through, not orderers that this gateway cannot reach', async () => {
    watching({ orderers: () => Promise.resolve(tooFew) });
    await becomes('1 of 3');
    // Sent before it looked: the orderers may have gone since.
    watch.committed(0);
    expect(watch.condition().ok).to.equal(false);
    watch.committed(Date.now() + 1_000);
    expect(watch.condition().ok).to.equal(true);
  });

  for (const code of ['unavailable', 'unknown_outcome', 'rejected'] as const) {
    it(`counts a transaction that ended as ${code}, until one comes through`, async () => {
      watching({ orderers: () => Promise.resolve(enough) });
      await becomes('3 of 3');
      failed(code);
      expect(watch.condition().ok).to.equal(false);
      watch.committed(Date.now());
      expect(watch.condition()).to.deep.equal(enough);
    });
  }

  for (const code of ['refused', 'conflict', 'overloaded'] as const) {
    it(`does not count one that ended as ${code}: the way is open`, () => {
      watching();
      failed(code);
      expect(watch.condition().ok).to.equal(true);
    });
  }

  it('forgets a failure when a block shows that somebody has got through', () => {
    watching();
    watch.saw(7);
    failed('unavailable');
    watch.saw(7);
    watch.saw(7);
    expect(watch.condition().ok).to.equal(false);
    watch.saw(8);
    expect(watch.condition().ok).to.equal(true);
  });
});
