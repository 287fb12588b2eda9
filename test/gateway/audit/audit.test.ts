import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { auditLedger, exportLedger } from '../../../gateway/audit/audit-ledger.js';
import type { AuditReport } from '../../../gateway/audit/audit.js';
import { loadConfig, type Config } from '../../../gateway/data-dir/config.js';
import { orderRecord } from '../../support/records.js';
import { ended, exportLines, lineWriting, withBlock } from './export-lines.js';
import { World } from '../harness.js';

describe('auditing a ledger', () => {
  let world: World;
  let config: Config;
  let whole: string;
  let kept: string;
  const signal = new AbortController().signal;
  const progress = (): void => undefined;

  before(async () => {
    world = await World.found();
    config = loadConfig({ STL_DATA_DIR: world.dir });
    whole = join(world.dir, 'whole.ndjson');
    kept = join(world.dir, 'kept.note');
    const gateway = await world.start();
    for (const name of ['a', 'b']) {
      await world.state(gateway, 'demo-platform', [orderRecord(name)]);
      await world.seal(gateway);
    }
    await gateway.close();
    await exportLedger(config, whole, { signal, progress });
  });
  after(() => world.remove());

  const auditOf = (
    lines: readonly string[],
    kept: { readonly checkpoint?: string; readonly state?: string } = {},
  ): Promise<AuditReport> => {
    const file = join(
      world.dir,
      `${lines.length}-${createHash('sha256').update(lines.join()).digest('hex')}.ndjson`,
    );
    return writeFile(file, `${lines.join('\n')}\n`).then(() =>
      auditLedger(config, { file, signal, progress, ...kept }),
    );
  };
  const codes = ({ findings }: AuditReport): string[] => findings.map(({ code }) => code);

  it('finds all in order, in the ledger and in its export alike', async () => {
    const [own, exported] = [
      await auditLedger(config, { signal, progress, checkpoint: kept }),
      await auditLedger(config, { signal, progress, file: whole }),
    ];
    expect(own).to.deep.equal(exported);
    expect(own).to.deep.include({ batches: 2, records: 2, sellers: 1, epochs: 2, agreed: 2, findings: [] });
    expect(await readFile(kept, 'utf8')).to.equal(own.checkpoint);
    expect((await stat(whole)).mode & 0o777).to.equal(0o600);
  });

  it('never writes over an export that is there', async () => {
    const refused = await exportLedger(config, whole, { signal, progress }).catch((error: unknown) => error);
    expect(refused).to.have.property('code', 'EEXIST');
    expect(codes(await auditLedger(config, { signal, progress, file: whole }))).to.deep.equal([]);
  });

  it('notices an export that was cut off or changed', async () => {
    const lines = ended(await exportLines(whole));
    const altered = lines.map((line, i) => (i === 3 ? line.replace('"n":2', '"n":3') : line));
    for (const bad of [
      lines.slice(0, -1),
      [...lines.slice(0, 3), ...lines.slice(-1)],
      altered,
      ['{}'],
      ['no'],
    ]) {
      const refused = await auditOf(bad).catch((error: unknown) => error);
      expect(refused, `${bad.length} lines`).to.have.property('code', 'export_damaged');
    }
  });

  it('names the first batch that does not hold, and the epochs that contradict it', async () => {
    const lines = await exportLines(whole);
    const at = lineWriting(lines, 'batch/');
    const changed = withBlock(lines[at]!, ({ transactions }) => {
      // Other transactions may share its block.
      const write = transactions.flatMap(({ writes }) => writes).find(({ key }) => key.startsWith('batch/'))!;
      write.value = write.value.replace('"country":"BR"', '"country":"DE"');
    });
    const report = await auditOf(ended(lines.map((line, i) => (i === at ? changed : line))));
    expect(codes(report)).to.deep.equal(['batch_does_not_hold', 'disagrees', 'disagrees']);
    expect(report.findings[0]).to.include({ reason: 'root_mismatch' });
    expect(report.findings[0]!.at).to.include(`block ${at - 1}`);
    expect(report.agreed).to.equal(0);
  });

  it('notices that the newest blocks were cut off, by a checkpoint kept elsewhere', async () => {
    const lines = await exportLines(whole);
    const secondSeal = lineWriting(lines, 'seal/2');
    const shorter = ended(lines.slice(0, secondSeal - 1));
    expect(codes(await auditOf(shorter)), 'by itself it holds').to.deep.equal([]);
    const before = await readFile(kept, 'utf8');
    expect(codes(await auditOf(shorter, { checkpoint: kept }))).to.deep.equal(['history_changed']);
    expect(await readFile(kept, 'utf8'), 'what was kept stays').to.equal(before);
  });

  it('goes on from where the last one ended, with the same result', async () => {
    const state = join(world.dir, 'audited');
    const lines = await exportLines(whole);
    const secondSeal = lineWriting(lines, 'seal/2');
    const shorter = ended(lines.slice(0, secondSeal - 1));
    const first = await auditOf(shorter, { state });
    const second = await auditOf(ended(await exportLines(whole)), { state });
    expect([first.from, second.from, second.batches]).to.deep.equal([0, first.blocks, 1]);
    const once = await auditOf(ended(await exportLines(whole)));
    expect({ ...second, from: 0, batches: 2 }).to.deep.equal(once);
    const third = await auditOf(ended(await exportLines(whole)), { state });
    expect([third.from, third.batches, third.findings]).to.deep.equal([once.blocks, 0, []]);
    // A ledger that was cut short or has another past is noticed, and what was derived is kept for the true one.
    expect(codes(await auditOf(shorter, { state }))).to.deep.equal(['history_changed']);
    const other = withBlock(lines.at(-1)!, ({ transactions: [last] }) => {
      last!.txId = `${last!.txId.slice(1)}0`;
    });
    const rewritten = await auditOf(ended([...lines.slice(0, -1), other]), { state });
    expect(rewritten.findings).to.deep.include({
      ...{ code: 'history_changed', at: `block ${once.blocks - 1}` },
      reason: 'it was another at the earlier audit',
    });
    expect((await auditOf(ended(await exportLines(whole)), { state })).from).to.equal(once.blocks);
  });

  it('does not forget what it found', async () => {
    const state = join(world.dir, 'found');
    const lines = await exportLines(whole);
    const cut = ended(lines.filter((_line, i) => i !== lineWriting(lines, 'jti/')));
    const [first, second] = [await auditOf(cut, { state }), await auditOf(cut, { state })];
    expect(first.findings).to.not.deep.equal([]);
    expect(second).to.deep.equal(first);
  });
});
