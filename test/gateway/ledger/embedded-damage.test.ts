import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  StoreError,
  createEmbeddedLedger,
  openEmbeddedLedger,
  verifyStore,
  type StoreErrorCode,
} from '../../../gateway/ledger/embedded/index.js';
import { blockKey, headKey, stateKey, valueKey } from '../../../gateway/ledger/embedded/layout.js';
import { openStore } from '../../../gateway/store/open-store.js';
import { editSealed, type SealedRows } from '../../support/raw-level.js';
import { newOrganisation, optionsFor, organisations, scratch } from './embedded-harness.js';

const blockCount = 40;
const opener = fileURLToPath(new URL('./open-child.js', import.meta.url));

describe('a damaged embedded store', function () {
  let root: string;
  let whole: string;
  let dir: string;
  let remove: () => Promise<void>;
  let copies = 0;
  let keyFile: string;

  before(async () => {
    ({ root, dir: whole, remove } = await scratch());
    const ledger = await createEmbeddedLedger(optionsFor(whole));
    for (let i = 0; i < blockCount; i += 1) await ledger.submit(longPut(i));
    await ledger.close();
    keyFile = join(root, 'keys.json');
    await writeFile(keyFile, JSON.stringify(organisations));
  });
  after(() => remove());
  beforeEach(async () => {
    copies += 1;
    dir = join(root, `copy-${copies}`);
    await cp(whole, dir, { recursive: true });
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  describe('is refused, and left as it is, when', () => {
    it('there is none', async () => {
      await refused(join(root, 'nowhere'), 'missing');
      expect(await readdir(root)).not.to.include('nowhere');
    });

    it('its directory is empty', async () => {
      const empty = join(root, 'empty');
      await mkdir(empty);
      await refused(empty, 'missing');
      expect(await readdir(empty)).to.deep.equal([]);
    });

    it('CURRENT is gone: level alone would delete every table', async () => {
      const before = await readdir(join(dir, 'store'));
      await rm(join(dir, 'store', 'CURRENT'));
      await refused(dir, 'damaged', /CURRENT/);
      const after = await readdir(join(dir, 'store'));
      expect(after.sort()).to.deep.equal(before.filter((name) => name !== 'CURRENT').sort());
    });

    for (const name of ['LEDGER.json', 'store.newest', 'store']) {
      it(`${name} is gone`, async () => {
        await rm(join(dir, name), { recursive: true });
        await refused(dir, 'damaged');
        expect(await readdir(dir)).not.to.include(name);
      });
    }

    it('the database is a new, empty one', async () => {
      for (const name of ['store', 'store.newest']) await rm(join(dir, name), { recursive: true });
      const directory = join(dir, 'store');
      await (await openStore({ directory, keys: 'buffer', synced: true, create: 'always' })).close();
      await refused(dir, 'damaged', /head/);
    });

    it('the database is an older copy of itself', async () => {
      const ledger = await openEmbeddedLedger(optionsFor(dir));
      await ledger.submit(longPut(blockCount));
      await ledger.close();
      await rm(join(dir, 'store'), { recursive: true });
      await cp(join(whole, 'store'), join(dir, 'store'), { recursive: true });
      await refused(dir, 'damaged', /newest writes are lost, or it is an older copy/);
    });

    it('it is another ledger’s, or was made with other keys', async () => {
      await refused(dir, 'foreign', /another ledger/, { ledger: '00'.repeat(32) });
      const others = organisations.map(({ mspId }) => newOrganisation(mspId));
      await refused(dir, 'foreign', /keys/, { organisations: others });
    });

    it('LEDGER.json was rewritten for other keys', async () => {
      const others = organisations.map(({ mspId }) => newOrganisation(mspId));
      const donor = join(root, 'donor');
      await (await createEmbeddedLedger({ ...optionsFor(donor), organisations: others })).close();
      await cp(join(donor, 'LEDGER.json'), join(dir, 'LEDGER.json'));
      await refused(dir, 'damaged', /signature/, { organisations: others });
    });

    it('a block is missing', async () => {
      await edit((db) => db.del(blockKey(blockCount - 3)));
      await refused(dir, 'damaged', new RegExp(`block ${blockCount - 3} is missing`));
    });

    it('a block is cut short', async () => {
      await edit(async (db) => {
        const block = await row(db, blockKey(5));
        await db.put(blockKey(5), block.subarray(0, block.length - 10));
      });
      await refused(dir, 'damaged', /block 5 /);
    });

    it('a block’s transaction was rewritten together with its hash', async () => {
      await edit(async (db) => {
        const donor = await row(db, blockKey(7));
        await db.put(blockKey(6), Buffer.from(donor.toString().replace('"number":7', '"number":6')));
      });
      await refused(dir, 'damaged', /block 6 /);
    });

    it('a signature is missing or another block’s', async () => {
      await edit(async (db) => {
        const [header, , ...data] = (await row(db, blockKey(9))).toString().split('\n');
        const [, signatures] = (await row(db, blockKey(8))).toString().split('\n');
        await db.put(blockKey(9), Buffer.from([header, signatures, ...data].join('\n')));
      });
      await refused(dir, 'damaged', /block 9 lacks a valid signature/);
    });

    it('a bit is flipped in a member’s name of a block or of the head', async () => {
      const rename = (key: Buffer, from: string, to: string) => async (db: Db) =>
        db.put(key, Buffer.from((await row(db, key)).toString().replace(from, to)));
      await edit(rename(blockKey(9), '"signature"', '"signatuse"'));
      await refused(dir, 'damaged', /block 9 is not readable/);
      await edit(rename(blockKey(9), '"signatuse"', '"signature"'));
      await edit(rename(blockKey(9), '"dataHash"', '"datahash"'));
      await refused(dir, 'damaged', /block 9 is not readable/);
      await edit(rename(blockKey(9), '"datahash"', '"dataHash"'));
      await edit(rename(headKey, '"time"', '"tine"'));
      await refused(dir, 'damaged', /head entry is not readable/);
    });

    it('a value is wrong or missing', async () => {
      await edit((db) => db.put(valueKey({ block: 4, tx: 0 }, 0), Buffer.from('other')));
      await refused(dir, 'damaged', /value of block 4 is wrong/);
      await edit((db) => db.del(valueKey({ block: 4, tx: 0 }, 0)));
      await refused(dir, 'damaged', /value of block 4 is missing/);
    });

    it('a state entry is missing or an older one', async () => {
      await edit((db) => db.del(stateKey('long/7')));
      await refused(dir, 'damaged', /\(long\/\.\.\.\) is not what block 8 wrote/);
    });
  });

  it('is never made over anything', async () => {
    const error = await createEmbeddedLedger(optionsFor(dir)).catch((reason: unknown) => reason);
    expect((error as StoreError).code).to.equal('exists');
    const full = join(root, 'full');
    await mkdir(full);
    await writeFile(join(full, 'someone’s file'), 'x');
    const other = await createEmbeddedLedger(optionsFor(full)).catch((reason: unknown) => reason);
    expect((other as StoreError).code).to.equal('exists');
    expect(await readdir(full)).to.deep.equal(['someone’s file']);
  });

  // Level itself drops damaged log records, and gives wrong values from damaged tables, without an error.
  for (const [what, ending] of [
    ['log', '.log'],
    ['table', '.ldb'],
  ] as const) {
    it(`is refused after any flipped bit in a level ${what}, unless the flip does no harm`, async () => {
      if (ending === '.ldb') await (await openEmbeddedLedger(optionsFor(dir))).close(); // moves the log to a table
      const file = (await readdir(join(dir, 'store')))
        .filter((name) => name.endsWith(ending))
        .sort()
        .at(-1);
      const path = join('store', file as string);
      const bytes = await readFile(join(dir, path));
      expect(bytes.length).to.be.above(10_000);
      let detected = 0;
      for (let i = 0; i < 30; i += 1) {
        const flipped = `${dir}-flipped`;
        await cp(dir, flipped, { recursive: true });
        const changed = Buffer.from(bytes);
        const at = Math.floor(((i + 0.5) * bytes.length) / 30);
        changed[at] = (changed[at] as number) ^ (1 << (i % 8));
        await writeFile(join(flipped, path), changed);
        const { signal, found } = openElsewhere(flipped);
        // Level's own assertion: a refusal, if a rude one. docs/runbooks/damaged-store.md says what to do.
        if (signal === 'SIGABRT' || found.error === 'damaged') detected += 1;
        else expect(found, `flip at ${at}`).to.deep.include({ defects: [], keys: blockCount });
        await rm(flipped, { recursive: true });
      }
      expect(detected).to.be.above(10);
    });
  }

  describe('the check of the whole store', () => {
    it('finds nothing in a whole one', async () => {
      const done: number[] = [];
      const report = await verifyStore(dir, (blocks) => done.push(blocks));
      expect(report).to.deep.include({
        blocks: blockCount + 1,
        transactions: blockCount,
        keys: blockCount,
        defects: [],
      });
      expect(done.at(-1)).to.equal(blockCount + 1);
    });

    const cases: [what: string, change: (db: Db) => Promise<void>, defect: RegExp][] = [
      [
        'a key that no block wrote',
        (db) => db.put(stateKey('forged'), Buffer.alloc(60)),
        /keys are in the state/,
      ],
      [
        'a key with an entry of another key',
        async (db) => db.put(stateKey('long/3'), await row(db, stateKey('long/4'))),
        /keys are in the state/,
      ],
      ['a missing key', (db) => db.del(stateKey('long/3')), /missing after what block 4 wrote/],
      ['a missing value', (db) => db.del(valueKey({ block: 4, tx: 0 }, 0)), /block 4 lacks a value/],
      [
        'a value beside a block that the block does not name',
        (db) => db.put(valueKey({ block: 4, tx: 9 }, 0), Buffer.from('x')),
        /block 4 has a wrong value/,
      ],
      [
        'a block beyond the head',
        (db) => db.put(blockKey(blockCount + 1), Buffer.from('x')),
        /beyond the head/,
      ],
      ['a missing block', (db) => db.del(blockKey(20)), /block 20 is missing/],
    ];
    for (const [what, change, defect] of cases) {
      it(`finds ${what}`, async () => {
        await edit(change);
        expect((await verifyStore(dir)).defects.join('\n')).to.match(defect);
      });
    }

    it('names every damaged block, not only the first', async () => {
      await edit(async (db) => {
        await db.put(blockKey(5), Buffer.from('x'));
        await db.put(blockKey(15), Buffer.from('x'));
      });
      const defects = (await verifyStore(dir)).defects.join('\n');
      expect(defects)
        .to.match(/block 5 /)
        .and.to.match(/block 15 /);
    });
  });

  interface Found {
    readonly error?: string;
    readonly defects?: readonly string[];
    readonly keys?: number;
  }
  function openElsewhere(at: string): { signal: NodeJS.Signals | null; found: Found } {
    const { signal, stdout } = spawnSync(process.execPath, [opener, at, keyFile], { encoding: 'utf8' });
    return { signal, found: JSON.parse(stdout === '' ? '{}' : stdout) as Found };
  }
  type Db = SealedRows;
  async function row(db: Db, key: Buffer): Promise<Buffer> {
    return (await db.get(key)) ?? expect.fail('no such row');
  }
  /** What a person could do who knows the format: checksums are right. */
  function edit(change: (db: Db) => Promise<void>): Promise<void> {
    return editSealed(join(dir, 'store'), change);
  }
});

function longPut(i: number) {
  return { name: 'PutOnce', args: [`long/${i}`, `${i}-`.repeat(200)] };
}

async function refused(
  dir: string,
  code: StoreErrorCode,
  message = /./,
  other: Partial<ReturnType<typeof optionsFor>> = {},
): Promise<void> {
  const error = await openEmbeddedLedger({ ...optionsFor(dir), ...other }).then(
    async (ledger) => {
      await ledger.close();
      return expect.fail('it was opened');
    },
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(StoreError);
  expect((error as StoreError).code).to.equal(code);
  expect((error as StoreError).message).to.match(message);
}
