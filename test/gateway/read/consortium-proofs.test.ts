import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  checkDecisionProof,
  checkEntryProof,
  checkSealProof,
  type DecisionProof,
  type EntryProof,
  type ProposalView,
  type SealProof,
  type Trust,
} from '../../../gateway/sdk/client/index.js';
import { proposeAction } from '../../../gateway/cli/frame/governing.js';
import type { Gateway } from '../../../gateway/start/server.js';
import type { Action } from '../../../chaincode/domain/consortium/action.js';
import { newAdminKey, newParticipant, newSigner } from '../../support/consortium.js';
import { neverHolds } from '../../support/never-holds.js';
import { refused } from '../../support/refused.js';
import { stl } from '../../support/stl.js';
import { World } from '../harness.js';

const suspended: Action = { type: 'participant.status', id: 'demo-carrier', status: 'suspended' };

describe('proofs of what the consortium is, decided and agreed on', () => {
  let world: World;
  let gateway: Gateway;
  let trust: Trust;

  before(async () => {
    world = await World.found();
    gateway = await world.start();
    trust = world.trust;
    await world.decide(gateway, suspended);
    await world.decide(gateway, { type: 'witnesses.set', witnesses: [], quorum: 0 });
  });
  after(async () => {
    await gateway?.close();
    await world?.remove();
  });

  const get = async <T>(path: string): Promise<T> => (await (await world.client(gateway)).get<T>(path)).value;
  const proposals = async (): Promise<readonly ProposalView[]> =>
    (await get<{ items: readonly ProposalView[] }>('/v1/proposals')).items;
  const idOf = async (type: Action['type']): Promise<string> =>
    (await proposals()).find(({ proposal }) => proposal.action.type === type)?.id ?? '';

  it('says that nothing is sealed yet before the first Seal', async () => {
    expect(await refused(get('/v1/consortium/proof'))).to.equal('not_sealed');
    expect(await refused(get('/v1/participants/demo-pay/proof'))).to.equal('not_sealed');
    expect(await refused(get(`/v1/proposals/${await idOf('witnesses.set')}/proof`))).to.equal('not_sealed');
    expect(await refused(get('/v1/epochs/1/proof'))).to.equal('not_found');
  });

  describe('after a Seal', () => {
    let consortium: EntryProof;
    let carrier: EntryProof;
    let together: DecisionProof;
    let alone: DecisionProof;
    let first: SealProof;

    before(async () => {
      await world.seal(gateway);
      await world.seal(gateway);
      consortium = await get('/v1/consortium/proof');
      carrier = await get('/v1/participants/demo-carrier/proof');
      together = await get(`/v1/proposals/${await idOf('witnesses.set')}/proof`);
      alone = await get(`/v1/proposals/${await idOf('participant.status')}/proof`);
      first = await get('/v1/epochs/1/proof');
    });

    it('proves the consortium, a participant, a policy, and that there is no such one', async () => {
      const proven = await checkEntryProof(consortium, trust);
      expect(proven).to.deep.include({
        key: 'consortium',
        organisations: ['certifier', 'payments', 'platform'],
      });
      expect(proven.value).to.deep.include({ k: 2, seq: 1, quorum: 0 });
      expect((await checkEntryProof(carrier, trust)).value).to.include({ status: 'suspended' });
      const policy = await checkEntryProof(await get('/v1/policies/score/1/proof'), trust);
      expect(policy.value).to.deep.equal(await get('/v1/policies/score/1'));
      for (const none of ['/v1/participants/nobody', '/v1/policies/score/2'])
        expect((await checkEntryProof(await get(`${none}/proof`), trust)).value, none).to.equal(undefined);
    });

    it('names the entry that is proven, and lets nobody pass one off as another or deny it', async () => {
      expect((await checkEntryProof(carrier, trust)).key).to.equal('participant/demo-carrier');
      const changes: Partial<EntryProof>[] = [
        { key: 'participant/demo-pay' },
        { value: null },
        { value: { ...carrier.value, status: 'active' } },
        { value: { ...carrier.value, more: 1 } },
        { proof: consortium.proof },
      ];
      for (const change of changes)
        expect(await refused(checkEntryProof({ ...carrier, ...change }, trust))).to.equal('not_in_map');
      const nobody = await get<EntryProof>('/v1/participants/nobody/proof');
      const denied = { ...nobody, key: carrier.key };
      expect(await refused(checkEntryProof(denied, trust)), 'denies one that is there').to.equal(
        'not_in_map',
      );
      for (const key of ['seller/demo-platform.shop1', 'participant/', 'policy/score/0', 'consortium/x', ''])
        expect(await refused(checkEntryProof({ ...carrier, key }, trust)), key).to.equal('proof_malformed');
      expect(await refused(checkEntryProof({ ...carrier, more: 1 }, trust))).to.equal('proof_malformed');
    });

    it('proves a decision with what each organisation signed', async () => {
      const proven = await checkDecisionProof(together, trust);
      expect(proven.proposal.action).to.deep.equal({ type: 'witnesses.set', witnesses: [], quorum: 0 });
      expect(proven.approvals.map(({ checked, org }) => [org, checked])).to.deep.equal([
        ['platform', true],
        ['certifier', true],
      ]);
      const own = await checkDecisionProof(alone, trust);
      expect(own.proposal.action).to.deep.equal(suspended);
      expect(
        own.approvals.map(({ org }) => org),
        'one organisation alone',
      ).to.deep.equal(['platform']);
    });

    it('proves no decision of what is not decided', async () => {
      const action: Action = { type: 'parameters.set', parameters: { demo: true } };
      const open = await proposeAction(await world.admin(gateway, 'platform'), action);
      expect(open.status).to.equal('open');
      expect(await refused(get(`/v1/proposals/${open.id}/proof`))).to.equal('not_found');
      expect(await refused(get(`/v1/proposals/${'0'.repeat(64)}/proof`))).to.equal('not_found');
      for (const path of ['/v1/proposals/x/proof', '/v1/epochs/newest/proof', '/v1/participants/A/proof'])
        expect(await refused(get(path)), path).to.equal('request_invalid');
    });

    it('refuses a decision that lacks an approval, has one twice, or borrows another', async () => {
      const [proposal = '', approval = ''] = together.approvals;
      const flip = (jws: string): string => jws.slice(0, -3) + (jws.endsWith('AAA') ? 'QQQ' : 'AAA');
      for (const approvals of [
        [proposal],
        [proposal, approval, approval],
        [approval, proposal],
        [proposal, alone.approvals[0] ?? ''],
        [proposal, flip(approval)],
      ])
        expect(await refused(checkDecisionProof({ ...together, approvals }, trust))).to.equal('not_in_log');
      const { proposal: other } = alone;
      expect(await refused(checkDecisionProof({ ...together, proposal: other }, trust))).to.equal(
        'not_in_log',
      );
      const swapped = { ...together, consortium: { value: carrier.value, proof: carrier.proof } };
      expect(await refused(checkDecisionProof(swapped, trust))).to.equal('not_in_map');
    });

    it('proves an older Seal by the newest checkpoint, and the newest by its own signatures', async () => {
      const old = await checkSealProof(first, trust);
      expect([old.sealed.epoch, old.checkpoint.epoch]).to.deep.equal([1, 2]);
      const newest = await get<SealProof>('/v1/epochs/2/proof');
      expect(newest).not.to.have.property('inclusion');
      const proven = await checkSealProof(newest, trust);
      expect(proven.sealed).to.deep.equal(proven.checkpoint);
    });

    it('refuses a Seal that nobody agreed on', async () => {
      const bare = { v: 1, body: first.body, checkpoint: first.checkpoint };
      expect(await refused(checkSealProof(bare, trust)), 'without its place').to.equal('not_in_log');
      const body = first.body.replace('epoch 1', 'epoch 3');
      expect(await refused(checkSealProof({ ...first, body }, trust))).to.equal('not_in_log');
      expect(await refused(checkSealProof({ ...first, body: 'epoch 1' }, trust))).to.equal('proof_malformed');
    });

    it('refuses proofs of which any value was altered', async function () {
      await neverHolds(trust, consortium, (proof) => checkEntryProof(proof, trust));
      await neverHolds(trust, carrier, (proof) => checkEntryProof(proof, trust));
      const nobody = await get<EntryProof>('/v1/participants/nobody/proof');
      // Of another participant that is not there, the same proof may be true: the answer names whom it is about.
      await neverHolds(trust, nobody, (proof) => checkEntryProof(proof, trust), 'key');
      await neverHolds(trust, together, (proof) => checkDecisionProof(proof, trust));
      await neverHolds(trust, first, (proof) => checkSealProof(proof, trust));
    });

    it('believes no organisations but the trusted ones', async () => {
      const strangers = { ...trust, ledger: 'f'.repeat(64) };
      for (const check of [
        () => checkEntryProof(consortium, strangers),
        () => checkDecisionProof(together, strangers),
        () => checkSealProof(first, strangers),
      ])
        expect(await refused(check())).to.equal('ledger_unknown');
    });

    it('is checked by stl verify, offline, and refused where anything was changed', async () => {
      const dir = await mkdtemp(join(tmpdir(), 'stl-proofs-'));
      const trusted = join(dir, 'trust.json');
      const file = join(dir, 'proof.json');
      const verify = async (proof: object) => {
        await writeFile(file, JSON.stringify(proof));
        return stl(['--url', 'http://127.0.0.1:1', 'verify', file, '--trust', trusted]);
      };
      try {
        const kept = await stl(['--url', gateway.url, 'trust', trusted]);
        expect(kept.code, kept.stderr).to.equal(0);
        for (const [proof, says] of [
          [carrier, 'the ledger has this under participant/demo-carrier'],
          [await get<EntryProof>('/v1/participants/nobody/proof'), 'nothing under participant/nobody'],
          [together, 'signed by platform (signature checked), certifier (signature checked)'],
          [first, 'proven: Seal 1 of'],
        ] as const) {
          expect((await verify(proof)).stdout)
            .to.include(says)
            .and.include('epoch 2, cosigned by');
        }
        for (const [proof, says] of [
          [{ ...carrier, key: 'participant/demo-pay' }, 'the map does not say this of participant/demo-pay'],
          [{ v: 1 }, 'not a proof of a kind that is known here'],
        ] as const) {
          const { code, stderr } = await verify(proof);
          expect([code, stderr]).to.deep.equal([1, `stl: the proof does not hold: ${says}\n`]);
        }
      } finally {
        await rm(dir, { recursive: true });
      }
    });

    it('proves of a newcomer that it was not there at the checkpoint, until the next one', async () => {
      const participant = newParticipant('late', 'platform', ['carrier'], [newSigner()]);
      await world.decide(gateway, { type: 'participant.register', participant });
      const late = async () => checkEntryProof(await get('/v1/participants/late/proof'), trust);
      expect((await late()).value).to.equal(undefined);
      await world.seal(gateway);
      expect((await late()).value).to.deep.equal(participant);
    });

    it('says of a replaced key that its signature rests on the log, and still proves the decision', async () => {
      const { k, organisations } = world.consortium.document;
      const renewed = organisations.map((one) =>
        one.id === 'platform' ? { ...one, adminKey: newAdminKey() } : one,
      );
      await world.decide(gateway, { type: 'organisations.set', organisations: renewed, k });
      await world.seal(gateway, 'certifier');
      const after = await get<DecisionProof>(`/v1/proposals/${together.proposal}/proof`);
      const { approvals } = await checkDecisionProof(after, trust);
      expect(approvals.map(({ checked, org }) => [org, checked])).to.deep.equal([
        ['platform', false],
        ['certifier', true],
      ]);
      expect((await checkSealProof(await get('/v1/epochs/2/proof'), trust)).sealed.epoch).to.equal(2);
    });
  });
});
