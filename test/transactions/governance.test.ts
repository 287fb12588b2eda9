import { expect } from 'chai';
import { scorePolicy1 } from '../../chaincode/domain/policies/score-policy-1.js';
import { newestFold } from '../../chaincode/domain/fold-version.js';
import { utf8 } from '../../chaincode/domain/bytes.js';
import { Refusal } from '../../chaincode/domain/errors.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { Action, Proposal } from '../../chaincode/domain/consortium/action.js';
import { transactions } from '../../chaincode/transactions/index.js';
import { parseSignedGovernance } from '../../chaincode/domain/governance/signed.js';
import type { Organisation } from '../../chaincode/domain/consortium/document.js';
import type { Caller } from '../../chaincode/world-state.js';
import {
  admin,
  adminOf,
  approvalOf,
  gatewayOf,
  keyOf,
  newAdminKey,
  newConsortium,
  newOrganisation,
  newParticipant,
  newSigner,
  now,
  signApproval,
  signProposal,
  startLedger,
  firstKinds,
} from '../support/consortium.js';
import { Governing } from '../support/governing.js';
import { MemoryLedger } from '../support/memory-world-state.js';
import { orderRecord } from '../support/records.js';
import { expectRefusal } from '../support/refusal.js';

const consortium = newConsortium(firstKinds);
const platform = admin('PlatformMSP');
const certifier = admin('CertifierMSP');

interface Call {
  readonly args: readonly string[];
  readonly by: Caller;
}

