import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { awaitNodes, type AwaitedNode } from '../../network/late-nodes.js';
import { Layout } from '../../network/layout.js';
import { ProcessTable } from '../../network/process-table.js';

describe('waiting for late nodes', () => {
  let dir: string;
  let layout: Layout;
  let processes: ProcessTable;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-late-'));
    layout = new Layout(dir);
    processes = new ProcessTable(layout);
  });
  afterEach(async () => {
    await processes.stopAll();
    await rm(dir, { recursive: true, force: true });
  });

  function start(name: string, program: string): void {
    processes.start({ name, path: process.execPath, args: ['-e', program], cwd: dir, env: {} });
  }

  const idle = 'setInterval(() => {}, 1000)';
  const never = (name: string): AwaitedNode => ({ name, lacks: () => Promise.resolve('is not there') });
  const failure = (work: Promise<void>): Promise<string> =>
    work.then(
      () => expect.fail('waited for nothing'),
      (error: unknown) => (error as Error).message,
    );

  it('lasts until each has all that it lacked', async () => {
    const file = join(dir, 'there');
    start('late', `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(file)}, ''), 300); ${idle}`);
    const there = (name: string): AwaitedNode => ({
      name,
      lacks: () => Promise.resolve(existsSync(file) ? undefined : 'is not there'),
    });
    await awaitNodes([there('late')], processes, layout, {});
    expect(existsSync(file)).to.equal(true);
  });

  it('ends when one dies, with the end of its log, though another is still awaited', async () => {
    start('slow', idle);
    start('dying', "console.error('no space left on device'); process.exit(1)");
    const said = await failure(awaitNodes([never('slow'), never('dying')], processes, layout, {}));
    expect(said)
      .to.match(/^dying does not run/)
      .and.include('no space left on device');
    expect(processes.isRunning('slow')).to.equal(true);
  });

  it('ends when it is interrupted, and says why', async () => {
    start('slow', idle);
    const interrupted = new AbortController();
    const waiting = failure(awaitNodes([never('slow')], processes, layout, { signal: interrupted.signal }));
    interrupted.abort(new Error('Interrupted: nothing is stopped.'));
    expect(await waiting).to.equal('Interrupted: nothing is stopped.');
  });

  it('says so where a node was never started', async () => {
    expect(await failure(awaitNodes([never('none')], processes, layout, {}))).to.equal(
      'none does not run. It was never started.',
    );
  });
});
