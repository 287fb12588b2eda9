import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { Scrubber, type ScrubberOptions } from '../../../gateway/store/scrubber.js';
import type { Store } from '../../../gateway/store/store.js';
import { flipStored } from '../../support/raw-level.js';
import { scratchStore, type Scratch } from './harness.js';

describe('the scrubber', () => {
  let scratch: Scratch;
  let store: Store<string>;
  let scrubber: Scrubber;
  let troubles: { store: string; failure: unknown }[];

  const scrub = (options: Partial<ScrubberOptions> = {}): void => {
    scrubber = new Scrubber(new Map([['jobs', store]]), {
      ...{ clock: () => 1_000, report: (trouble) => troubles.push(trouble), restMs: 1, ...options },
    });
    scrubber.start();
  };
  const until = async (met: () => boolean): Promise<void> => {
    while (!met()) await pause(2);
  };

  beforeEach(async () => {
    troubles = [];
    scratch = await scratchStore();
    store = await scratch.open();
    for (let i = 0; i < 300; i += 1) await store.write([{ key: `k${i}`, value: 'x'.repeat(100 + i) }]);
    await store.close();
    // Opened again, all of it lies in a table.
    store = await scratch.open();
  });
  afterEach(async () => {
    await scrubber.stop();
    await store.close();
    await scratch.remove();
  });

  it('says when it last read all of a store, and that nothing is wrong', async () => {
    scrub();
    expect(scrubber.states()[0]).to.include({ name: 'jobs', state: 'sound', scrubbedAt: null });
    await until(() => scrubber.states()[0]?.scrubbedAt === 1_000);
    expect(scrubber.sound()).to.equal(true);
    expect(troubles).to.deep.equal([]);
  });

  it('finds a bit that flips in a table while the store is in use, be it in a key', async () => {
    const [table = ''] = (await readdir(scratch.directory)).filter((name) => name.endsWith('.ldb'));
    const file = await open(join(scratch.directory, table), 'r+');
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, 20);
    await file.write(Buffer.from([byte[0]! ^ 4]), 0, 1, 20);
    await file.close();
    scrub();
    await until(() => !scrubber.sound());
    expect(scrubber.states()[0]).to.include({ state: 'damaged', scrubbedAt: null });
    expect(scrubber.states()[0]?.detail).to.match(/\.ldb is damaged: the block at 0 has a wrong checksum/);
    expect(troubles[0]).to.include({ store: 'jobs' });
  });

  it('finds a value that is wrong, though level’s own checksums are right', async () => {
    await store.close();
    await flipStored(scratch.directory, 'k7');
    store = await scratch.open();
    scrub();
    await until(() => !scrubber.sound());
    expect(scrubber.states()[0]?.detail).to.include('not the one that was written');
  });

  it('reads no faster than it is told, and stops at once all the same', async () => {
    scrub({ bytesPerSecond: 1 });
    await pause(20);
    const stopped = scrubber.stop();
    await stopped;
    expect(scrubber.states()[0]?.scrubbedAt).to.equal(null);
    expect(troubles).to.deep.equal([]);
  });

  it('takes a store that is closed meanwhile for no damage', async () => {
    scrub({ bytesPerSecond: 100_000 });
    await pause(20);
    await store.close();
    await pause(20);
    expect(scrubber.sound()).to.equal(true);
    expect(troubles).to.deep.equal([]);
  });
});
