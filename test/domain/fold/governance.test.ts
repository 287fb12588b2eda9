import { expect } from 'chai';
import { text, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalBytes, canonicalText } from '../../../chaincode/domain/canonical.js';
import type { Action } from '../../../chaincode/domain/consortium/action.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { DoesNotFollow } from '../../../chaincode/domain/fold/does-not-follow.js';
import { entryAt, lists } from '../../../chaincode/domain/fold/list.js';
import type { LogEntry } from '../../../chaincode/domain/fold/log.js';
import { keys } from '../../../chaincode/domain/fold/state.js';
import { scorePolicy1 } from '../../../chaincode/domain/policies/score-policy-1.js';
import type { WorldStateWrite } from '../../support/folded-ledger.js';
import { FoldedLedger } from '../../support/folded-ledger.js';
import {
  approvalOf,
  gatewayOf,
  keyOf,
  newAdminKey,
  newConsortium,
  newParticipant,
  newSigner,
  now,
  signApproval,
  startLedger,
} from '../../support/consortium.js';
import { Governing } from '../../support/governing.js';
import type { MemoryLedger } from '../../support/memory-world-state.js';

const consortium = newConsortium();
const [platform, certifier, payments] = consortium.document.organisations as [
  Organisation,
  Organisation,
  Organisation,
];

