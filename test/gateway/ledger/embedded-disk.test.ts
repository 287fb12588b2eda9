import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createEmbeddedLedger,
  openEmbeddedLedger,
  verifyStore,
} from '../../../gateway/ledger/embedded/index.js';
import { LedgerError, type LedgerPort } from '../../../gateway/ledger/port.js';
import { optionsFor, scratch } from './embedded-harness.js';
import { failure } from './port-suite.js';

const run = promisify(execFile);

/** Needs a small file system of its own, which only root can mount. */
describe('the embedded ledger on a full disk', function () {
  let mount: string;
  let dir: string;
  let ledger: LedgerPort;
  let undo: (() => Promise<unknown>)[] = [];

  beforeEach(async function () {
    const made = await scratch();
    undo = [made.remove];
    mount = join(made.root, 'disk');
    dir = join(mount, 'ledger');
    await mkdir(mount);
    try {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', mount]);
    } catch {
      this.skip();
    }
    undo.unshift(() => run('umount', [mount]));
  });
  afterEach(async () => {
    await ledger?.close();
    for (const step of undo) await step();
  });

  const grow = () => run('mount', ['-o', 'remount,size=192m', mount]);
  const put = (i: number) =>
    ledger.submit({ name: 'PutTransient', args: [`k/${i}`], transient: { value: Buffer.from(value(i)) } });

  /** Writes until refused. */
  async function fill(): Promise<{ acknowledged: number; error: LedgerError }> {
    for (let i = 0; ; i += 1) {
      try {
        await put(i);
      } catch (error) {
        expect(error).to.be.instanceOf(LedgerError);
        return { acknowledged: i, error: error as LedgerError };
      }
    }
  }

  async function expectAll(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      expect((await ledger.evaluate({ name: 'Get', args: [`k/${i}`] })) === value(i), `key ${i}`).to.equal(
        true,
      );
    }
  }

  it('stops writing while there is room for level to work, reads on, and writes again once there is space', async () => {
    ledger = await createEmbeddedLedger({ ...optionsFor(dir), freeBytesMin: 64 * 1024 * 1024 });
    const { acknowledged, error } = await fill();
    expect(error.code).to.equal('read_only');
    expect(await ledger.health()).to.deep.equal({
      ok: true,
      detail: 'embedded ledger',
      writes: { ok: false, detail: 'the disk is full' },
    });
    await expectAll(acknowledged);
    await grow();
    await put(acknowledged);
    await expectAll(acknowledged + 1);
    expect((await ledger.health()).writes.ok).to.equal(true);
  });

  it('reads on after a write has failed, takes no more, and has lost nothing when it is opened again', async () => {
    // Below zero: nothing is held back, so that a write does fail.
    ledger = await createEmbeddedLedger({ ...optionsFor(dir), freeBytesMin: -1 });
    const { acknowledged, error } = await fill();
    expect(error.code).to.equal('unknown_outcome');
    await run('dd', ['if=/dev/zero', `of=${join(mount, 'filler')}`, 'bs=4096']).catch(() => {}); // to the last byte
    await failure(put(acknowledged + 1), 'read_only');
    await expectAll(acknowledged);
    expect((await ledger.health()).writes.ok).to.equal(false);
    await ledger.close();
    await grow();
    ledger = await openEmbeddedLedger(optionsFor(dir));
    await expectAll(acknowledged);
    await put(acknowledged + 2);
    await ledger.close();
    expect((await verifyStore(dir)).defects).to.deep.equal([]);
  });
});

// Random, so that level cannot compress it away; hex, so that it is text.
const pool = randomBytes(200_000).toString('hex');

function value(seed: number): string {
  return `${seed} ${pool.slice(seed, seed + 200_000)}`;
}
