import { expect } from 'chai';
import type { TrustList } from '../../../chaincode/domain/trust-list/list.js';
import type { LedgerReport } from '../../../gateway/audit/audit-ledger.js';
import { soundText } from '../../../gateway/cli/commands/proofs/audit.js';
import { failureOf } from '../../support/failure.js';
import { stl } from '../../support/stl.js';
import { ended, rewritten, type WriteLine } from './export-lines.js';
import { ExportedLedger } from './exported-ledger.js';

/** Exports as somebody would make them up who wants them to look whole. */
describe('auditing what somebody made up', () => {
  let exported: ExportedLedger;
  let lines: string[];
  let trust: TrustList;

  before(async () => {
    exported = await ExportedLedger.make();
    ({ lines, trust } = exported);
  });
  after(() => exported.remove());

  const auditOf = async (made: readonly string[], trusted?: TrustList): Promise<LedgerReport> =>
    exported.audit(await exported.fileOfLines(ended(made)), trusted);
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
    const file = await exported.fileOfLines(ended(lines));
    const pin = async (list: TrustList) =>
      exported.fileOf(JSON.stringify({ versions: [{ list, signatures: [] }] }));
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
      const file = await exported.fileOf(text);
      expect(await failureOf(exported.audit(file)), what).to.have.property('code', 'export_damaged');
      expect(await failureOf(exported.import(file)), what).to.have.property('code', 'export_damaged');
    }
  });
});
