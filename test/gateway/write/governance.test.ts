import { rm } from 'node:fs/promises';
import { expect } from 'chai';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { Action, Proposal } from '../../../chaincode/domain/consortium/action.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import {
  composeSignedApproval,
  composeSignedProposal,
  parseSignedGovernance,
} from '../../../chaincode/domain/governance/signed.js';
import type { ProposalView } from '../../../chaincode/domain/governance/proposal.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { createClient, importSigner } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import {
  adminOf,
  newAdminKey,
  newSigner,
  signApproval,
  signBytes,
  signProposal,
  type Signer,
} from '../../support/consortium.js';
import { sealEpoch } from '../../support/seal.js';
import { World, clock, privateJwk } from '../harness.js';

describe('signed governance over HTTP', () => {
  let world: World;
  let gateway: Gateway;
  let numbers = 0;

  const proposal = (action: Action, base = 0): Proposal => ({
    ...{ ledger: world.consortium.ledger, seq: (numbers += 1), base, action },
    expires: formatTime(clock() + 600),
  });
  const parameters = (shiftedDays: number): Action => ({
    type: 'parameters.set',
    parameters: { demo: true, shiftedDays },
  });
  const send = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await gateway.app.inject({
      ...{ method: 'POST', url: path, headers },
      body: JSON.stringify(body),
    });
    return answer.json<ProposalView & { readonly code?: string }>();
  };
  const propose = (jws: unknown) => send('/v1/proposals', { jws });
  const approve = (id: string, jws: unknown) => send(`/v1/proposals/${id}/approvals`, { jws });
  const signer = (by: Signer) => ({ kid: by.kid, sign: (data: Uint8Array) => signBytes(by, data) });
  const seq = async (): Promise<number> => (await createClient({ url: gateway.url }).info()).seq;

  before(async () => {
    world = await World.found();
    // A gateway never needs an administrator's key.
    for (const org of ['platform', 'certifier', 'payments'])
      await rm(new DataDir(world.dir).organisationKey(org, 'admin'));
    gateway = await world.start();
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  it('is carried by whoever brings it, and shows what each organisation signed', async () => {
    const [platform, certifier] = [world.organisation('platform'), world.organisation('certifier')];
    const document = proposal(parameters(1));
    const proposed = await signProposal(platform, document);
    const opened = await propose(proposed);
    expect(opened).to.deep.include({ status: 'open', approvals: ['platform'], signatures: [proposed] });
    const approval = await signApproval(certifier, world.consortium.ledger, opened.id);
    const executed = await approve(opened.id, approval);
    expect(executed).to.deep.include({ status: 'executed', signatures: [proposed, approval] });
    const shown = (await gateway.app.inject(`/v1/proposals/${opened.id}`)).json<ProposalView>();
    expect(shown.signatures.map((jws) => parseSignedGovernance(jws).org)).to.deep.equal(shown.approvals);
  });

  describe('brings nothing to the ledger', () => {
    let height: number;
    let opened: ProposalView;
    let approval: string;
    before(async () => {
      const base = await seq();
      opened = await propose(
        await signProposal(world.organisation('platform'), proposal(parameters(2), base)),
      );
      approval = await signApproval(world.organisation('certifier'), world.consortium.ledger, opened.id);
    });
    beforeEach(async () => (height = await gateway.ledger.height()));
    afterEach(async () => expect(await gateway.ledger.height()).to.equal(height));

    const platform = (): Organisation => world.organisation('platform');
    const signed = (change: Partial<Proposal> = {}): Promise<string> =>
      signProposal(platform(), { ...proposal(parameters(3)), ...change });
    const [junk, other] = ['x'.repeat(200), '0'.repeat(64)];

    const proposals: readonly (readonly [string, () => Promise<unknown>, number, string])[] = [
      ['no JWS', () => Promise.resolve(undefined), 400, 'request_invalid'],
      ['what is no text', () => Promise.resolve({ a: 1 }), 400, 'request_invalid'],
      ['junk', () => Promise.resolve(junk), 422, 'jws_malformed'],
      ['an approval', () => Promise.resolve(approval), 422, 'jws_malformed'],
      ['a padded one', async () => `${await signed()}=`, 422, 'jws_malformed'],
      ['a long one', () => Promise.resolve('x'.repeat(400_000)), 413, 'body_too_large'],
      ['one without an action', () => signed({ action: {} as Action }), 422, 'document_schema'],
      ['one of another ledger', () => signed({ ledger: other }), 422, 'audience_mismatch'],
      [
        'one of the future',
        () => signProposal(platform(), proposal(parameters(3)), clock() + 900),
        422,
        'time_window',
      ],
      [
        'one by a stranger',
        () =>
          composeSignedProposal(
            { org: 'platform', iat: clock(), proposal: proposal(parameters(3)) },
            signer(newSigner()),
          ),
        422,
        'key_unknown',
      ],
      [
        "one by a stranger under the administrator's key id",
        () =>
          composeSignedProposal(
            { org: 'platform', iat: clock(), proposal: proposal(parameters(3)) },
            { ...signer(newSigner()), kid: adminOf(platform()).kid },
          ),
        422,
        'signature_invalid',
      ],
      [
        "one that another organisation's administrator signed",
        () =>
          composeSignedProposal(
            { org: 'platform', iat: clock(), proposal: proposal(parameters(3)) },
            signer(adminOf(world.organisation('payments'))),
          ),
        422,
        'key_unknown',
      ],
      [
        'one for an organisation that is none',
        () =>
          composeSignedProposal(
            { org: 'nobody', iat: clock(), proposal: proposal(parameters(3)) },
            signer(adminOf(platform())),
          ),
        403,
        'organisation_unknown',
      ],
      ['one that is there', () => Promise.resolve(opened.signatures[0]), 409, 'exists'],
      [
        'one that is there, signed again',
        () => signProposal(platform(), opened.proposal, clock()),
        409,
        'exists',
      ],
    ];
    for (const [title, make, status, code] of proposals) {
      it(`for a proposal that is ${title}`, async () => {
        expect(await propose(await make())).to.include({ status, code });
      });
    }

    it('for an approval of another proposal than the one it is sent to', async () => {
      expect(await approve(other, approval)).to.include({ status: 422, code: 'audience_mismatch' });
    });

    it('for an approval by the proposer, which has approved', async () => {
      const again = await signApproval(platform(), world.consortium.ledger, opened.id);
      expect(await approve(opened.id, again)).to.include({ status: 409, code: 'already_approved' });
    });

    it('for an approval by a stranger', async () => {
      const { ledger } = world.consortium;
      const content = { ledger, org: 'certifier', iat: clock(), proposal: opened.id };
      const forged = await composeSignedApproval(content, signer(newSigner()));
      expect(await approve(opened.id, forged)).to.include({ status: 422, code: 'key_unknown' });
    });

    it('for a proposal in place of an approval', async () => {
      expect(await approve(opened.id, opened.signatures[0])).to.include({
        status: 422,
        code: 'jws_malformed',
      });
    });
  });

  it('takes an approval once, also where it is sent many times at once', async () => {
    const { ledger } = world.consortium;
    const opened = await propose(
      await signProposal(world.organisation('platform'), proposal(parameters(4), await seq())),
    );
    const approval = await signApproval(world.organisation('payments'), ledger, opened.id);
    const answers = await Promise.all([1, 2, 3, 4].map(() => approve(opened.id, approval)));
    expect(answers.map(({ status }) => status).filter((status) => status === 'executed')).to.have.length(1);
    for (const { code } of answers.filter((one) => one.code !== undefined))
      expect(code).to.be.oneOf(['already_approved', 'proposal_stale']);
  });

  describe("once an administrator's key is replaced", () => {
    let old: Signer;
    let next: Signer;
    let open: ProposalView;
    before(async () => {
      const platform = world.organisation('platform');
      old = adminOf(platform);
      const base = await seq();
      open = await propose(await signProposal(platform, proposal(parameters(5), base)));
      const adminKey = newAdminKey();
      next = adminOf({ ...platform, adminKey });
      const { k, organisations } = world.consortium.document;
      const changed = organisations.map((one) => (one.id === 'platform' ? { ...one, adminKey } : one));
      const set = await propose(
        await signProposal(
          platform,
          proposal({ type: 'organisations.set', organisations: changed, k }, base),
        ),
      );
      const approval = await signApproval(world.organisation('certifier'), world.consortium.ledger, set.id);
      expect(await approve(set.id, approval)).to.include({ status: 'executed' });
    });

    it('refuses what the old one signs', async () => {
      const document = proposal(parameters(6), await seq());
      const content = { org: 'platform', iat: clock(), proposal: document };
      expect(await propose(await composeSignedProposal(content, signer(old)))).to.include({
        ...{ status: 422, code: 'key_unknown' },
      });
      expect(await propose(await composeSignedProposal(content, signer(next)))).to.include({
        status: 'open',
      });
    });

    it('has the open proposals of the old one stale', async () => {
      const shown = (await gateway.app.inject(`/v1/proposals/${open.id}`)).json<ProposalView>();
      expect(shown.status).to.equal('stale');
      const approval = await signApproval(world.organisation('payments'), world.consortium.ledger, open.id);
      expect(await approve(open.id, approval)).to.include({ status: 409, code: 'proposal_stale' });
    });

    it('lets the new one seal, and the old one no more', async () => {
      const by = async (key: Signer) =>
        createClient({ url: gateway.url, retries: 0, signer: await importSigner(privateJwk(key)) });
      expect(await sealEpoch(await by(next))).to.be.above(0);
      const refused: unknown = await sealEpoch(await by(old)).catch((error: unknown) => error);
      expect(refused).to.include({ status: 401, code: 'signature_key_unknown' });
    });
  });

  it('is the same JWS in canonical form, whatever the body around it looks like', async () => {
    const jws = await signProposal(world.organisation('certifier'), {
      ...proposal({ type: 'participant.status', id: 'demo-inspector', status: 'suspended' }),
    });
    const body = `{ "jws" : ${canonicalText(jws)} }`;
    const headers = { 'content-type': 'application/json' };
    const answer = await gateway.app.inject({ method: 'POST', url: '/v1/proposals', headers, body });
    expect(answer.json()).to.include({ status: 'executed' });
  });
});
