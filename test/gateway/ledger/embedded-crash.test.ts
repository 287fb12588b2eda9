import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import {
  createEmbeddedLedger,
  openEmbeddedLedger,
  verifyStore,
} from '../../../gateway/ledger/embedded/index.js';
import { optionsFor, organisations, scratch } from './embedded-harness.js';

const child = fileURLToPath(new URL('./embedded-child.js', import.meta.url));

describe('the embedded ledger and its process', function () {
  let dir: string;
  let keys: string;
  let remove: () => Promise<void>;

  before(async () => {
    const made = await scratch();
    ({ dir, remove } = made);
    keys = join(made.root, 'keys.json');
    await writeFile(keys, JSON.stringify(organisations));
    await (await createEmbeddedLedger(optionsFor(dir))).close();
  });
  after(() => remove());

  it('has all it acknowledged after kill -9 in the middle of writes', async () => {
    const acknowledged: string[] = [];
    for (const [run, count] of [1, 40, 150].entries()) {
      const writer = spawn(process.execPath, [child, dir, keys, `run-${run}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(writer, 'exit');
      let seen = 0;
      for await (const line of createInterface(writer.stdout)) {
        acknowledged.push(line);
        seen += 1;
        if (seen === count) writer.kill('SIGKILL');
      }
      await exited;
      expect(seen).to.be.at.least(count);
    }
    expect(acknowledged.filter((line) => line.startsWith('error'))).to.deep.equal([]);

    const ledger = await openEmbeddedLedger(optionsFor(dir));
    for (const key of acknowledged)
      expect(await ledger.evaluate({ name: 'Get', args: [key] })).to.equal(key.repeat(100));
    await ledger.close();
    expect((await verifyStore(dir)).defects).to.deep.equal([]);
  });

  it('keeps a second process out, and a check of the whole store too', async () => {
    const ledger = await openEmbeddedLedger(optionsFor(dir));
    const other = spawn(process.execPath, [child, dir, keys, 'second'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    for await (const line of createInterface(other.stdout)) lines.push(line);
    expect(lines).to.deep.equal(['error locked']);
    const error = await verifyStore(dir).catch((reason: unknown) => reason);
    expect((error as { code: string }).code).to.equal('locked');
    await ledger.submit({ name: 'PutOnce', args: ['still', 'works'] });
    await ledger.close();
  });
});
