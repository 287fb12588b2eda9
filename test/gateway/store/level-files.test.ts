import { readFile, truncate } from 'node:fs/promises';
import { expect } from 'chai';
import { Level } from 'level';
import { checkFiles, FileDamaged } from '../../../gateway/store/level-files/check-files.js';
import { alterFile, filesOf, flipBit, scratchStore, type Scratch } from './harness.js';

describe('the check of level’s own files', () => {
  let scratch: Scratch;
  let tables: string[];
  let manifest: string;

  before(async () => {
    scratch = await scratchStore();
    for (let round = 0; round < 3; round += 1) {
      // Opening moves what is in the log to a table.
      const db = new Level(scratch.directory);
      for (let i = 0; i < 300; i += 1) await db.put(`key/${round}/${i}`, `value ${i} `.repeat(1 + (i % 9)));
      await db.close();
    }
    const files = await filesOf(scratch.directory);
    tables = files.filter((name) => name.endsWith('.ldb'));
    manifest = files.find((name) => name.includes('MANIFEST'))!;
    expect(tables.length).to.be.above(0);
  });
  after(() => scratch.remove());

  const failure = (): Promise<unknown> =>
    checkFiles(scratch.directory).then(
      () => 'all is well',
      (error: unknown) => error,
    );

  it('takes what level wrote, with compressed blocks and filters', async () => {
    expect(await failure()).to.equal('all is well');
  });

  it('finds a flipped bit wherever in a table it is', async () => {
    for (const table of tables) {
      const { length } = await readFile(table);
      const step = process.env['STL_LONG'] === '1' ? 1 : Math.ceil(length / 400);
      // The last bytes are the footer: each of them.
      const places = Array.from({ length }, (_, at) => at).filter(
        (at) => at % step === 0 || at >= length - 48,
      );
      for (const at of places) {
        const flip = flipBit(at, at % 8);
        await alterFile(table, flip);
        expect(await failure(), `${table} at ${at}`).to.be.instanceOf(FileDamaged);
        await alterFile(table, flip);
      }
    }
    expect(await failure()).to.equal('all is well');
  });

  it('finds a flipped bit in the manifest, but where it makes the last edit look unfinished', async () => {
    const whole = await readFile(manifest);
    let missed = 0;
    for (let at = 0; at < whole.length; at += 1) {
      const flip = flipBit(at, at % 8);
      await alterFile(manifest, flip);
      if (!((await failure()) instanceof FileDamaged)) missed += 1;
      await alterFile(manifest, flip);
    }
    // The two bytes of a record's length: what the chain of writes is for.
    expect(missed).to.be.below(8);
  });

  it('finds a table that is cut short or gone', async () => {
    const [table = ''] = tables;
    const whole = await readFile(table);
    for (const length of [0, 1, 47, whole.length - 1]) {
      await truncate(table, length);
      expect(String(await failure()), `${length} bytes`).to.match(
        /\.ldb is damaged: it should have \d+ bytes/,
      );
      await alterFile(table, () => whole);
    }
  });
});
