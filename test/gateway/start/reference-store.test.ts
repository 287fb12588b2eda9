import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { daySeconds, hourSeconds } from '../../../chaincode/domain/time.js';
import { SetupError } from '../../../gateway/data-dir/setup-error.js';
import type { ReferenceStore } from '../../../gateway/services/common/ports.js';
import { ServiceError } from '../../../gateway/services/common/service-error.js';
import type { referenceLimits } from '../../../gateway/services/read/references.js';
import { References } from '../../../gateway/services/read/references.js';
import { ReferenceBook } from '../../../gateway/services/write/references.js';
import { referenceKey } from '../../../gateway/start/stores/reference-key.js';
import { openReferences, storedReferences } from '../../../gateway/start/stores/reference-store.js';
import type { Store } from '../../../gateway/store/store.js';
import { newParticipant, newSigner } from '../../support/consortium.js';
import { commitment } from '../../support/records.js';

const seller = 'demo-platform.shop1';
const partner = 'demo-carrier';
const year = 1_800_000_000;

const kept = (reference: string, order: string, at = year) => ({
  ...{ partner, reference, seller, order: commitment(order), at },
});
const caller = (id: string) => ({
  ...({ type: 'participant', kid: 'kid' } as const),
  participant: newParticipant(id, 'platform', ['carrier'], [newSigner('ES256')]),
});

describe('the store of references', () => {
  let directory: string;
  let store: Store<string>;
  let references: ReferenceStore;
  const key = new Uint8Array(32).fill(7);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'stl-references-'));
    store = await openReferences(join(directory, 'references'));
    references = storedReferences(store, key, 'ledger');
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });
  const rows = async (): Promise<number> => {
    let count = 0;
    for await (const [row] of store.rows({ gte: 'a', lt: 's' })) count += Number(row !== '');
    return count;
  };

  it('keeps what comes at the same time', async () => {
    await Promise.all(['a', 'b', 'c'].map((order) => references.keep([kept('T-1', order)])));
    expect(references.find(partner, 'T-1').map(({ order }) => order)).to.have.members(
      ['a', 'b', 'c'].map(commitment),
    );
  });

  it('takes fifty orders of one reference, and says of more that they are not kept', async () => {
    const many = Array.from({ length: 51 }, (_, i) => kept('T-1', String(i)));
    expect(await references.keep(many)).to.deep.equal([...Array<boolean>(50).fill(true), false]);
    expect(references.find(partner, 'T-1')).to.have.length(50);
  });

  it('finds nothing under another key or of another ledger: the hash is of both', async () => {
    await references.keep([kept('T-1', 'a')]);
    const otherKey = storedReferences(store, new Uint8Array(32), 'ledger');
    expect(otherKey.find(partner, 'T-1')).to.deep.equal([]);
    expect(storedReferences(store, key, 'other').find(partner, 'T-1')).to.deep.equal([]);
  });

  it('tells apart what only looks alike when it is put together', async () => {
    await references.keep([{ ...kept('2', 'a'), partner: 'carrier-1' }]);
    expect(references.find('carrier', '-12')).to.deep.equal([]);
    expect(references.find('carrier-12', '')).to.deep.equal([]);
  });

  it('forgets thousands of ended orders to the last trace, and nothing else', async () => {
    const old = Array.from({ length: 450 }, (_, i) => kept(`OLD-${i}`, `old ${i}`, year - 600 * daySeconds));
    await references.keep([...old, kept('NEW', 'new'), kept('OLD-0', 'new')]);
    let now = year;
    const book = new ReferenceBook(
      references,
      { order: () => undefined },
      {
        ...{ now: () => now, org: 'platform', days: 540 },
      },
    );
    await book.look();
    expect(references.find(partner, 'NEW')).to.have.length(1);
    expect(references.find(partner, 'OLD-0')).to.deep.equal([{ seller, order: commitment('new') }]);
    expect(references.find(partner, 'OLD-1')).to.deep.equal([]);
    // Two references of one order, with a row of each, and the order's own.
    expect(await rows()).to.equal(5);
    now += 541 * daySeconds;
    await book.look();
    expect(await rows()).to.equal(0);
  });

  it('looks for what has ended once an hour', async () => {
    let now = year;
    let swept = 0;
    const counting = {
      ...references,
      forgetBefore: () => {
        swept += 1;
        return Promise.resolve();
      },
    };
    const book = new ReferenceBook(
      counting,
      { order: () => undefined },
      {
        ...{ now: () => now, org: 'platform', days: 540 },
      },
    );
    for (const after of [0, hourSeconds - 1, 1]) {
      now += after;
      await book.look();
    }
    expect(swept).to.equal(2);
  });

  it('lets a participant try so many numbers that are not known, and others as many', async () => {
    let now = year;
    await references.keep([kept('T-1', 'a'), kept('T-2', 'a')]);
    const limits = {
      asked: { burst: 100, perSecond: 100 },
      missed: { burst: 10, perSecond: 1 },
    } as unknown as typeof referenceLimits;
    const parties = [partner, 'demo-pay'];
    const order = () => ({ issuer: 'demo-platform', at: year, parties });
    const asking = new References(references, { order }, { now: () => now, days: 540, limits });
    const ask = async (who: string, ...asked: string[]) =>
      asking.find(caller(who), asked).then(
        () => 'answered',
        (error: unknown) => (error instanceof ServiceError ? [error.code, error.retryAfter] : error),
      );
    // What is known costs nothing of it.
    for (let i = 0; i < 20; i++) expect(await ask(partner, 'T-1', 'T-2')).to.equal('answered');
    now += 1;
    const misses = Array.from({ length: 8 }, (_, i) => `X-${i}`);
    expect(await ask(partner, ...misses)).to.equal('answered');
    expect(await ask(partner, ...misses)).to.deep.equal(['rate_limited', 6]);
    expect(await ask(partner, 'T-1')).to.equal('answered');
    expect(await ask('demo-pay', ...misses)).to.equal('answered');
    now += 6;
    expect(await ask(partner, ...misses)).to.equal('answered');
    // More than there ever is at once is answered when all has come back.
    now += 10;
    expect(await ask(partner, ...misses, 'Y-1', 'Y-2', 'Y-3')).to.equal('answered');
    expect(await ask(partner, 'T-1')).to.deep.equal(['rate_limited', 2]);
  });

  it('draws its key once, and refuses what is none', async () => {
    const path = join(directory, 'references.key');
    const first = await referenceKey(path);
    expect(first.isNew).to.equal(true);
    expect(await referenceKey(path)).to.deep.equal({ key: Buffer.from(first.key), isNew: false });
    for (const text of ['', 'AAAA', 'not base64 !']) {
      await writeFile(path, text);
      const error: unknown = await referenceKey(path).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(SetupError);
      expect((error as Error).message)
        .to.include(path)
        .and.include('have importers send references again');
    }
  });
});
