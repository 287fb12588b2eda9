import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { initialState } from '../../../chaincode/domain/governance/genesis.js';
import { nextTrustList, type TrustList } from '../../../chaincode/domain/trust-list/list.js';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import { auditLedger, exportLedger, type LedgerReport } from '../../../gateway/audit/audit-ledger.js';
import { importLedger } from '../../../gateway/founding/import-ledger.js';
import { soundText } from '../../../gateway/cli/commands/proofs/audit.js';
import { loadConfig, type Config } from '../../../gateway/data-dir/config.js';
import { orderRecord } from '../../support/records.js';
import { stl } from '../../support/stl.js';
import { ended, exportLines, rewritten, type WriteLine } from './export-lines.js';
import { World } from '../harness.js';

/** Exports as somebody would make them up who wants them to look whole. */
describe('auditing what somebody made up', () => {
  let world: World;
  let config: Config;
  let lines: string[];
  let trust: TrustList;
  let number = 0;
  const signal = new AbortController().signal;
  const progress = (): void => undefined;

  before(async () => {
    world = await World.found();
    config = loadConfig({ STL_DATA_DIR: world.dir });
    const { document, ledger } = world.consortium;
    trust = nextTrustList(undefined, initialState({ document, ledger, bytes: utf8('') }))!;
    const gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    await world.seal(gateway);
    await gateway.close();
    const file = join(world.dir, 'whole.ndjson');
    await exportLedger(config, file, { signal, progress });
    lines = await exportLines(file);
  });
  after(() => world.remove());

  const fileOf = async (text: string): Promise<string> => {
    const file = join(world.dir, `made-up-${(number += 1)}.ndjson`);
    await writeFile(file, text);
    return file;
  };
  const auditOf = async (made: readonly string[], trusted?: TrustList): Promise<LedgerReport> =>
    auditLedger(config, {
      ...{ file: await fileOf(`${ended(made).join('\n')}\n`), signal, progress },
      ...(trusted === undefined ? {} : { trust: trusted }),
    });
  const changed = (kind: string, change: (value: string) => string): string[] =>
    rewritten(lines, (writes) =>
      writes.map(({ key, value }) => ({ key, value: key.startsWith(kind) ? change(value) : value })),
    );
  const without = (kind: string): string[] =>
    rewritten(lines, (writes) => writes.filter(({ key }: WriteLine) => !key.startsWith(kind)));
  const codes = ({ findings }: LedgerReport): string[] => findings.map(({ code }) => code);

  it('names a cosignature that does not hold, also where k others agree', async () => {
    const report = await auditOf(changed('cosign/1/payments', (note) => note.replace('epoch 1', 'epoch 2')));
    expect(codes(report)).to.deep.equal(['cosignature_does_not_hold']);
    expect(report.findings[0]!.at).to.match(/^block \d+, transaction \d+, cosign\/1\/payments$/);
  });

  it('does not let a Seal say who may agree on it', async () => {
    const alone = changed('seal/1', (text) =>
      JSON.stringify({ ...(JSON.parse(text) as object), k: 1, organisations: ['platform'] }),
    );
    const report = await auditOf(alone);
    expect(codes(report)[0]).to.equal('governance_does_not_follow');
    expect(report).to.include({ agreed: 0, signed: 0 });
    for (const text of ['null', '5', '{}', '{"k":1,"n":1,"organisations":5,"time":"2026-01-01T00:00:00Z"}']) {
      expect(codes(await auditOf(changed('seal/1', () => text)))[0], text).to.equal(
        'governance_does_not_follow',
      );
    }
  });

  it('does not take a ledger for the one whose id it claims', async () => {
    const renamed = changed('consortium', (text) => text.replace('"name":"', '"name":"Other '));
    expect(codes(await auditOf(renamed))[0]).to.equal('governance_does_not_follow');
    expect(codes(await auditOf(without('genesis')))[0]).to.equal('governance_does_not_follow');
    const other = changed('participant/', (text) =>
      text.replace('"status":"active"', '"status":"suspended"'),
    );
    expect(other).to.not.deep.equal(lines);
    expect(codes(await auditOf(other))[0]).to.equal('governance_does_not_follow');
  });

  it('asks whether those signed whom the auditor trusts', async () => {
    expect(await auditOf(lines, trust)).to.deep.include({ findings: [], agreed: 1, ledger: trust.ledger });
    const [first, ...rest] = trust.organisations;
    const others = { ...trust, organisations: [{ ...first!, logKey: rest[0]!.logKey }, ...rest] };
    expect(codes(await auditOf(lines, others))).to.deep.equal(['trust_list_does_not_hold']);
    expect(codes(await auditOf(lines, { ...trust, ledger: '0'.repeat(64) }))).to.deep.equal([
      'trust_list_does_not_hold',
    ]);
    const file = await fileOf(`${ended(lines).join('\n')}\n`);
    const pin = async (list: TrustList) => fileOf(JSON.stringify({ versions: [{ list, signatures: [] }] }));
    const sound = await stl(['audit', '--export', file, '--trust', await pin(trust)]);
    expect([sound.code, sound.stdout.split('\n')[0]], sound.stderr).to.deep.equal([0, 'All of it holds.']);
    expect((await stl(['audit', '--export', file, '--trust', await pin(others)])).code).to.equal(1);
    expect((await stl(['audit', '--export', file, '--trust', file])).code).to.equal(1);
  });

  it('says so where nobody signed: taking the signatures out does not make it hold', async () => {
    const unsigned = without('cosign/');
    const report = await auditOf(unsigned);
    expect(report).to.deep.include({ agreed: 0, signed: 0, findings: [] });
    expect(soundText(report)).to.not.include('All of it holds');
    expect(codes(await auditOf(unsigned, trust))).to.deep.equal(['not_agreed']);
  });

  it('names what cannot be read at all, in place of failing', async () => {
    const report = await auditOf(changed('participant/', () => 'null'));
    expect(codes(report).slice(0, 2)).to.deep.equal(['governance_does_not_follow', 'not_read']);
    expect(report.findings[0]!.at).to.match(/^block \d+, transaction \d+, participant\//);
  });

  it('refuses whatever is not exactly what an export writes', async () => {
    const whole = ended(lines).join('\n');
    const damaged = {
      empty: '',
      'a blank line after the end': `${whole}\n\n`,
      'no line feed at the end': whole,
      'a second end': `${whole}\njunk\n${ended(lines).at(-1)!}\n`,
      'line ends of another system': `${whole}\n`.replaceAll('\n', '\r\n'),
    };
    for (const [what, text] of Object.entries(damaged)) {
      const file = await fileOf(text);
      const refused: unknown = await auditLedger(config, { file, signal, progress }).catch(
        (one: unknown) => one,
      );
      expect(refused, what).to.have.property('code', 'export_damaged');
      const dataDir = join(world.dir, 'restored');
      const run = { dataDir, keyDir: join(world.dir, 'orgs'), progress, signal };
      expect(await importLedger(file, run).catch((one: unknown) => one), what).to.have.property(
        'code',
        'export_damaged',
      );
    }
  });
});