describe('InitConsortium', () => {
  const document = canonicalText(consortium.document);
  const [first, second, third] = consortium.document.organisations as [
    Organisation,
    Organisation,
    Organisation,
  ];
  /** An organisation's approval of the document, or of another one. */
  const approval = async (organisation: Organisation, other = consortium.document) =>
    (await approvalOf(other, organisation))[1];
  const init = async (ledger: MemoryLedger, organisation: Organisation, change: Partial<Call> = {}) => {
    const { args = await approvalOf(consortium.document, organisation), by = admin(organisation.mspId) } =
      change;
    return ledger.run('InitConsortium', args, by);
  };

  it('takes effect with the k-th approval of the same document', async () => {
    const ledger = new MemoryLedger(now);
    expect(await init(ledger, first)).to.deep.equal({
      active: false,
      approvals: ['platform'],
      ledger: consortium.ledger,
    });
    await expectRefusal('not_initialised', () => ledger.run('GetConsortium', [], platform));
    expect(await ledger.run('GetFoundingApprovals', [document], platform)).to.deep.equal({
      approvals: ['platform'],
      ledger: consortium.ledger,
    });
    // Laid out otherwise it is the same document.
    const laidOut = JSON.stringify(JSON.parse(document), null, 2);
    const jws = await approval(third);
    expect(await init(ledger, third, { args: [laidOut, jws] })).to.include({ active: true });
    expect(await ledger.run('GetConsortium', [], platform)).to.include({ ledger: consortium.ledger, seq: 0 });
    expect(await ledger.run('GetParticipant', ['demo-pay'], platform)).to.include({ id: 'demo-pay' });
    const entry = (key: string) => new TextDecoder().decode(ledger.entries.get(key));
    expect(entry('genesis')).to.equal(document);
    expect(entry(`consortium-approval/${consortium.ledger}/payments`)).to.equal(jws);
    await expectRefusal('already_initialised', () => init(ledger, second));
  });

  it('does not add up approvals of different documents, or of one organisation', async () => {
    const ledger = new MemoryLedger(now);
    await init(ledger, first);
    await expectRefusal('already_approved', () => init(ledger, first));
    const other = { ...consortium.document, nonce: '0'.repeat(64) };
    expect(await init(ledger, second, { args: await approvalOf(other, second) })).to.include({
      active: false,
    });
  });

  it('is refused to a gateway and to strangers', async () => {
    const ledger = new MemoryLedger(now);
    await expectRefusal('admin_required', () => init(ledger, first, { by: gatewayOf('PlatformMSP') }));
    await expectRefusal('organisation_unknown', () => init(ledger, first, { by: admin('EvilMSP') }));
  });

  it('takes no approval but the one that the admin key in the document signed', async () => {
    const ledger = new MemoryLedger(now);
    const refused = (code: string, jws: string) =>
      expectRefusal(code, () => init(ledger, first, { args: [document, jws] }));
    // Another organisation's, carried by this one's administrator.
    await refused('organisation_unknown', await approval(second));
    const stranger = newOrganisation('platform', 'PlatformMSP', []);
    await refused('key_unknown', await approval(stranger));
    const other = { ...consortium.document, nonce: '0'.repeat(64) };
    await refused('audience_mismatch', await approval(first, other));
    await refused('audience_mismatch', await signApproval(first, consortium.ledger, '0'.repeat(64)));
    await refused('time_window', await signApproval(first, consortium.ledger, consortium.ledger, now + 301));
    await refused('jws_malformed', '{}');
    await expectRefusal('document_schema', () => init(ledger, first, { args: [document] }));
    expect(ledger.entries.size).to.equal(0);
  });

  const { participants } = consortium.document;
  const member = participants[0]!;
  const bad: readonly (readonly [what: string, code: string, change: object])[] = [
    ['a threshold of no majority', 'document_schema', { k: 1 }],
    ['a threshold nobody can reach', 'document_schema', { k: 4 }],
    ['an unknown member', 'document_schema', { extra: 1 }],
    ['a role that does not exist', 'document_schema', { authority: { king: ['order'] } }],
    [
      'two organisations of one id',
      'document_schema',
      { organisations: [first, { ...newOrganisation('platform', 'OtherMSP', []) }], k: 2 },
    ],
    [
      'two organisations of one MSP',
      'document_schema',
      { organisations: [first, newOrganisation('other', 'PlatformMSP', [])], k: 2 },
    ],
    [
      'one key for two purposes',
      'document_schema',
      { organisations: [{ ...first, logKey: first.cosignerKey }], k: 1, participants: [] },
    ],
    [
      'a log key of small order',
      'key_unacceptable',
      { organisations: [{ ...first, logKey: 'A'.repeat(43) }], k: 1, participants: [] },
    ],
    [
      'a sign key with another kid',
      'key_unacceptable',
      {
        organisations: [{ ...first, signKey: { ...first.signKey, kid: 'A'.repeat(43) } }],
        k: 1,
        participants: [],
      },
    ],
    [
      'an admin key with another kid',
      'key_unacceptable',
      {
        organisations: [{ ...first, adminKey: { ...first.adminKey, kid: 'A'.repeat(43) } }],
        k: 1,
        participants: [],
      },
    ],
    [
      'an admin key that is off the curve',
      'key_unacceptable',
      {
        organisations: [{ ...first, adminKey: { ...first.adminKey, y: first.adminKey.x } }],
        k: 1,
        participants: [],
      },
    ],
    [
      "the gateway's own key as admin key",
      'document_schema',
      { organisations: [{ ...first, adminKey: first.signKey }], k: 1, participants: [] },
    ],
    [
      "a participant's key as admin key",
      'document_schema',
      { participants: [{ ...member, keys: [keyOf(adminOf(second))] }] },
    ],
    ['no admin key', 'document_schema', { organisations: [{ ...first, adminKey: undefined }], k: 1 }],
    ['a participant of no organisation', 'document_schema', { participants: [{ ...member, org: 'nobody' }] }],
    ['a participant twice', 'document_schema', { participants: [member, { ...member, keys: [] }] }],
    ['one key of two participants', 'document_schema', { participants: [member, { ...member, id: 'twin' }] }],
    [
      'a seller that names no seller ids',
      'document_schema',
      { participants: [{ ...member, roles: ['seller'] }] },
    ],
    ['a policy that starts at version 2', 'document_schema', { policies: [{ ...scorePolicy1, version: 2 }] }],
    [
      'a score policy that no gateway could read',
      'document_schema',
      { policies: [{ name: 'score', version: 1, body: {} }] },
    ],
    [
      'a policy that has no schema yet',
      'document_schema',
      { policies: [scorePolicy1, { name: 'alerts', version: 1, body: {} }] },
    ],
  ];
  for (const [what, code, change] of bad) {
    it(`refuses ${what}`, async () => {
      const changed = canonicalText({ ...consortium.document, ...change });
      const args = [changed, await approval(first)];
      await expectRefusal(code, () => init(new MemoryLedger(now), first, { args }));
    });
  }
});

