import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import type { BatchGateway } from '../../../gateway/cli/import/batch-gateway.js';
import { writeOlist } from '../../support/olist-generator.js';
import { MemoryGateway } from './memory-gateway.js';
import { expectedCounts, hardOrders, secretValues } from './olist-counts.js';
import { platformFor, type Imported } from './import-runs.js';
import { countsOf } from './record-counts.js';
import { codesIn, idsIn, textsIn } from './traces.js';

const bySpelling = (records: readonly FactRecord[]): string[] => records.map((r) => JSON.stringify(r)).sort();

describe('Olist import by a map', () => {
  let source: string;
  before(async () => {
    source = await mkdtemp(join(tmpdir(), 'stl-olist-'));
    await writeOlist(source, { seed: 7, orders: 900, sellers: 30 });
  });
  after(() => rm(source, { recursive: true, force: true }));

  it('is tried on orders of every hard kind', () => {
    for (const [kind, count] of Object.entries(hardOrders(source))) expect(count, kind).to.be.above(10);
  });

  describe('run once', () => {
    let platform: Awaited<ReturnType<typeof platformFor>>;
    let first: Imported;
    const gateway = new MemoryGateway();
    before(async () => {
      platform = await platformFor('olist');
      first = await platform.run([source], gateway);
    });
    after(() => platform.remove());

    it('states what a count of the whole files expects, and names nobody', () => {
      const records = gateway.records();
      expect(countsOf(records)).to.deep.equal(expectedCounts(source));
      expect(first.new).to.equal(records.length);
      const ledgerText = bySpelling(records).join('\n');
      const { comments, ids, postcodes } = secretValues(source);
      expect(idsIn(ledgerText, ids)).to.deep.equal([]);
      expect(textsIn(ledgerText, comments)).to.deep.equal([]);
      expect(codesIn(ledgerText, postcodes)).to.deep.equal([]);
    });

    it('has removed the joined files, which hold comments in clear', async () => {
      expect(await readdir(platform.directory)).to.deep.equal(['store', 'store.newest']);
    });

    it('sends nothing when run again', async () => {
      const before = bySpelling(gateway.records());
      const second = await platform.run([source], gateway);
      expect(second.new).to.equal(0);
      expect(second.known).to.equal(first.new);
      expect(gateway.duplicates).to.equal(0);
      expect(bySpelling(gateway.records())).to.deep.equal(before);
    });

    it('refuses its store to another ledger', async () => {
      const refusal = await platform
        .run([source], new MemoryGateway(), { ledger: 'f'.repeat(64) })
        .catch((error: unknown) => error);
      expect(refusal).to.have.property('code', 'other_ledger');
    });
  });

  for (const lost of ['the batch', 'its answer'] as const) {
    it(`resumes without a duplicate when the connection takes ${lost}`, async () => {
      const platform = await platformFor('olist');
      const gateway = new MemoryGateway();
      let left = 3;
      const failing: BatchGateway = {
        has: (id) => gateway.has(id),
        async deliver(batch) {
          left -= 1;
          if (left < 0 && lost === 'the batch') throw new Error('connection lost');
          await gateway.deliver(batch);
          if (left < 0) throw new Error('connection lost');
        },
      };
      const failure = await platform.run([source], failing).catch((error: unknown) => error);
      expect(failure).to.be.an('error').with.property('message', 'connection lost');
      await platform.run([source], gateway);
      const records = gateway.records();
      expect(countsOf(records)).to.deep.equal(expectedCounts(source));
      expect(new Set(bySpelling(records)).size).to.equal(records.length);
      await platform.remove();
    });
  }

  it('signs a batch anew only when it expired without having been accepted', async () => {
    const platform = await platformFor('olist');
    const gateway = new MemoryGateway();
    let accept = true;
    const failing: BatchGateway = {
      has: (id) => gateway.has(id),
      async deliver(batch) {
        if (accept) await gateway.deliver(batch);
        accept = !accept;
        throw new Error('connection lost');
      },
    };
    await platform.run([source], failing).catch(() => undefined);
    const tomorrow = Math.floor(Date.now() / 1000) + 2 * daySeconds;
    await platform.run([source], gateway, { now: () => tomorrow });
    expect(countsOf(gateway.records())).to.deep.equal(expectedCounts(source));
    expect(gateway.duplicates).to.equal(0);
    await platform.remove();
  });

  it('moves the newest fact to the given day, keeps hours, and tells the consortium once', async () => {
    const [plain, moved] = [await platformFor('olist'), await platformFor('olist')];
    const [before, after] = [new MemoryGateway(), new MemoryGateway()];
    await plain.run([source], before);
    const { shiftedDays } = await moved.run([source], after, { end: '2026-01-31' });
    await moved.run([source], after);
    const newest = (gateway: MemoryGateway): string =>
      gateway
        .records()
        .map((r) => r.at)
        .sort()
        .at(-1) as string;
    expect(newest(after).slice(0, 10)).to.equal('2026-01-31');
    expect(newest(after).slice(10)).to.equal(newest(before).slice(10));
    expect(Date.parse(newest(after)) - Date.parse(newest(before))).to.equal(shiftedDays * daySeconds * 1_000);
    expect(moved.announced).to.deep.equal([shiftedDays]);
    expect(plain.announced).to.deep.equal([]);
    expect(countsOf(after.records())).to.deep.equal(countsOf(before.records()));
    const other = await moved.run([source], after, { end: '2026-01-30' }).catch((error: unknown) => error);
    expect(other).to.have.property('code', 'shift_differs');
    const future = await plain.run([source], before, { end: '2999-01-01' }).catch((error: unknown) => error);
    expect(future).to.have.property('code', 'shift_differs');
    await Promise.all([plain.remove(), moved.remove()]);
  });

  it('refuses an end that would put facts into the future', async () => {
    const platform = await platformFor('olist');
    const refusal = await platform
      .run([source], new MemoryGateway(), { end: '2999-01-01' })
      .catch((error: unknown) => error);
    expect(refusal).to.have.property('code', 'end_in_future');
    await platform.remove();
  });
});
