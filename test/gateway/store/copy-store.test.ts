import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { copyStore } from '../../../gateway/store/copy-store.js';
import { formatPath } from '../../../gateway/store/format.js';
import { newestPath, openStore, removeStore } from '../../../gateway/store/open-store.js';
import type { Store } from '../../../gateway/store/store.js';
import { alterFile, filesOf, flipBit, refusalOf, scratchStore, type Scratch } from './harness.js';

const long = process.env['STL_LONG'] === '1';

describe('the copy of a store that is in use', () => {
  let scratch: Scratch;
  beforeEach(async () => {
    scratch = await scratchStore();
  });
  afterEach(() => scratch.remove());

  const copyPath = (): string => join(scratch.root, 'copy');
  const openCopy = (): Promise<Store<string>> =>
    openStore({ directory: copyPath(), keys: 'utf8', synced: true, create: 'never' });

  async function keysIn(store: Store<string>): Promise<Set<string>> {
    const keys = new Set<string>();
    for await (const [key] of store.rows({ gte: 'k', lt: 'l' })) keys.add(key);
    return keys;
  }

  it('holds all that was durable before it began, while the store is written to and merged', async () => {
    // So small that level makes tables, merges and removes them all the time.
    const store = await scratch.open({ writeBufferBytes: 64 * 1024 });
    let written = 0;
    let ends = false;
    const writing = (async () => {
      while (!ends) {
        const key = `k${String(written + 1).padStart(9, '0')}`;
        await store.write([{ key, value: `${key} `.repeat(200) }]);
        written += 1;
      }
    })();
    const begun = async (count: number): Promise<void> => {
      while (written < count) await store.write([{ key: 'other', value: '' }]);
    };
    let tables = 0;
    for (let copies = 1; copies <= (long ? 60 : 6); copies += 1) {
      await begun(copies * 300);
      const before = written;
      await copyStore(scratch.directory, copyPath());
      const copy = await openCopy();
      const keys = await keysIn(copy);
      await copy.close();
      // A beginning of what was written, without a gap.
      expect(keys.size).to.be.at.least(before);
      expect(keys.has(`k${String(keys.size).padStart(9, '0')}`)).to.equal(true);
      tables = Math.max(
        tables,
        (await readdir(scratch.directory)).filter((name) => name.endsWith('.ldb')).length,
      );
      await rm(copyPath(), { recursive: true });
      await rm(newestPath(copyPath()));
    }
    ends = true;
    await writing;
    await store.close();
    expect(tables, 'level has merged nothing').to.be.above(1);
  });

  it('leaves the store as it is', async () => {
    const store = await scratch.open();
    await store.write([{ key: 'k', value: 'v' }]);
    const before = await Promise.all((await filesOf(scratch.directory)).map((file) => readFile(file, 'hex')));
    await copyStore(scratch.directory, copyPath());
    const after = await Promise.all((await filesOf(scratch.directory)).map((file) => readFile(file, 'hex')));
    expect(after).to.deep.equal(before);
    await store.close();
  });

  it('is refused where the store is damaged, and says so', async () => {
    const store = await scratch.open();
    await store.write([{ key: 'k', value: 'v'.repeat(5_000) }]);
    await store.close();
    await (await scratch.open()).close(); // moves it into a table
    const [table = ''] = (await filesOf(scratch.directory)).filter((file) => file.endsWith('.ldb'));
    const copied = async (): Promise<{ close(): Promise<void> }> => {
      await copyStore(scratch.directory, copyPath());
      return openCopy();
    };
    await alterFile(table, flipBit(50, 1));
    expect((await refusalOf(copied())).code).to.equal('damaged');
    await rm(copyPath(), { recursive: true });
    await rm(newestPath(copyPath()), { force: true });
    await rm(table);
    const failure = await refusalOf(copied());
    expect([failure.code, failure.directory]).to.deep.equal(['damaged', scratch.directory]);
  });

  it('keeps the number of its format, and is refused where a later program wrote it', async () => {
    await (await scratch.open()).close();
    await writeFile(formatPath(scratch.directory), '{"format":1,"program":"0.1.0"}');
    await copyStore(scratch.directory, copyPath());
    expect(await readFile(formatPath(copyPath()), 'utf8')).to.equal('{"format":1,"program":"0.1.0"}');
    await removeStore(copyPath());
    await writeFile(formatPath(scratch.directory), '{"format":2,"program":"9.0.0"}');
    const copied = copyStore(scratch.directory, copyPath()).then(() => openCopy());
    expect((await refusalOf(copied)).code).to.equal('newer');
  });

  it('is refused where there is no store', async () => {
    const copied = copyStore(scratch.directory, copyPath()).then(() => openCopy());
    expect((await refusalOf(copied)).code).to.equal('missing');
  });
});
