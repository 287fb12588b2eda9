import { cp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { Level } from 'level';
import { newestPath } from '../../../gateway/store/open-store.js';
import { StoreFailure } from '../../../gateway/store/store-failure.js';
import type { Store } from '../../../gateway/store/store.js';
import { alterFile, copyStore, flipBit, refusalOf, scratchStore, type Scratch } from './harness.js';

describe('a store', () => {
  let scratch: Scratch;
  beforeEach(async () => (scratch = await scratchStore()));
  afterEach(() => scratch.remove());

  const put = (store: Store<string>, key: string, value = `value of ${key}`): Promise<void> =>
    store.write([{ key, value }]);
  const all = async (store: Store<string>): Promise<Record<string, string>> => {
    const rows: Record<string, string> = {};
    for await (const [key, value] of store.rows({ gte: '!', lt: '~' })) rows[key] = value.toString();
    return rows;
  };
  /** Writes past level's back, as a bug or a stranger would. */
  const behind = async (work: (db: Level<string, Buffer>) => Promise<unknown>): Promise<void> => {
    const db = new Level<string, Buffer>(scratch.directory, { valueEncoding: 'buffer' });
    await work(db);
    await db.close();
  };

  it('gives back what was written, also after it was opened again', async () => {
    const store = await scratch.open();
    await store.write([
      { key: 'a', value: 'first' },
      { key: 'é', value: Buffer.from([0, 255]) },
      { key: 'empty', value: '' },
    ]);
    await store.write([{ key: 'a', value: 'second' }, { key: 'empty' }]);
    await store.close();
    const again = await scratch.open({ create: 'never' });
    expect(again.get('a')?.toString()).to.equal('second');
    expect(again.get('é')).to.deep.equal(Buffer.from([0, 255]));
    expect(again.get('empty')).to.equal(undefined);
    expect(await again.getMany(['none', 'a'])).to.deep.equal([undefined, Buffer.from('second')]);
    await again.close();
  });

  it('gives an empty value, which is not the same as none', async () => {
    const store = await scratch.open();
    await put(store, 'nonce', '');
    expect(store.get('nonce')).to.deep.equal(Buffer.alloc(0));
    await store.close();
  });

  it('reads from a snapshot what stood when it was taken', async () => {
    const store = await scratch.open();
    await put(store, 'a', 'old');
    const snapshot = store.snapshot();
    await put(store, 'a', 'new');
    await put(store, 'b');
    expect(store.get('a', { snapshot })?.toString()).to.equal('old');
    expect(store.get('b', { snapshot })).to.equal(undefined);
    await snapshot.close();
    await store.close();
  });

  it('writes what comes together as one, and every part in order', async () => {
    const store = await scratch.open();
    const writes = Array.from({ length: 50 }, (_, i) =>
      store.write([
        { key: 'same', value: `${i}` },
        { key: `k${i}`, value: '' },
      ]),
    );
    await Promise.all(writes);
    expect(store.get('same')?.toString()).to.equal('49');
    await store.close();
    await behind(async (db) => {
      const rows = await db.keys<Buffer>({ lt: Buffer.from([1]), keyEncoding: 'buffer' }).all();
      expect(rows.length).to.be.within(1, 3);
    });
  });

  it('keeps no more rows of the chain than level may lose, and opens with what it kept', async () => {
    const store = await scratch.open({ synced: false, writeBufferBytes: 64 * 1024 });
    const value = 'x'.repeat(2_000);
    for (let i = 0; i < 500; i += 1) await put(store, `k${i % 7}`, `${value}${i}`);
    await store.close();
    await behind(async (db) => {
      const rows = await db.keys<Buffer>({ lt: Buffer.from([1]), keyEncoding: 'buffer' }).all();
      expect(rows.length).to.be.within(64, 130);
    });
    const again = await scratch.open({ writeBufferBytes: 64 * 1024 });
    expect(again.get('k2')?.toString()).to.equal(`${value}499`);
    await again.close();
  });

  it('refuses a value that is not the one written under that key, and tells of it once', async () => {
    const store = await scratch.open();
    await put(store, 'a');
    await put(store, 'b');
    await store.close();
    await behind(async (db) => db.put('a', await db.get('b')));
    const again = await scratch.open();
    const told: string[] = [];
    again.onDamage = (detail) => told.push(detail);
    for (const key of ['a', 'a']) {
      expect(() => again.get(key))
        .to.throw(StoreFailure)
        .with.property('code', 'damaged');
    }
    expect(again.get('b')?.toString()).to.equal('value of b');
    expect(await all(again).catch((error: unknown) => (error as StoreFailure).code)).to.equal('damaged');
    expect(told.length).to.equal(1);
    expect(again.damage).to.equal(told[0]);
    await again.close();
  });

  it('takes no more writes after one has failed', async () => {
    const store = await scratch.open();
    await put(store, 'a');
    const broken = {
      key: 'b',
      get value(): string {
        throw new Error('no value');
      },
    };
    const failures = await Promise.all(
      [store.write([broken]), put(store, 'c')].map((one) => one.catch(String)),
    );
    expect(failures).to.deep.equal(['Error: no value', 'Error: no value']);
    expect(await put(store, 'd').catch(String)).to.equal('Error: no value');
    await store.close();
    const again = await scratch.open();
    expect(Object.keys(await all(again))).to.deep.equal(['a']);
    await again.close();
  });

  describe('is refused when', () => {
    let whole: string;
    let older: string;
    beforeEach(async () => {
      [older, whole] = [join(scratch.root, 'older'), join(scratch.root, 'whole')];
      for (let i = 0; i < 12; i += 1) {
        const store = await scratch.open();
        await put(store, `k${i}`);
        await put(store, `again`, `${i}`);
        await store.close();
        if (i === 5) await copyStore(scratch.directory, older);
      }
      await copyStore(scratch.directory, whole);
    });
    const refused = async (detail: RegExp, code = 'damaged'): Promise<void> => {
      const failure = await refusalOf(scratch.open());
      expect(failure.code).to.equal(code);
      expect(failure.message).to.match(detail).and.to.include(scratch.directory);
      // A second look finds the same.
      expect((await refusalOf(scratch.open())).code).to.equal(code);
    };

    it('its directory is gone: what was acknowledged would be', async () => {
      await rm(scratch.directory, { recursive: true });
      await refused(/empty, but was written before/);
      expect(await stat(scratch.directory).catch(() => 'none')).to.equal('none');
    });

    it('CURRENT is gone: level alone would delete every table', async () => {
      const before = await readdir(scratch.directory);
      await rm(join(scratch.directory, 'CURRENT'));
      await refused(/CURRENT is missing/);
      expect((await readdir(scratch.directory)).filter((name) => name.endsWith('.ldb'))).to.deep.equal(
        before.filter((name) => name.endsWith('.ldb')),
      );
    });

    it('it is an older copy of itself', async () => {
      await rm(scratch.directory, { recursive: true });
      await cp(older, scratch.directory, { recursive: true });
      await refused(
        /newest writes are lost, or it is an older copy: it ends at write 12, and 24 was written/,
      );
    });

    it('the file beside it is gone', async () => {
      await rm(newestPath(scratch.directory));
      await refused(/store\.newest is missing/);
    });

    it('neither slot of the file beside it can be read', async () => {
      await alterFile(newestPath(scratch.directory), (bytes) => flipBit(5, 1)(flipBit(4096 + 5, 1)(bytes)));
      await refused(/holds nothing that can be read/);
    });

    it('it is another store that has gone as far', async () => {
      const other = await scratchStore();
      const store = await other.open();
      for (let i = 0; i < 24; i += 1) await put(store, `other ${i}`);
      await store.close();
      await rm(scratch.directory, { recursive: true });
      await cp(other.directory, scratch.directory, { recursive: true });
      await refused(/write 24 is not the one that is known/);
      await other.remove();
    });

    it('a write is missing from the middle, as if level had dropped it', async () => {
      const row = Buffer.alloc(7);
      row.writeUIntBE(20, 1, 6);
      await behind((db) => db.del(row, { keyEncoding: 'buffer' }));
      await refused(/write 20 of 24 is lost/);
    });

    it('another process has it open, and whatever that one is writing', async () => {
      const holder = await scratch.open();
      await refused(/another process/, 'locked');
      await holder.close();
    });

    it('there is none, and none is to be made', async () => {
      const failure = await refusalOf(
        scratch.open({ directory: join(scratch.root, 'none'), create: 'never' }),
      );
      expect(failure.code).to.equal('missing');
      expect(await readdir(scratch.root)).not.to.include('none');
    });

    it('a new one would lie over something', async () => {
      expect((await refusalOf(scratch.open({ create: 'always' }))).code).to.equal('exists');
    });
  });

  it('opens with one torn slot, and where the file beside it is behind, as after a power cut', async () => {
    let store = await scratch.open();
    await put(store, 'a');
    await store.close();
    const behindFile = join(scratch.root, 'kept');
    await cp(newestPath(scratch.directory), behindFile);
    store = await scratch.open();
    await put(store, 'b');
    await store.close();
    await cp(behindFile, newestPath(scratch.directory));
    await alterFile(newestPath(scratch.directory), flipBit(4096 + 9, 2));
    store = await scratch.open();
    expect(store.get('b')?.toString()).to.equal('value of b');
    await store.close();
    // From here on it is known outside again.
    expect(await scratch.open().then(async (again) => (await again.close(), 'opened'))).to.equal('opened');
  });

  it('is made where making it was interrupted before anything was written', async () => {
    await (await scratch.open()).close();
    for (const name of await readdir(scratch.directory))
      if (!name.startsWith('MANIFEST')) await rm(join(scratch.directory, name), { recursive: true });
    const store = await scratch.open();
    await put(store, 'a');
    await store.close();
  });

  it('that is not synced goes on from an earlier write, if that is whole', async () => {
    const store = await scratch.open({ synced: false });
    for (let i = 0; i < 9; i += 1) await put(store, `k${i}`);
    await store.close();
    const [log = ''] = (await readdir(scratch.directory)).filter((name) => name.endsWith('.log'));
    await alterFile(join(scratch.directory, log), (bytes) => bytes.subarray(0, bytes.length - 3));
    const again = await scratch.open({ synced: false });
    expect(Object.keys(await all(again)).length).to.equal(8);
    await put(again, 'next');
    await again.close();
    const third = await scratch.open({ synced: false });
    expect(Object.keys(await all(third)).length).to.equal(9);
    await third.close();
  });

  it('cannot be opened where the directory cannot be made: no damage, but no store either', async () => {
    await writeFile(join(scratch.root, 'file'), 'x');
    const failure = await refusalOf(scratch.open({ directory: join(scratch.root, 'file', 'store') }));
    expect(failure.code).to.equal('unusable');
  });
});