describe('governance, folded', () => {
  let ledger: MemoryLedger;
  let governing: Governing;
  let folded: FoldedLedger;
  beforeEach(async () => {
    ledger = await startLedger(consortium);
    governing = new Governing(ledger, consortium);
    folded = new FoldedLedger();
  });

  const parameters: Action = { type: 'parameters.set', parameters: { demo: true, shiftedDays: 7 } };
  const carrier = newParticipant('fast-carrier', 'platform', ['carrier'], [newSigner()]);
  const leaf = (index: number): unknown =>
    JSON.parse((entryAt<LogEntry>(folded, lists.log, index) as { leaf: string }).leaf);
  const entry = (key: string): string => text(ledger.entries.get(key)!);

  it('gives the state that the chaincode has, from what was signed alone', async () => {
    const first = carrier.keys[0]!.kid;
    await governing.decide({ type: 'participant.register', participant: carrier });
    await governing.decide({ type: 'key.register', id: 'fast-carrier', key: keyOf(newSigner('Ed25519')) });
    await governing.decide({ type: 'key.revoke', id: 'fast-carrier', kid: first, reason: 'superseded' });
    await governing.decide({ type: 'policy.publish', policy: { ...scorePolicy1, version: 1 } });
    ledger.time += 60;
    await ledger.run('Seal', ['1'], gatewayOf('PlatformMSP'));
    const rotated = { ...platform, adminKey: newAdminKey(), name: 'Platform Ltd' };
    await governing.decide({
      type: 'organisations.set',
      organisations: [rotated, certifier, payments],
      k: 2,
    });
    await governing.decide(parameters);
    folded.follow(ledger);
    for (const key of ['consortium', 'epoch', 'policy/score/1', 'participant/fast-carrier'])
      expect(folded.get(key), key).to.deep.equal(JSON.parse(entry(key)));
    const proposals = [...ledger.entries.keys()].filter((key) => key.startsWith('proposal/'));
    expect(proposals).to.have.length(6);
    for (const key of proposals) expect(folded.get(key), key).to.deep.equal(JSON.parse(entry(key)));
    expect(folded.get(keys.trustList(2))).to.deep.include({
      list: (JSON.parse(entry('trust-list/2')) as { list: object }).list,
    });
  });

  it('leaves in the log what each organisation signed, in the order of their approval', async () => {
    const { id } = await governing.propose(parameters, 'payments');
    ledger.time += 60;
    await governing.approve(id, 'platform');
    folded.follow(ledger);
    const approvals = (key: string) => [entry(`${key}/platform`), entry(`${key}/certifier`)];
    expect(leaf(0)).to.deep.equal({
      approvals: approvals(`consortium-approval/${consortium.ledger}`),
      consortium: consortium.ledger,
      time: '2026-06-01T12:00:00Z',
    });
    expect(leaf(1)).to.deep.equal({
      approvals: [entry(`approval/${String(id)}/payments`), entry(`approval/${String(id)}/platform`)],
      proposal: id,
      time: '2026-06-01T12:01:00Z',
    });
  });

  describe('stops', () => {
    /** The newest transaction of the ledger, with other writes. */
    const changed = (
      change: (writes: WorldStateWrite[]) => WorldStateWrite[],
      time = ledger.time,
    ): DoesNotFollow => {
      folded.follow({ committed: ledger.committed.slice(0, -1) });
      const before = canonicalText(folded.entries());
      const { writes } = ledger.committed.at(-1)!;
      try {
        folded.take({ time, writes: change([...writes]) });
      } catch (error) {
        if (!(error instanceof DoesNotFollow)) throw error;
        expect(error.code).to.equal('does_not_follow');
        expect(canonicalText(folded.entries()), 'nothing of it is folded').to.equal(before);
        return error;
      }
      throw new Error('it was folded');
    };
    const json = (key: string, value: unknown): WorldStateWrite => ({ key, value: canonicalBytes(value) });
    const with_ = (write: WorldStateWrite) => (writes: WorldStateWrite[]) => [
      ...writes.filter(({ key }) => key !== write.key),
      write,
    ];
    const read = (key: string): Record<string, unknown> => JSON.parse(entry(key)) as Record<string, unknown>;

    it('at any entry that differs, is missing, is beside the others or comes twice', async () => {
      const { id } = await governing.propose(parameters);
      await governing.approve(id);
      const { writes } = ledger.committed.at(-1)!;
      expect(writes.map(({ key }) => key)).to.deep.equal([
        `approval/${String(id)}/certifier`,
        'consortium',
        `proposal/${String(id)}`,
      ]);
      const consortiumNow = read('consortium');
      for (const change of [
        with_(json('consortium', { ...consortiumNow, k: 1 })),
        with_(json('consortium', { ...consortiumNow, seq: 7 })),
        with_({ key: 'consortium', value: utf8(JSON.stringify(consortiumNow, null, 1)) }),
        with_(json(`proposal/${String(id)}`, { ...read(`proposal/${String(id)}`), proposer: 'payments' })),
        with_(json('participant/fast-carrier', carrier)),
        with_({ key: `kid/${carrier.keys[0]!.kid}`, value: utf8('fast-carrier') }),
        with_(json('epoch', { n: 9, time: '2026-06-01T12:00:00Z' })),
        with_({ key: 'unknown', value: utf8('') }),
        (all: WorldStateWrite[]) => all.filter(({ key }) => key !== 'consortium'),
        (all: WorldStateWrite[]) => all.filter(({ key }) => !key.startsWith('proposal/')),
        (all: WorldStateWrite[]) => [...all, all[1]!],
      ]) {
        folded = new FoldedLedger();
        changed(change);
      }
      folded = new FoldedLedger();
      expect(changed(with_(json('consortium', { ...consortiumNow, k: 1 })))).to.include({
        block: 3,
        tx: 0,
        key: 'consortium',
        reason: 'another value follows from what was signed',
      });
    });

    it('at an approval that is of no organisation, of another key, of another proposal, or none', async () => {
      const first = await governing.propose(parameters);
      const other = await governing.propose({ ...parameters, parameters: { demo: false } });
      const id = String(first['id']);
      await governing.approve(id);
      const approval =
        (jws: string, org = 'certifier') =>
        (writes: WorldStateWrite[]) => [
          ...writes.filter(({ key }) => !key.startsWith('approval/')),
          { key: `approval/${id}/${org}`, value: utf8(jws) },
        ];
      const replay = await signApproval(certifier, consortium.ledger, String(other['id']));
      for (const change of [
        approval(canonicalText({ org: 'certifier', time: '2026-06-01T12:00:00Z' })),
        approval(''),
        approval(await signApproval({ ...certifier, adminKey: newAdminKey() }, consortium.ledger, id)),
        approval(await signApproval({ ...payments, id: 'certifier' }, consortium.ledger, id)),
        approval(replay),
        approval(entry(`approval/${id}/platform`)),
        approval(await signApproval(certifier, '0'.repeat(64), id)),
        approval(await signApproval(certifier, consortium.ledger, id), 'payments'),
        approval(await signApproval(certifier, consortium.ledger, id, now + 301)),
        (writes: WorldStateWrite[]) =>
          writes.map((one) =>
            one.key.startsWith('approval/') ? { ...one, value: Uint8Array.of(0xff) } : one,
          ),
      ]) {
        folded = new FoldedLedger();
        expect(changed(change).key).to.match(/^(approval\/|consortium$)/);
      }
      // What was signed holds, but nothing of it may be done twice.
      ledger.committed.push(ledger.committed.at(-1)!);
      folded = new FoldedLedger();
      expect(changed((writes) => writes).reason).to.equal('proposal has been executed');
    });

    it('at what an organisation may not do alone, though it signed it', async () => {
      const { id } = await governing.propose({
        type: 'participant.status',
        id: 'demo-pay',
        status: 'suspended',
      });
      const participant = { ...read('participant/demo-pay'), status: 'suspended' };
      const found = changed((writes) => [
        ...writes.filter(({ key }) => !key.startsWith('proposal/')),
        json(`proposal/${String(id)}`, { ...read(`proposal/${String(id)}`), status: 'executed' }),
        json('participant/demo-pay', participant),
      ]);
      expect(found.key).to.match(/^(proposal|participant)\//);
    });

    it('at a key that was revoked at another time than that of its transaction', async () => {
      const { kid } = consortium.signers.get('demo-carrier')!;
      await governing.propose({ type: 'key.revoke', id: 'demo-carrier', kid, reason: 'compromised' });
      expect(changed((writes) => writes, now + 1).key).to.equal('participant/demo-carrier');
    });

    it('at a Seal that is not the next one, or not at the time of its transaction', async () => {
      ledger.time += 60;
      await ledger.run('Seal', ['1'], gatewayOf('PlatformMSP'));
      const seal = read('seal/1');
      for (const change of [
        with_(json('seal/1', { ...seal, k: 1, organisations: ['platform'] })),
        with_(json('epoch', { n: 2, time: seal['time'] })),
        (writes: WorldStateWrite[]) =>
          writes.map(({ key, value }) => (key === 'seal/1' ? { key: 'seal/2', value } : { key, value })),
        (writes: WorldStateWrite[]) => writes.filter(({ key }) => key !== 'epoch'),
        (writes: WorldStateWrite[]) => writes.filter(({ key }) => key !== 'seal/1'),
        with_({ key: 'seal/1', value: utf8('null') }),
      ]) {
        folded = new FoldedLedger();
        changed(change);
      }
      folded = new FoldedLedger();
      changed((writes) => writes, now + 61);
      folded = new FoldedLedger();
      expect(changed((writes) => writes, now).reason).to.equal('not later than the newest Seal');
    });
  });

  describe('stops at a founding', () => {
    type Change = (writes: WorldStateWrite[]) => WorldStateWrite[];
    /** The founding, with other writes of its last transaction. */
    const founded = (change: Change, first: Change = (writes) => writes): string => {
      const state = new FoldedLedger();
      const [one, two] = ledger.committed;
      try {
        state.take({ time: now, writes: first([...one!.writes]) });
        state.take({ time: now, writes: change([...two!.writes]) });
      } catch (error) {
        if (error instanceof DoesNotFollow) return error.reason;
        throw error;
      }
      return 'it was folded';
    };
    const without =
      (kind: string): Change =>
      (writes) =>
        writes.filter(({ key }) => !key.startsWith(kind));
    const same: Change = (writes) => writes;

    it('without k signed approvals of the document', async () => {
      expect(founded(same)).to.equal('it was folded');
      const jws = (writes: WorldStateWrite[], text: string) =>
        writes.map((one) =>
          one.key.startsWith('consortium-approval/') ? { ...one, value: utf8(text) } : one,
        );
      const stranger = await signApproval(
        { ...platform, adminKey: newAdminKey() },
        consortium.ledger,
        consortium.ledger,
      );
      // What nothing rests on yet cannot be judged; it is once something does.
      expect(founded(same, (writes) => jws(writes, stranger))).to.equal(
        "not signed by the organisation's admin key that is in force",
      );
      expect(founded(same, (writes) => jws(writes, '{"org":"platform"}'))).to.match(/header/);
      expect(founded((writes) => jws(writes, stranger))).to.not.equal('it was folded');
      const alone = new FoldedLedger();
      expect(() => alone.take({ time: now, writes: ledger.committed[1]!.writes })).to.throw(DoesNotFollow);
      const other = { ...consortium.document, nonce: '0'.repeat(64) };
      const [, elsewhere] = await approvalOf(other, certifier);
      expect(founded((writes) => jws(writes, elsewhere))).to.not.equal('it was folded');
    });

    it('of another document, or with entries that the document does not bring', () => {
      const swap =
        (kind: string, from: string, to: string): Change =>
        (writes) =>
          writes.map(({ key, value }) => ({
            key,
            value: key.startsWith(kind) ? utf8(text(value).replace(from, to)) : value,
          }));
      for (const change of [
        swap('genesis', '"demo":true', '"demo":false'),
        swap('genesis', '{', '{ '),
        swap('genesis', '{', ''),
        swap('consortium', '"demo":true', '"demo":false'),
        swap('participant/', '"active"', '"suspended"'),
        swap('kid/', 'demo', 'other'),
        swap('epoch', '"n":0', '"n":1'),
        without('genesis'),
        without('participant/demo-pay'),
        without('consortium-approval/'),
        without('epoch'),
        (writes: WorldStateWrite[]) => [
          ...writes,
          { key: 'participant/mole', value: canonicalBytes({ ...carrier, id: 'mole' }) },
        ],
      ])
        expect(founded(change)).to.not.equal('it was folded');
    });

    it('of a ledger that has one already', () => {
      folded.follow(ledger);
      const again = ledger.committed[1]!;
      expect(() => folded.take(again)).to.throw(DoesNotFollow, 'a consortium is in force');
    });
  });
});
