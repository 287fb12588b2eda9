import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { text } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { Action } from '../../../chaincode/domain/consortium/action.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { scorePolicy1 } from '../../../chaincode/domain/policies/score-policy-1.js';
import type { TrustList } from '../../../chaincode/domain/trust-list/list.js';
import {
  newAdminKey,
  newParticipant,
  newSigner,
  signApproval,
  startLedger,
} from '../../support/consortium.js';
import { failureOf } from '../../support/failure.js';
import { Governing } from '../../support/governing.js';
import type { MemoryLedger } from '../../support/memory-world-state.js';
import { stl } from '../../support/stl.js';
import { clock } from '../harness.js';
import { ended, withOneMore, type WriteLine } from './export-lines.js';
import { ExportedLedger } from './exported-ledger.js';

/** Blocks behind the newest agreed checkpoint, made by somebody who even holds the keys that blocks are signed with. */
describe('auditing and importing governance that somebody made up', () => {
  let exported: ExportedLedger;
  let lines: string[];
  let trust: TrustList;
  let platform: Organisation;
  let certifier: Organisation;
  let payments: Organisation;
  const action: Action = { type: 'parameters.set', parameters: { demo: false } };
  const mole = newParticipant('mole', 'platform', ['platform'], [newSigner()]);
  /** What a chaincode writes for a proposal and for its second approval. */
  let proposed: WriteLine[];
  let approved: WriteLine[];
  let other: string;
  let id: string;

  before(async () => {
    exported = await ExportedLedger.make();
    ({ lines, trust } = exported);
    const { world } = exported;
    const { document } = world.consortium;
    [platform, certifier, payments] = document.organisations as [Organisation, Organisation, Organisation];

    const beside = await startLedger(world.consortium);
    beside.time = clock();
    const governing = new Governing(beside, world.consortium);
    other = String((await governing.propose({ ...action, parameters: { demo: true } }, 'payments'))['id']);
    id = String((await governing.propose(action))['id']);
    proposed = newest(beside);
    await governing.approve(id);
    approved = newest(beside);
  });
  after(() => exported.remove());

  const newest = ({ committed }: MemoryLedger): WriteLine[] =>
    committed.at(-1)!.writes.map(({ key, value }) => ({ key, value: text(value) }));
  /** The export with blocks behind its end. */
  const withBlocks = async (...blocks: readonly WriteLine[][]): Promise<string> => {
    const made = blocks.reduce<string[]>(
      (all, writes) =>
        withOneMore(all, { transactions: [{ time: clock(), tx: 0, txId: `more-${all.length}`, writes }] }),
      lines,
    );
    return exported.fileOfLines(ended(made));
  };
  const audited = async (file: string) => (await exported.audit(file, trust)).findings;
  const json = (key: string, value: object): WriteLine => ({ key, value: canonicalText(value) });
  const inStead = (writes: readonly WriteLine[], one: WriteLine): WriteLine[] =>
    writes.map((write) => (write.key === one.key ? one : write));
  const approval = (value: string): WriteLine => ({ key: `approval/${id}/certifier`, value });

  it('takes what was signed, as it is', async () => {
    const file = await withBlocks(proposed, approved);
    expect(await audited(file)).to.deep.equal([]);
    const report = await exported.import(file, 'signed');
    expect(report.findings).to.deep.equal([]);
  });

  const made: readonly (readonly [
    what: string,
    at: RegExp,
    blocks: () => WriteLine[][] | Promise<WriteLine[][]>,
  ])[] = [
    ['a participant', /participant\/mole/, () => [[json('participant/mole', mole)]]],
    [
      'a participant with its key',
      /kid\/|participant\/mole/,
      () => [[json('participant/mole', mole), { key: `kid/${mole.keys[0]!.kid}`, value: 'mole' }]],
    ],
    ['a key of a participant', /kid\//, () => [[{ key: `kid/${'A'.repeat(43)}`, value: 'demo-platform' }]]],
    ['a policy', /policy\/score\/2/, () => [[json('policy/score/2', { ...scorePolicy1, version: 2 })]]],
    ['a consortium', /consortium/, () => [[json('consortium', { ...exported.consortium, k: 1 })]]],
    [
      'a trust list',
      /trust-list/,
      () => [[json('trust-list/2', { list: { ...trust, version: 2 }, signers: [] })]],
    ],
    ['an epoch', /epoch/, () => [[json('epoch', { n: 9, time: '2026-06-01T12:00:00Z' })]]],
    [
      'an executed proposal that nobody signed',
      /proposal\/|consortium/,
      () => [inStead(approved, approval('')).filter(({ key }) => !key.startsWith('approval/'))],
    ],
    [
      'a proposal of one organisation as if k had approved it',
      /proposal\/|consortium/,
      () => [[...proposed, ...approved.filter(({ key }) => key === 'consortium')]],
    ],
    [
      'an approval without a signature',
      /approval\//,
      () => [
        proposed,
        inStead(approved, approval(canonicalText({ org: 'certifier', time: '2026-06-01T12:00:00Z' }))),
      ],
    ],
    [
      "an approval by another organisation's key",
      /approval\//,
      async () => [
        proposed,
        inStead(
          approved,
          approval(await signApproval({ ...payments, id: 'certifier' }, trust.ledger, id, clock())),
        ),
      ],
    ],
    [
      'an approval by a made-up key',
      /approval\//,
      async () => [
        proposed,
        inStead(
          approved,
          approval(await signApproval({ ...certifier, adminKey: newAdminKey() }, trust.ledger, id, clock())),
        ),
      ],
    ],
    [
      "an approval with another proposal's signature",
      /approval\//,
      async () => [
        proposed,
        inStead(approved, approval(await signApproval(certifier, trust.ledger, other, clock()))),
      ],
    ],
    ['an approval twice', /approval\//, () => [proposed, approved, approved]],
    [
      'an approval by who proposed it',
      /approval\//,
      async () => [
        proposed,
        inStead(approved, approval(await signApproval(platform, trust.ledger, id, clock()))),
      ],
    ],
    ['an entry that no chaincode writes', /surprise/, () => [[{ key: 'surprise', value: '1' }]]],
    ['a jti without its batch', /jti\//, () => [[{ key: 'jti/demo-platform/next', value: 'A'.repeat(43) }]]],
  ];
  for (const [what, at, blocks] of made) {
    it(`finds ${what}, and imports nothing of it`, async () => {
      const file = await withBlocks(...(await blocks()), [...proposed]);
      const findings = await audited(file);
      expect(findings.map(({ code }) => code)).to.deep.equal(['governance_does_not_follow', 'not_read']);
      expect(findings[0]!.at).to.match(at);
      expect(findings[1]!.at).to.match(/^blocks \d+ to \d+$/);
      const refused = await failureOf(exported.import(file, 'refused'));
      expect(refused).to.have.property('code', 'does_not_hold');
      expect(refused)
        .to.have.nested.property('defects[0].reason')
        .that.includes('governance_does_not_follow');
      expect(await failureOf(access(join(exported.world.dir, 'refused')))).to.have.property('code', 'ENOENT');
    });
  }

  it('says so to whoever asks `stl audit`', async () => {
    const pin = await exported.fileOf(JSON.stringify({ versions: [{ list: trust, signatures: [] }] }));
    const file = await withBlocks([json('participant/mole', mole)]);
    const { code, stdout, stderr } = await stl(['audit', '--export', file, '--trust', pin]);
    expect(code, stderr).to.equal(1);
    expect(stdout + stderr)
      .to.include('governance_does_not_follow')
      .and.not.include('All of it holds');
  });
});
