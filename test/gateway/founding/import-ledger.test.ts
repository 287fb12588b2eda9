import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { auditLedger, exportLedger } from '../../../gateway/audit/audit-ledger.js';
import { importLedger } from '../../../gateway/founding/import-ledger.js';
import { loadConfig } from '../../../gateway/data-dir/config.js';
import { verifyStore } from '../../../gateway/ledger/embedded/index.js';
import { startGateway, type Gateway } from '../../../gateway/start/server.js';
import { failureOf } from '../../support/failure.js';
import { fulfilmentRecord, orderRecord } from '../../support/records.js';
import { blocksIn, ended, exportLines, lineWriting, withBlock } from '../audit/export-lines.js';
import { World } from '../harness.js';

const seller = 'demo-platform.shop1';

describe('importing a ledger from its export', () => {
  let world: World;
  let file: string;
  let kept: string;
  let score: unknown;
  const signal = new AbortController().signal;
  const progress = (): void => undefined;
  const config = (dir: string) => loadConfig({ STL_DATA_DIR: dir });

  const state = async (gateway: Gateway, name: string): Promise<void> => {
    await world.state(gateway, 'demo-platform', [orderRecord(name), fulfilmentRecord(name)]);
  };
  /** The whole score but the link for contesting it, which names the gateway. */
  const scoreAt = async ({ url }: Gateway): Promise<object> => ({
    ...((await (await fetch(`${url}/v1/sellers/${seller}/score`)).json()) as object),
    contest: undefined,
  });

  before(async () => {
    world = await World.found();
    file = join(world.dir, 'export.ndjson');
    kept = join(world.dir, 'kept.note');
    const gateway = await world.start();
    for (const name of ['a', 'b']) {
      await state(gateway, name);
      await world.seal(gateway);
    }
    score = await scoreAt(gateway);
    await gateway.close();
    await exportLedger(config(world.dir), file, { signal, progress });
    await auditLedger(config(world.dir), { signal, progress, checkpoint: kept });
  });
  after(() => world.remove());

  const imported = (path: string, dataDir: string, keyDir = join(world.dir, 'orgs'), checkpoint?: string) =>
    importLedger(path, {
      ...{ dataDir, keyDir, progress, signal },
      ...(checkpoint === undefined ? {} : { checkpoint }),
    });
  const linesOf = (): Promise<string[]> => exportLines(file);
  /** Lines as a whole export of their own. */
  const written = async (name: string, lines: readonly string[]): Promise<string> => {
    const path = join(world.dir, name);
    await writeFile(path, `${ended(lines).join('\n')}\n`);
    return path;
  };
  const refusedAs = async (path: string, keyDir?: string): Promise<unknown> => {
    const dir = join(world.dir, 'refused');
    const error = await failureOf(imported(path, dir, keyDir));
    const left = await access(dir).then(
      () => 'something is left',
      () => undefined,
    );
    expect(left).to.equal(undefined);
    return error;
  };

  it('gives the same roots, and a ledger that goes on', async () => {
    const dir = join(world.dir, 'restored');
    const report = await imported(file, dir, undefined, kept);
    const original = await auditLedger(config(world.dir), { signal, progress });
    // Its blocks are its own, what they hold is not.
    expect({ ...report, head: '' }).to.deep.equal({ ...original, head: '' });
    expect(report).to.include({ epochs: 2, agreed: 2 });
    expect((await verifyStore(join(dir, 'ledger'))).defects).to.deep.equal([]);
    const gateway = await startGateway(
      loadConfig({ STL_PORT: '0', STL_DATA_DIR: dir, STL_LOG_LEVEL: 'silent', STL_SEAL_EVERY: '0' }),
    );
    try {
      expect(await scoreAt(gateway)).to.deep.equal(score);
      await state(gateway, 'c');
      await world.seal(gateway);
      const { public: facts } = (await (await fetch(`${gateway.url}/v1/sellers/${seller}`)).json()) as {
        public: { records: { count: number } };
      };
      expect(facts.records.count).to.equal(6);
    } finally {
      await gateway.close();
    }
    expect(await auditLedger(config(dir), { signal, progress })).to.deep.include({ agreed: 3, findings: [] });
  });

  it('keeps places, also behind transactions that were not valid', async () => {
    const moved = (await linesOf()).map((line, i) =>
      i === 0
        ? line
        : withBlock(line, ({ transactions }) => {
            for (const transaction of transactions) transaction.tx += 3;
          }),
    );
    const dir = join(world.dir, 'moved');
    await imported(await written('moved.ndjson', moved), dir);
    const again = join(world.dir, 'moved-again.ndjson');
    await exportLedger(config(dir), again, { signal, progress });
    const places = (lines: readonly string[]) =>
      blocksIn(lines).map(({ transactions }) => transactions.map(({ tx }) => tx));
    expect(places(await exportLines(again))).to.deep.equal(places(moved));
  });

  it('refuses what the organisations did not sign, and leaves nothing behind', async () => {
    const lines = await linesOf();
    const at = lineWriting(lines, 'batch/');
    const withoutBatch = [...lines.slice(0, at), ...lines.slice(at + 1)];
    const refused = await refusedAs(await written('without.ndjson', withoutBatch));
    expect(refused).to.have.property('code', 'does_not_hold');
    expect(refused).to.have.nested.property('defects[0].reason').that.includes('disagrees');
  });

  it('refuses an export that is cut off, and one that is none', async () => {
    const cut = join(world.dir, 'cut.ndjson');
    await writeFile(cut, `${(await linesOf()).join('\n')}\n`);
    expect(await refusedAs(cut)).to.have.property('code', 'export_damaged');
    const founded = (await linesOf()).slice(0, 2);
    expect(await refusedAs(await written('empty.ndjson', founded))).to.have.property(
      'code',
      'export_damaged',
    );
    expect(await refusedAs(join(world.dir, 'kept.note'))).to.have.property('code', 'export_damaged');
  });

  it('refuses keys that are missing, and a directory that holds something', async () => {
    expect(await refusedAs(file, join(world.dir, 'nowhere')))
      .to.have.property('message')
      .that.includes('the sign key of platform is not in');
    const taken = join(world.dir, 'orgs');
    const error = await failureOf(imported(file, taken));
    expect(error).to.have.property('code', 'exists');
    expect(await access(join(taken, 'platform'))).to.equal(undefined);
  });

  it('refuses a ledger whose past is not the one that was kept', async () => {
    const before = await readFile(kept, 'utf8');
    const lines = await linesOf();
    const secondSeal = lineWriting(lines, 'seal/2');
    const shorter = await written('shorter.ndjson', lines.slice(0, secondSeal - 1));
    const dir = join(world.dir, 'old');
    const error = await failureOf(imported(shorter, dir, undefined, kept));
    expect(error).to.have.nested.property('defects[0].reason').that.includes('history_changed');
    expect(await readFile(kept, 'utf8')).to.equal(before);
    await rm(dir, { recursive: true, force: true });
  });
});
