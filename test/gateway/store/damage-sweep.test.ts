import { access } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { StoreFailure } from '../../../gateway/store/store-failure.js';
import type { Change, Store } from '../../../gateway/store/store.js';
import { flipOf, olderOf, removalOf, seeded, truncationOf, type Damage } from '../../support/damage.js';
import { copyStore, filesOf, scratchStore, type Scratch } from './harness.js';

type Rows = Map<string, string>;

/** All of it under `npm run test:long`. */
const share = process.env['STL_LONG'] === '1' ? 1 : 0.2;
const flips = 200 * share;
const truncations = 50 * share;

for (const synced of [true, false]) {
  describe(`a store whose writes are ${synced ? '' : 'not '}synced, with something of it damaged,`, () => {
    let scratch: Scratch;
    let whole: string;
    let older: string;
    /** What the store held after each write. */
    const states: Rows[] = [new Map<string, string>()];
    const random = seeded(synced ? 15 : 51);
    const options = { synced, writeBufferBytes: 64 * 1024 };

    before(async () => {
      scratch = await scratchStore();
      [whole, older] = [join(scratch.root, 'whole'), join(scratch.root, 'older')];
      const rows: Rows = new Map();
      for (let opening = 0; opening < 8; opening += 1) {
        const store = await scratch.open(options);
        for (let i = 0; i < 60; i += 1) {
          const changes: Change<string>[] = [];
          for (let j = 0; j < 4; j += 1) {
            const key = `key/${Math.floor(random() * 300)}`;
            const value = `${opening}-${i} `.repeat(1 + Math.floor(random() * 60));
            const goes = random() < 0.2;
            changes.push(goes ? { key } : { key, value });
            if (goes) rows.delete(key);
            else rows.set(key, value);
          }
          await store.write(changes);
          states.push(new Map(rows));
        }
        await store.close();
        if (opening === 5) await copyStore(scratch.directory, older);
      }
      await copyStore(scratch.directory, whole);
    });
    after(() => scratch.remove());

    const read = async (store: Store<string>): Promise<Rows> => {
      const rows: Rows = new Map();
      for await (const [key, value] of store.rows({ gte: 'key/', lt: 'key0' }))
        rows.set(key, value.toString());
      return rows;
    };
    /** Refused in words, right, or, where writes may be lost, what stood after an earlier one. */
    const outcome = async ({ what, apply }: Damage): Promise<string> => {
      await copyStore(whole, scratch.directory);
      await apply();
      let store: Store<string>;
      try {
        store = await scratch.open(options);
      } catch (error) {
        expect(error, what).to.be.instanceOf(StoreFailure).with.property('code', 'damaged');
        return 'refused';
      }
      try {
        const rows = await read(store);
        const same = (one: Rows): boolean =>
          one.size === rows.size && [...one].every(([key, value]) => rows.get(key) === value);
        const at = states.findLastIndex(same);
        if (synced) expect(at, `${what}: the answer is wrong`).to.equal(states.length - 1);
        else expect(at, `${what}: the answer is wrong`).to.be.at.least(0);
        return at === states.length - 1 ? 'right' : 'earlier';
      } finally {
        await store.close();
      }
    };
    const kindOf = (path: string): string => basename(path).replace(/\d+/, 'N');

    it('has files of every kind', async () => {
      await copyStore(whole, scratch.directory);
      const kinds = new Set((await filesOf(scratch.directory)).map(kindOf));
      expect([...kinds].sort()).to.deep.equal(['CURRENT', 'MANIFEST-N', 'N.ldb', 'N.log', 'store.newest']);
    });

    it('gives no wrong answer after any flipped bit', async () => {
      const counts = new Map<string, number>();
      for (let i = 0; i < flips; i += 1) {
        await copyStore(whole, scratch.directory);
        const files = await filesOf(scratch.directory);
        const kinds = [...new Set(files.map(kindOf))];
        const kind = kinds[i % kinds.length];
        const ofKind = files.filter((path) => kindOf(path) === kind);
        const path = ofKind[Math.floor(random() * ofKind.length)] as string;
        const found = await outcome(await flipOf(path, random));
        counts.set(`${kind} ${found}`, (counts.get(`${kind} ${found}`) ?? 0) + 1);
      }
      // Where bits of tables, which are all checked, flip, nothing is let through.
      expect(counts.get('N.ldb refused')).to.be.at.least(flips / 6);
      expect(counts.get('N.ldb right')).to.equal(undefined);
    });

    it('gives none after any truncation', async () => {
      for (let i = 0; i < truncations; i += 1) {
        await copyStore(whole, scratch.directory);
        const files = await filesOf(scratch.directory);
        await outcome(await truncationOf(files[i % files.length] as string, random));
      }
    });

    it('gives none with any file removed, or with an older one in its place', async () => {
      await copyStore(whole, scratch.directory);
      for (const path of await filesOf(scratch.directory)) {
        const before = path.endsWith('.newest') ? `${older}.newest` : join(older, basename(path));
        const wasThere = await access(before).then(
          () => true,
          () => false,
        );
        expect(await outcome(removalOf(path)), path).to.be.oneOf(
          synced ? ['refused'] : ['refused', 'earlier'],
        );
        if (wasThere) await outcome(olderOf(path, before));
      }
      const asBefore = await outcome(olderOf(scratch.directory, older));
      expect(asBefore).to.equal(synced ? 'refused' : 'earlier');
    });
  });
}
