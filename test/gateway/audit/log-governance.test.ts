import { expect } from 'chai';
import { base64url, text, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { Action } from '../../../chaincode/domain/consortium/action.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { entryAt, lengthOf, lists } from '../../../chaincode/domain/fold/list.js';
import type { LogEntry } from '../../../chaincode/domain/fold/log.js';
import { readGenesis } from '../../../chaincode/domain/governance/genesis.js';
import { batchLeaf } from '../../../chaincode/domain/tlog/leaves.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { LogAudit, type LogMemo } from '../../../gateway/audit/audit-log.js';
import {
  gatewayOf,
  newAdminKey,
  newConsortium,
  newParticipant,
  newSigner,
  signApproval,
  startLedger,
} from '../../support/consortium.js';
import { FoldedLedger } from '../../support/folded-ledger.js';
import { Governing } from '../../support/governing.js';
import type { MemoryLedger } from '../../support/memory-world-state.js';
import { fulfilmentRecord, orderRecord } from '../../support/records.js';

interface GovernanceLeaf {
  approvals: string[];
  [member: string]: unknown;
}

const consortium = newConsortium();
const genesis = readGenesis(canonicalText(consortium.document), nodeCrypto.sha256);
const [platform, certifier, payments] = consortium.document.organisations as [
  Organisation,
  Organisation,
  Organisation,
];

/** Batches are taken to be a minute old. */
function leavesOf(ledger: MemoryLedger): string[] {
  const folded = new FoldedLedger();
  folded.follow(ledger);
  return Array.from({ length: lengthOf(folded, lists.log) }, (_, i) => {
    const entry = entryAt<LogEntry>(folded, lists.log, i)!;
    if (typeof entry !== 'string') return entry.leaf;
    const [line = ''] = text(ledger.entries.get(`batch/${entry}`)!).split('\n');
    return text(batchLeaf((JSON.parse(line) as { jws: string }).jws, ledger.time - 60));
  });
}

/** From outside there is only the log: what governs must follow from its leaves. */
describe('governance in the leaves of a log', () => {
  const signer = newSigner();
  const carrier = newParticipant('fast-carrier', 'platform', ['carrier'], [signer]);
  const parameters: Action = { type: 'parameters.set', parameters: { demo: true, shiftedDays: 7 } };
  let ledger: MemoryLedger;
  let leaves: string[];
  let ids: string[];

  before(async () => {
    ledger = await startLedger(consortium);
    const governing = new Governing(ledger, consortium);
    const state = async (iss: string, batch: Awaited<ReturnType<typeof consortium.signBatch>>) =>
      ledger.run('SubmitBatch', [], gatewayOf('PlatformMSP'), { batch: batch.bytes }).then(() => iss);
    await governing.decide({ type: 'participant.register', participant: carrier });
    await state('demo-platform', await consortium.signBatch('demo-platform', [orderRecord('a')]));
    await state(
      'fast-carrier',
      await consortium.signBatch('fast-carrier', [fulfilmentRecord('a')], { signer }),
    );
    const rotated = { ...platform, adminKey: newAdminKey() };
    await governing.decide({
      type: 'organisations.set',
      organisations: [rotated, certifier, payments],
      k: 2,
    });
    ledger.time += 60;
    await governing.decide(parameters);
    leaves = leavesOf(ledger);
    ids = leaves.flatMap((leaf) => (JSON.parse(leaf) as { proposal?: string }).proposal ?? []);
  });

  const findings = (of: readonly string[], beside?: ReadonlyMap<string, readonly string[]>): string[] => {
    const log = new LogAudit(nodeCrypto, genesis);
    log.add(of.map(utf8), beside);
    return log.findings.map(({ at, reason }) => `${at}: ${reason}`);
  };
  /** The leaves with another one at an index. */
  const changed = (at: number, change: (leaf: GovernanceLeaf) => object): string[] =>
    leaves.map((leaf, i) => (i === at ? canonicalText(change(JSON.parse(leaf) as GovernanceLeaf)) : leaf));
  const last = (): number => leaves.length - 1;
  const signed = async (by: Organisation, id: string | undefined): Promise<string> =>
    signApproval(by, consortium.ledger, id ?? '', ledger.time);

  it('holds where it is whole, also for an audit that goes on', () => {
    expect(leaves).to.have.length(6);
    expect(findings(leaves)).to.deep.equal([]);
    for (let cut = 1; cut < leaves.length; cut++) {
      const first = new LogAudit(nodeCrypto, genesis);
      first.add(leaves.slice(0, cut).map(utf8));
      const memo = JSON.parse(JSON.stringify(first.memo())) as LogMemo;
      const second = new LogAudit(nodeCrypto, genesis, memo);
      second.add(leaves.slice(cut).map(utf8));
      expect(second.findings, `behind ${cut}`).to.deep.equal([]);
    }
  });

  it('holds where others approved what its proposer could have done alone by then', async () => {
    const later = await startLedger(consortium);
    const governing = new Governing(later, consortium);
    const scope = { sellers: ['new-shop.one'] };
    const seller = newParticipant('one', 'platform', ['seller'], [newSigner()], scope);
    const { id, status } = await governing.propose({ type: 'participant.register', participant: seller });
    expect(status).to.equal('open');
    const shop = newParticipant('new-shop', 'platform', ['platform'], [newSigner()]);
    const alone = await governing.propose({ type: 'participant.register', participant: shop });
    expect(alone['status']).to.equal('executed');
    expect((await governing.approve(id))['status']).to.equal('executed');
    expect(findings(leavesOf(later))).to.deep.equal([]);
  });

  it('takes no key that no leaf has brought', () => {
    const without = leaves.filter((leaf) => !leaf.includes(ids[0] ?? ''));
    expect(findings(without)).to.deep.equal([`leaf 2: fast-carrier has no key ${signer.kid}`]);
  });

  it('needs the approvals of k organisations, each by its admin key at that point of the log', async () => {
    const id = ids[2];
    const { approvals } = JSON.parse(leaves[last()]!) as GovernanceLeaf;
    const with_ = (...given: readonly string[]) =>
      findings(changed(last(), (leaf) => ({ ...leaf, approvals: given })));
    expect(with_(approvals[0]!)).to.deep.equal([`leaf 5: fewer organisations approved than it takes`]);
    for (const jws of [
      // The key that the second proposal replaced, and another one's.
      await signed(platform, id),
      await signed({ ...payments, id: 'certifier' }, id),
      await signed(certifier, ids[0]),
      approvals[0]!,
      'a.b.c',
      '',
    ])
      expect(with_(approvals[0]!, jws), jws).to.have.length(1);
    expect(with_(...approvals, await signed(payments, id))).to.deep.equal([
      'leaf 5: more approvals than it took',
    ]);
    expect(with_(...[...approvals].reverse())).to.have.length(1);
    expect(with_()).to.have.length(1);
  });

  it('is of one proposal, executed once', () => {
    expect(findings([...leaves, leaves[last()]!])).to.deep.equal(['leaf 6: proposal exists']);
    const other = changed(last(), (leaf) => ({ ...leaf, proposal: ids[0] }));
    expect(findings(other)).to.deep.equal(['leaf 5: another proposal was signed']);
    const dropped = leaves.filter((leaf) => !leaf.includes(ids[1] ?? ''));
    expect(findings(dropped)).to.have.length(1);
  });

  it('begins with k approvals of the document, and has no second beginning', async () => {
    const first = (...approvals: readonly string[]) =>
      findings(changed(0, (leaf) => ({ ...leaf, approvals })));
    const { approvals } = JSON.parse(leaves[0]!) as GovernanceLeaf;
    expect(first(approvals[0]!)[0]).to.equal('leaf 0: fewer organisations approved than it takes');
    const stranger = { ...certifier, adminKey: newAdminKey() };
    expect(first(approvals[0]!, await signed(stranger, consortium.ledger))[0]).to.match(
      /^leaf 0: not signed by/,
    );
    expect(findings([...leaves, leaves[0]!])).to.deep.equal(['leaf 6: it founds another ledger']);
    expect(findings(changed(0, (leaf) => ({ ...leaf, consortium: '0'.repeat(64) })))[0]).to.equal(
      'leaf 0: it founds another ledger',
    );
    expect(findings(changed(0, (leaf) => ({ ...leaf, proposal: ids[0] })))[0]).to.equal(
      'leaf 0: it is no entry of such a log',
    );
  });

  it('is read beside a leaf that holds only hashes of what was signed', () => {
    const { approvals } = JSON.parse(leaves[last()]!) as GovernanceLeaf;
    const hashed = changed(last(), ({ proposal, time }) => ({
      approvalHashes: approvals.map((jws) => base64url(nodeCrypto.sha256(utf8(jws)))),
      ...{ proposal, time },
    }));
    const id = ids[2] as string;
    expect(findings(hashed, new Map([[id, approvals]]))).to.deep.equal([]);
    expect(findings(hashed)).to.deep.equal(['leaf 5: what was signed is not there']);
    expect(findings(hashed, new Map([[id, approvals.slice(1)]]))).to.deep.equal([
      'leaf 5: what was signed is not there',
    ]);
  });
});