describe('proposals', () => {
  let ledger: MemoryLedger;
  let governing: Governing;
  beforeEach(async () => {
    ledger = await startLedger(consortium);
    governing = new Governing(ledger, consortium);
  });

  const propose = (action: Action, by = 'platform', change: Partial<Proposal> = {}, caller?: Caller) =>
    governing.propose(action, by, { base: 0, ...change }, caller);
  const approve = (id: unknown, by = 'certifier', caller?: Caller) => governing.approve(id, by, caller);
  const seqNow = async () => (await ledger.run('GetConsortium', [], platform))['seq'];
  const parameters: Action = { type: 'parameters.set', parameters: { demo: true, shiftedDays: 7 } };

  it('execute once k organisations approve, and then move seq', async () => {
    const { id, ...opened } = await propose(parameters);
    expect(opened).to.include({ proposer: 'platform', status: 'open' });
    expect(await ledger.run('GetConsortium', [], platform)).to.deep.include({ parameters: { demo: true } });
    expect(await approve(id)).to.deep.include({ approvals: ['platform', 'certifier'], status: 'executed' });
    expect(await ledger.run('GetConsortium', [], platform)).to.deep.include({
      parameters: { demo: true, shiftedDays: 7 },
      seq: 1,
    });
    await expectRefusal('proposal_stale', () => approve(id, 'payments'));
    expect(await seqNow()).to.equal(1);
  });

  it('count one approval per organisation', async () => {
    const { id } = await propose(parameters);
    await expectRefusal('already_approved', () => approve(id, 'platform'));
    expect(await ledger.run('GetProposal', [id as string], platform)).to.include({ status: 'open' });
  });

  it('are carried by any client of the consortium, and by no stranger', async () => {
    const { id } = await propose(parameters, 'platform', {}, gatewayOf('PaymentsMSP'));
    await expectRefusal('organisation_unknown', () => approve(id, 'certifier', admin('EvilMSP')));
    await expectRefusal('organisation_unknown', () =>
      propose(parameters, 'platform', {}, gatewayOf('EvilMSP')),
    );
    const approved = await approve(id, 'certifier', gatewayOf('PlatformMSP'));
    expect(approved).to.deep.include({ approvals: ['platform', 'certifier'], status: 'executed' });
    await expectRefusal('proposal_unknown', () => approve('0'.repeat(64)));
  });

  it('keep what each organisation signed, as it was signed', async () => {
    const { id } = await propose(parameters);
    await approve(id);
    const entry = (org: string) =>
      new TextDecoder().decode(ledger.entries.get(`approval/${String(id)}/${org}`));
    expect(parseSignedGovernance(entry('platform'))).to.deep.include({ type: 'proposal', org: 'platform' });
    expect(parseSignedGovernance(entry('certifier'))).to.deep.include({ type: 'approval', proposal: id });
  });

  it('count for nobody but who signed: no administrator, gateway or member signs for another', async () => {
    const { id } = await propose(parameters);
    const [platformOrg, certifierOrg] = consortium.document.organisations as [Organisation, Organisation];
    const carried = (jws: string, name = 'Approve') => ledger.run(name, [jws], certifier);
    const named = { ...platformOrg, id: 'certifier' };
    await expectRefusal('key_unknown', async () =>
      carried(await signApproval(named, consortium.ledger, id as string)),
    );
    const bySignKey = { ...certifierOrg, adminKey: newAdminKey() };
    await expectRefusal('key_unknown', async () =>
      carried(await signApproval(bySignKey, consortium.ledger, id as string)),
    );
    await expectRefusal('audience_mismatch', async () =>
      carried(await signApproval(certifierOrg, '0'.repeat(64), id as string)),
    );
    await expectRefusal('time_window', async () =>
      carried(await signApproval(certifierOrg, consortium.ledger, id as string, now + 301)),
    );
    // The document and the id, as they were given before there were signatures.
    await expectRefusal('jws_malformed', () => carried(id as string));
    // One kind of word is not the other.
    const approval = await signApproval(certifierOrg, consortium.ledger, id as string);
    await expectRefusal('jws_malformed', () => carried(approval, 'Propose'));
    expect(await ledger.run('GetProposal', [id as string], platform)).to.deep.include({
      approvals: ['platform'],
    });
    await carried(approval);
    await expectRefusal('proposal_stale', () => carried(approval));
  });

  it('are signed by the admin key in force: one that was replaced approves nothing more', async () => {
    const open = await propose(parameters);
    const [first, ...others] = consortium.document.organisations as [Organisation, ...Organisation[]];
    const rotated = { ...first, adminKey: newAdminKey() };
    const { id } = await propose({ type: 'organisations.set', organisations: [rotated, ...others], k: 2 });
    await approve(id);
    await expectRefusal('proposal_stale', () => approve(open['id'], 'payments'));
    const expires = '2026-06-02T12:00:00Z';
    const next: Proposal = { ledger: consortium.ledger, seq: 90, base: 1, action: parameters, expires };
    await expectRefusal('key_unknown', async () =>
      ledger.run('Propose', [await signProposal(first, next)], platform),
    );
    expect(await ledger.run('Propose', [await signProposal(rotated, next)], platform)).to.include({
      status: 'open',
    });
    // Nor does it come back as a participant's key, or the other way round.
    const taken = { ...newParticipant('odd', 'platform', ['carrier'], []), keys: [keyOf(adminOf(rotated))] };
    await expectRefusal('exists', () =>
      propose({ type: 'participant.register', participant: taken }, 'platform', { base: 1 }),
    );
    const { jwk, kid } = consortium.signers.get('demo-carrier')!;
    if (jwk.kty !== 'EC') throw new Error('an ES256 key is an EC key');
    const borrowed = { ...rotated, adminKey: { kid, x: jwk.x, y: jwk.y } };
    const [defect] = await expectRefusal('exists', () =>
      propose({ type: 'organisations.set', organisations: [borrowed, ...others], k: 2 }, 'platform', {
        base: 1,
      }),
    );
    expect(defect?.pointer).to.equal('/action/organisations/0/adminKey');
  });

  it('go stale when another executes first', async () => {
    const late = await propose({ type: 'authority.set', authority: {} });
    const { id } = await propose(parameters);
    await approve(id);
    await expectRefusal('proposal_stale', () => approve(late['id']));
    expect(await ledger.run('GetProposal', [late['id'] as string], platform)).to.include({ status: 'stale' });
    await expectRefusal('proposal_stale', () => propose(parameters));
    expect(await propose(parameters, 'platform', { base: 1 })).to.include({ status: 'open' });
  });

  it('expire', async () => {
    const { id } = await propose(parameters);
    ledger.time = now + 86_400;
    expect(await ledger.run('GetProposal', [id as string], platform)).to.include({ status: 'open' });
    ledger.time++;
    expect(await ledger.run('GetProposal', [id as string], platform)).to.include({ status: 'expired' });
    await expectRefusal('proposal_expired', () => approve(id));
    await expectRefusal('proposal_expired', () =>
      propose(parameters, 'platform', { expires: '2026-06-02T12:00:00Z' }),
    );
  });

  it('are refused for another ledger, a second time, or out of form', async () => {
    const elsewhere = { ledger: '0'.repeat(64) };
    await expectRefusal('audience_mismatch', () => propose(parameters, 'platform', elsewhere));
    const proposal: Proposal = {
      ...{ ledger: consortium.ledger, seq: 50, base: 0, action: parameters },
      expires: '2026-06-02T12:00:00Z',
    };
    await governing.submit(proposal);
    await expectRefusal('exists', () => governing.submit(proposal, 'certifier'));
    await expectRefusal('document_schema', () => propose({ type: 'coup' } as never));
    await expectRefusal('document_schema', () =>
      propose(parameters, 'platform', { expires: '2026-02-30T00:00:00Z' }),
    );
    await expectRefusal('jws_malformed', () => ledger.run('Propose', ['{"base":0'], platform));
    await expectRefusal('document_schema', () => ledger.run('Propose', [], platform));
    await expectRefusal('document_schema', () => ledger.run('Approve', [], platform));
  });

  it('keep policies create-only and consecutive', async () => {
    const publish = (version: number, base: number) =>
      propose({ type: 'policy.publish', policy: { ...scorePolicy1, version } }, 'platform', { base });
    await expectRefusal('document_schema', () => publish(2, 0));
    await approve((await publish(1, 0))['id']);
    await approve((await publish(2, 1))['id']);
    await expectRefusal('exists', () => publish(2, 2));
    // A policy that cannot be read, once in force, would leave every seller without a score.
    const unreadable = { ...scorePolicy1, version: 3, body: { ...scorePolicy1.body, bands: [] } };
    await expectRefusal('document_schema', () =>
      propose({ type: 'policy.publish', policy: unreadable }, 'platform', { base: 2 }),
    );
    const [defect] = await expectRefusal('document_schema', () =>
      propose({ type: 'policy.publish', policy: { name: 'lenses', version: 1, body: {} } }, 'platform', {
        base: 2,
      }),
    );
    expect(defect?.pointer).to.equal('/action/policy/name');
    expect(await ledger.run('GetConsortium', [], platform)).to.deep.include({ policies: { score: 2 } });
    expect([...ledger.entries.keys()]).to.include.members(['policy/score/1', 'policy/score/2']);
  });

  it('keep a majority when organisations change, and take approvals by the new ones only', async () => {
    const organisations = consortium.document.organisations.slice(0, 2);
    await expectRefusal('document_schema', () => propose({ type: 'organisations.set', organisations, k: 1 }));
    await approve((await propose({ type: 'organisations.set', organisations, k: 2 }))['id']);
    await expectRefusal('organisation_unknown', () => propose(parameters, 'payments', { base: 1 }));
    const batch = await consortium.signBatch('demo-pay', [orderRecord('1')]);
    await expectRefusal('issuer_not_active', () =>
      ledger.run('SubmitBatch', [], gatewayOf('PlatformMSP'), { batch: batch.bytes }),
    );
  });

  it('move the fold version only forward, from an epoch that is not sealed', async () => {
    const activate = (version: number, fromEpoch: number) =>
      propose({ type: 'fold.activate', fold: { version, fromEpoch } });
    await expectRefusal('document_schema', () => activate(1, 5));
    await expectRefusal('document_schema', () => activate(2, 0));
    expect(await activate(2, 1)).to.include({ status: 'open' });
  });

  it('activate fold versions one by one, and none that this chaincode lacks', async () => {
    const activate = (version: number, fromEpoch: number, base: number) =>
      propose({ type: 'fold.activate', fold: { version, fromEpoch } }, 'platform', { base });
    await expectRefusal('document_schema', () => activate(newestFold + 1, 1, 0));
    await approve((await activate(2, 3, 0))['id']);
    // Version 2 is still to come: the next may be postponed, but no other one may be put in its place.
    await expectRefusal('document_schema', () => activate(3, 3, 1));
    await approve((await activate(2, 4, 1))['id']);
    ledger.entries.set('epoch', utf8('{"n":4,"time":"2026-06-01T11:00:00Z"}'));
    await expectRefusal('document_schema', () => activate(2, 5, 2));
    expect(await ledger.run('GetConsortium', [], platform)).to.deep.include({
      fold: { version: 2, fromEpoch: 4 },
    });
  });

  it('enable no kind of record that this chaincode does not know', async () => {
    const { authority } = consortium.document;
    const defects = await expectRefusal('document_schema', () =>
      propose({ type: 'authority.set', authority: { ...authority, carrier: ['fulfilment', 'teleport'] } }),
    );
    expect(defects.map(({ pointer }) => pointer)).to.deep.equal(['/action/authority/carrier/1']);
    expect(() => newConsortium({ authority: { ...authority, carrier: ['teleport'] } })).to.throw(Refusal);
    expect(() => newConsortium({ fold: { version: 1, fromEpoch: 2 } })).to.throw(Refusal);
    expect(() => newConsortium({ fold: { version: newestFold + 1, fromEpoch: 0 } })).to.throw(Refusal);
  });

  describe('by one organisation alone', () => {
    const carrier = newParticipant('fast-carrier', 'platform', ['carrier'], [newSigner()]);
    const seller = (name: string, ids: string[], change = {}) => ({
      ...newParticipant(name, 'platform', ['seller'], [newSigner()], { sellers: ids }),
      ...change,
    });
    const register = (participant: object): Action => ({
      type: 'participant.register',
      participant: participant as never,
    });

    it('register its own participants within its roles at once, and leave seq alone', async () => {
      const open = await propose(parameters);
      expect(await propose(register(carrier), 'platform', { base: 99 })).to.include({ status: 'executed' });
      expect(await ledger.run('GetParticipant', ['fast-carrier'], platform)).to.deep.equal(carrier);
      expect(await seqNow()).to.equal(0);
      expect(await approve(open['id'])).to.include({ status: 'executed' });
    });

    it('register sellers of its own platforms, not of others', async () => {
      expect(await propose(register(seller('s1', ['demo-platform.a', 'demo-platform.b'])))).to.include({
        status: 'executed',
      });
      expect(await propose(register(seller('s2', ['demo-platform.a', 'other.b'])))).to.include({
        status: 'open',
      });
      expect(await propose(register(seller('s3', ['demo-pay.b'])))).to.include({ status: 'open' });
    });

    it('need the others for roles, accreditation or organisations beyond its own', async () => {
      const accreditation = [
        {
          body: 'DAkkS',
          number: 'D-1',
          schemes: ['ce'],
          from: '2026-01-01T00:00:00Z',
          until: '2027-01-01T00:00:00Z',
        },
      ];
      for (const participant of [
        { ...carrier, roles: ['arbiter'] },
        { ...carrier, org: 'certifier' },
        { ...carrier, accreditation },
        { ...carrier, status: 'suspended' },
      ])
        expect(await propose(register(participant))).to.include({ status: 'open' });
    });

    it("suspend, but not reinstate or end, its own and nobody else's participants", async () => {
      const set = (id: string, status: 'active' | 'suspended' | 'ended'): Action => ({
        type: 'participant.status',
        id,
        status,
      });
      expect(await propose(set('demo-carrier', 'suspended'))).to.include({ status: 'executed' });
      expect(await propose(set('demo-carrier', 'active'))).to.include({ status: 'open' });
      expect(await propose(set('demo-carrier', 'ended'))).to.include({ status: 'open' });
      expect(await propose(set('demo-certifier', 'suspended'))).to.include({ status: 'open' });
      await expectRefusal('not_found', () => propose(set('nobody', 'suspended')));
    });

    it('revoke its own keys from a block on, and later only from an earlier one', async () => {
      const kid = consortium.signers.get('demo-carrier')!.kid;
      const revoke: Action = {
        type: 'key.revoke',
        id: 'demo-carrier',
        kid,
        reason: 'compromised',
        fromBlock: 7,
      };
      expect(await propose(revoke, 'certifier')).to.include({ status: 'open' });
      expect(await propose(revoke)).to.include({ status: 'executed' });
      const { keys } = (await ledger.run('GetParticipant', ['demo-carrier'], platform)) as never as {
        keys: { revoked: object }[];
      };
      expect(keys[0]?.revoked).to.deep.equal({
        at: '2026-06-01T12:00:00Z',
        fromBlock: 7,
        reason: 'compromised',
      });
      await expectRefusal('exists', () => propose(revoke));
      await expectRefusal('exists', () => propose({ ...revoke, fromBlock: 8 }));
      const { fromBlock, ...without } = revoke;
      expect(fromBlock).to.equal(7);
      await expectRefusal('exists', () => propose(without));
      expect(await propose({ ...revoke, fromBlock: 5 })).to.include({ status: 'executed' });
      await expectRefusal('exists', () => propose({ ...revoke, fromBlock: 6 }));
      await expectRefusal('not_found', () => propose({ ...revoke, kid: 'A'.repeat(43) }));
    });

    it('revoke a key from a block that it replaced in the ordinary way before', async () => {
      const kid = consortium.signers.get('demo-carrier')!.kid;
      await propose({ type: 'key.revoke', id: 'demo-carrier', kid, reason: 'superseded' });
      const stolen = { type: 'key.revoke', id: 'demo-carrier', kid, reason: 'compromised', fromBlock: 3 };
      ledger.time += 3_600;
      expect(await propose(stolen as Action)).to.include({ status: 'executed' });
      const { keys } = (await ledger.run('GetParticipant', ['demo-carrier'], platform)) as never as {
        keys: { revoked: object }[];
      };
      expect(keys[0]?.revoked).to.deep.equal({
        at: '2026-06-01T12:00:00Z',
        fromBlock: 3,
        reason: 'compromised',
      });
    });

    it('register keys of its sellers; keys of others take k', async () => {
      await propose(register(seller('s1', ['demo-platform.a'])));
      const add = (id: string): Action => ({ type: 'key.register', id, key: keyOf(newSigner('Ed25519')) });
      expect(await propose(add('s1'))).to.include({ status: 'executed' });
      expect(await propose(add('s1'), 'certifier')).to.include({ status: 'open' });
      const { id } = await propose(add('demo-carrier'));
      expect(await approve(id)).to.include({ status: 'executed' });
    });

    it('cannot register a key twice, for itself or for another participant', async () => {
      const key = keyOf(consortium.signers.get('demo-certifier')!);
      await expectRefusal('exists', () => propose({ type: 'key.register', id: 'demo-carrier', key }));
      await expectRefusal('exists', () => propose(register({ ...carrier, keys: [key] })));
    });

    it('cannot register a bad key, a taken id, or into an unknown organisation', async () => {
      const odd = { ...keyOf(newSigner()), kid: 'A'.repeat(43) };
      await expectRefusal('key_unacceptable', () =>
        propose({ type: 'key.register', id: 'demo-carrier', key: odd }),
      );
      await expectRefusal('exists', () => propose(register({ ...carrier, id: 'demo-pay' })));
      await expectRefusal('organisation_unknown', () => propose(register({ ...carrier, org: 'nobody' })));
    });

    it('cannot bring back a participant that has ended', async () => {
      await approve(
        (await propose({ type: 'participant.status', id: 'demo-carrier', status: 'ended' }))['id'],
      );
      await expectRefusal('issuer_not_active', () =>
        propose({ type: 'participant.status', id: 'demo-carrier', status: 'active' }, 'platform', {
          base: 1,
        }),
      );
    });
  });

  it('update roles, scope, accreditation and validity only by k', async () => {
    const update: Action = {
      type: 'participant.update',
      id: 'demo-certifier',
      scope: { schemes: ['ce.toys'], jurisdictions: ['DE'] },
      validUntil: '2026-12-31T00:00:00Z',
    };
    const { id } = await propose(update, 'certifier');
    expect(await ledger.run('GetParticipant', ['demo-certifier'], platform)).to.deep.include({ scope: {} });
    await approve(id, 'platform');
    expect(await ledger.run('GetParticipant', ['demo-certifier'], platform)).to.deep.include({
      scope: { schemes: ['ce.toys'], jurisdictions: ['DE'] },
      validUntil: '2026-12-31T00:00:00Z',
    });
    await expectRefusal('document_schema', () =>
      propose({ ...update, validUntil: '2010-01-01T00:00:00Z' }, 'certifier', { base: 1 }),
    );
  });
});

describe('transactions by name', () => {
  it('are those of the ledger and nothing of Object.prototype', () => {
    expect(transactions['constructor']).to.equal(undefined);
    expect(Object.keys(transactions).sort()).to.deep.equal([
      'Approve',
      'Cosign',
      'GetBatch',
      'GetConsortium',
      'GetFoundingApprovals',
      'GetParticipant',
      'GetProposal',
      'InitConsortium',
      'Propose',
      'Seal',
      'SignTrustList',
      'SubmitBatch',
      'SubmitBatches',
    ]);
  });
});
