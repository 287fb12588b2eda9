import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Action, Proposal } from '../../chaincode/domain/consortium/action.js';
import { actionText, changeText } from '../../gateway/cli/commands/governance/action-text.js';
import type { ScorePolicyBody } from '../../chaincode/domain/policies/score-policy.js';
import type { Before } from '../../gateway/cli/commands/governance/in-force.js';
import { scorePolicy1 } from '../../chaincode/domain/policies/score-policy-1.js';
import { proposalAt, proposeAction } from '../../gateway/cli/frame/governing.js';
import type { ProposalView } from '../../gateway/sdk/client/index.js';
import type { Gateway } from '../../gateway/start/server.js';
import { World, privateJwk } from '../gateway/harness.js';
import { adminOf, newAdminKey } from '../support/consortium.js';
import { failureOf } from '../support/failure.js';
import { stl, type StlResult } from '../support/stl.js';

describe('stl, for administrators', () => {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-governing-'));
    world = await World.found();
    gateway = await world.start();
    for (const org of ['platform', 'certifier', 'payments'])
      await writeFile(keyFile(org), JSON.stringify(world.privateKey(`admin:${org}`)));
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  const keyFile = (org: string): string => join(dir, `${org}.jwk.json`);
  const run = (...args: string[]): Promise<StlResult> =>
    stl([...args, '--data-dir', dir], { env: { STL_URL: gateway.url } });
  const opened = async (action: Action): Promise<ProposalView> =>
    proposeAction(await world.admin(gateway, 'platform'), action);
  const set = (change: object): Action => {
    const { k, organisations } = world.consortium.document;
    return {
      type: 'organisations.set',
      organisations: organisations.map((one) => (one.id === 'payments' ? { ...one, ...change } : one)),
      k,
    };
  };

  const now = (): Before => ({
    consortium: { ...world.consortium.document, witnesses: [], quorum: 0 },
    rules: { authority: world.consortium.document.authority, foldVersion: 2 },
    policy: scorePolicy1,
    participant: world.consortium.document.participants[0],
  });

  it('shows what a proposal would change, then signs with the key alone', async () => {
    const adminKey = newAdminKey();
    const { id } = await opened(set({ adminKey }));
    const { code, stderr, stdout } = await run('approve', id, '--yes', '--admin-key', keyFile('certifier'));
    expect(code, stderr).to.equal(0);
    const { kid } = world.organisation('payments').adminKey;
    expect(stderr).to.include(`payments: adminKey would be ${adminKey.kid}; now it is ${kid}.`);
    expect(stderr).to.include(`"kid": "${adminKey.kid}"`);
    expect(stdout).to.include('Executed: organisations.set, approved by platform, certifier.');
    const signed = privateJwk(adminOf({ ...world.organisation('payments'), adminKey }));
    await writeFile(join(dir, 'next.jwk.json'), JSON.stringify(signed));
    expect((await run('seal', '--admin-key', join(dir, 'next.jwk.json'))).code).to.equal(0);
    const old = await run('seal', '--admin-key', keyFile('payments'));
    expect(old.code).to.equal(1);
    expect(old.stderr).to.include(`${kid} is not the admin key of an organisation`);
  });

  it("signs nothing with another organisation's key", async () => {
    const { id } = await opened({ type: 'parameters.set', parameters: { demo: true } });
    const { code, stderr } = await run(
      ...['approve', id, '--yes', '--admin', 'certifier', '--admin-key', keyFile('platform')],
    );
    expect(code).to.equal(1);
    expect(stderr).to.include('is not the admin key of certifier');
    expect((await run('approve', id)).code).to.equal(2);
    const unread = await run('approve', id, '--admin-key', keyFile('certifier'));
    expect(unread.code).to.equal(2);
    expect(unread.stderr).to.include('add --yes');
  });

  it('signs nothing where a gateway shows another document under the id', async () => {
    const asked = await opened({ type: 'parameters.set', parameters: { demo: true, shiftedDays: 3 } });
    const shown: Proposal = {
      ...asked.proposal,
      action: { type: 'parameters.set', parameters: { demo: true } },
    };
    const lying = {
      get: <T>() =>
        Promise.resolve({
          value: { ...asked, proposal: shown } as T,
          ...{ status: 200, signedBy: undefined, requestId: undefined, header: () => undefined },
        }),
    };
    expect(await failureOf(proposalAt(lying, asked.id))).to.include({ code: 'answer_malformed' });
  });

  it('shows names as they are, and not what they would do to a terminal', () => {
    const name = 'Caf\u00e9 \u6771\u4eac \u001b[2K\u202e\u009b1A';
    const text = actionText(set({ name }), now());
    expect(text).to.include('payments: name would be Caf\u00e9 \u6771\u4eac \\u{1b}[2K\\u{202e}\\u{9b}1A');
    expect(text).to.match(/^[\P{C}\n]*$/u);
  });

  it('tells what of a policy, of who may state what and of a participant would change', () => {
    const words = (action: Action): readonly string[] => changeText(action, now());
    const { body } = scorePolicy1 as unknown as { body: ScorePolicyBody };
    const components = { ...body.components, payment: { ...body.components.payment, weight: 40 } };
    const policy = { name: 'score' as const, version: 2, body: { ...body, neutral: 400, components } };
    expect(words({ type: 'policy.publish', policy })).to.deep.equal([
      'Version 2 of the policy score would be in force.',
      'neutral would be 400; now it is 500.',
      'components.payment.weight would be 40; now it is 10.',
    ]);
    const { seller, ...rest } = world.consortium.document.authority;
    const authority = { ...rest, carrier: ['trace', 'order', 'correction'] };
    expect(words({ type: 'authority.set', authority })).to.deep.equal([
      'carrier would also hold order.',
      'carrier would no longer hold fulfilment.',
      `seller would be none; now it is ${JSON.stringify(seller)}.`,
    ]);
    expect(words({ type: 'parameters.set', parameters: { demo: true } })).to.have.length(1);
    const [participant] = world.consortium.document.participants;
    const { id, roles } = participant!;
    const update = { type: 'participant.update' as const, id, validUntil: '2031-01-01T00:00:00Z' };
    expect(words({ ...update, roles: [...roles, 'carrier'] })).to.deep.equal([
      `${id}: validUntil would be 2031-01-01T00:00:00Z; now it is ${participant!.validUntil}.`,
      `${id}: roles would also hold carrier.`,
    ]);
    expect(words({ type: 'participant.update', id, roles })).to.deep.equal(['Nothing would change.']);
  });

  it('tells who joins and who leaves', () => {
    const { k, organisations } = world.consortium.document;
    const [platform, certifier, payments] = organisations;
    const after = [platform!, certifier!, { ...payments!, id: 'newcomer' }];
    const text = actionText({ type: 'organisations.set', organisations: after, k }, now());
    expect(text).to.include('payments would leave.').and.include('newcomer would join.');
  });
});
