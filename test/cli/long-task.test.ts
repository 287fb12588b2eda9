import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { CliFailure } from '../../gateway/cli/frame/failure.js';
import { longTask, type LongTask } from '../../gateway/cli/frame/long-task.js';
import { failureOf } from '../support/failure.js';
import { spawnStl } from '../support/stl.js';

/** Works until it is told to stop. */
const untilStopped = async ({ signal }: LongTask): Promise<never> => {
  for (;;) {
    signal.throwIfAborted();
    await pause(1);
  }
};

describe('a long task of stl', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`ends in good order on ${signal}, and says what became of it`, async () => {
      const others = process.listeners(signal);
      for (const other of others) process.off(signal, other);
      const task = failureOf(longTask('stopped; nothing was done', untilStopped));
      process.emit(signal);
      const failure = await task;
      expect(process.listenerCount(signal), 'a second one ends the process').to.equal(0);
      for (const other of others) process.on(signal, other);
      expect(failure)
        .to.be.instanceOf(CliFailure)
        .and.include({ code: 'aborted', message: 'stopped; nothing was done' });
    });
  }

  it('gives what it had done before the signal came, and its own failure', async () => {
    expect(await longTask('stopped', () => Promise.resolve('done'))).to.equal('done');
    const own = new Error('the disk is full');
    expect(await failureOf(longTask('stopped', () => Promise.reject(own)))).to.equal(own);
  });

  it('leaves nothing of a demonstration that was half made', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'stl-stopped-'));
    try {
      const data = join(dir, 'data');
      const { process: child, ended } = spawnStl(['init', '--sellers', '9999', '--data-dir', data]);
      const begun = (): Promise<boolean> =>
        access(join(`${data}.partial`, 'ledger')).then(
          () => true,
          () => false,
        );
      while (!(await begun())) await pause(20);
      child.kill('SIGINT');
      const { code, stderr } = await ended;
      expect(code).to.equal(1);
      expect(stderr).to.include('stl: stopped; nothing was made');
      expect(await readdir(dir)).to.deep.equal([]);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
