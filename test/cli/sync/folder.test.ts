import { appendFile, mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { digestOf, lookAt } from '../../../gateway/cli/sync/sources/folder.js';
import { failureOf } from '../../support/failure.js';

const noEnd = new AbortController().signal;

describe('a folder of files', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-folder-'));
  });
  afterEach(() => rm(dir, { recursive: true }));

  async function write(name: string, changed: string, content = 'id\n1\n'): Promise<void> {
    await writeFile(join(dir, name), content);
    const at = new Date(changed);
    await utimes(join(dir, name), at, at);
  }
  const namesOf = (files: readonly { name: string }[]): string[] => files.map(({ name }) => name);

  it('gives what was written last at the end, and nothing that is hidden, below, or of another kind', async () => {
    await write('b.csv', '2026-05-01T00:00:00Z');
    await write('a.ndjson', '2026-05-02T00:00:00Z');
    await write('C.XLSX', '2026-05-01T00:00:00Z');
    await write('.d.csv', '2026-05-01T00:00:00Z');
    await write('orders.csv.part', '2026-05-01T00:00:00Z');
    await mkdir(join(dir, 'below.csv'));
    const { foreign, settled, unsettled } = await lookAt(dir, 3600, noEnd);
    expect(namesOf(settled)).to.deep.equal(['C.XLSX', 'b.csv', 'a.ndjson']);
    expect(foreign).to.deep.equal(['orders.csv.part']);
    expect(unsettled).to.deep.equal([]);
  });

  it('waits for a file that was just written, and leaves one that is still being written to', async () => {
    await writeFile(join(dir, 'whole.csv'), 'id\n1\n');
    await writeFile(join(dir, 'growing.csv'), 'id\n1\n');
    await writeFile(join(dir, 'renamed.part'), 'id\n1\n');
    let ended = false;
    const looking = lookAt(dir, 0.5, noEnd).finally(() => (ended = true));
    await rename(join(dir, 'renamed.part'), join(dir, 'renamed.csv'));
    while (!ended) {
      await appendFile(join(dir, 'growing.csv'), '2\n');
      await new Promise(setImmediate);
    }
    const { settled, unsettled } = await looking;
    expect(namesOf(settled)).to.include('whole.csv').and.not.include('growing.csv');
    expect(unsettled).to.include('growing.csv');
    // Time alone settles it: what was written to in the future, by another clock, does not wait for that time.
    await write('growing.csv', '2100-01-01T00:00:00Z');
    expect(namesOf((await lookAt(dir, 0.05, noEnd)).settled)).to.have.members([
      'whole.csv',
      'growing.csv',
      'renamed.csv',
    ]);
  });

  it('ends at once when it is told to while it waits', async () => {
    await writeFile(join(dir, 'fresh.csv'), 'id\n1\n');
    const controller = new AbortController();
    const looking = lookAt(dir, 86_400, controller.signal);
    setImmediate(() => controller.abort());
    expect(await failureOf(looking)).to.have.property('name', 'AbortError');
  });

  it('knows a file by all its bytes', async () => {
    await write('a.csv', '2026-05-01T00:00:00Z', 'id\n1\n');
    await write('b.csv', '2026-05-01T00:00:00Z', 'id\n2\n');
    const { settled } = await lookAt(dir, 1, noEnd);
    const digests = await Promise.all(settled.map((file) => digestOf(file, noEnd)));
    expect(digests).to.deep.equal([
      'fN5_tk_YK9FScQzyOOAXuatGwFkkg-3AZ7pPbHX6wQg',
      'Ts4zioJIk60Yp2oxc6zOJLXmCt3vDVW_R-oTBw6ojao',
    ]);
  });

  it('says which folder is gone', async () => {
    const failure = await failureOf(lookAt(join(dir, 'none'), 1, noEnd));
    expect((failure as Error).message).to.match(/none cannot be read/);
  });
});
