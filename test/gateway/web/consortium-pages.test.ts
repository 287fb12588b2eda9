import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { Action } from '../../../chaincode/domain/consortium/action.js';
import type { EntryProof, ProposalView } from '../../../gateway/sdk/client/index.js';
import { proposeAction } from '../../../gateway/cli/frame/governing.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { newParticipant, newSigner } from '../../support/consortium.js';
import { orderRecord } from '../../support/records.js';
import { World } from '../harness.js';
import { launchBrowser, openPage, overflow } from './browser.js';

const hostile = '<img src=x onerror=alert(1)>';

describe('the pages of who is behind the ledger', function () {
  let browser: Browser;
  let world: World;
  let gateway: Gateway;
  let decided: string;
  let alone: string;
  let open: string;

  before(async function () {
    browser = await launchBrowser(this);
    world = await World.found();
    gateway = await world.start();
    const { organisations, k } = world.consortium.document;
    const named = organisations.map((one) => (one.id === 'payments' ? { ...one, name: hostile } : one));
    await world.decide(gateway, { type: 'organisations.set', organisations: named, k });
    await world.decide(gateway, { type: 'participant.status', id: 'demo-carrier', status: 'suspended' });
    const kid = world.signer('demo-customs').kid;
    await world.decide(gateway, { type: 'key.revoke', id: 'demo-customs', kid, reason: 'compromised' });
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    await world.seal(gateway);
    await world.seal(gateway);
    const action: Action = {
      type: 'participant.update',
      id: 'demo-pay',
      roles: ['payment-provider', 'carrier'],
    };
    open = (await proposeAction(await world.admin(gateway, 'platform'), action)).id;
    const { items } = (
      await (await world.client(gateway)).get<{ items: readonly ProposalView[] }>('/v1/proposals')
    ).value;
    const idOf = (type: Action['type']): string =>
      items.find(({ proposal }) => proposal.action.type === type)?.id ?? '';
    decided = idOf('organisations.set');
    alone = idOf('participant.status');
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
    await world?.remove();
  });

  /** Opens a page, and waits until the visitor's browser has judged its proof. */
  const judged = async (
    page: Page,
    path: string,
  ): Promise<{ readonly state: string; readonly said: string }> => {
    await page.goto(gateway.url + path);
    await page.locator('#proof-state .proof-state:not(.checking)').waitFor();
    return {
      state: await page.locator('#proof-state').innerText(),
      said: await page.locator('#proven').innerText(),
    };
  };
  const text = async (path: string): Promise<{ readonly status: number; readonly body: string }> => {
    const answer = await fetch(gateway.url + path, { headers: { accept: 'text/html' } });
    return { status: answer.status, body: await answer.text() };
  };

  it('shows each of them proven in the browser, in both languages, on the smallest screen', async () => {
    const { close, page, trouble } = await openPage(browser, { viewport: { width: 320, height: 700 } });
    for (const [path, says] of [
      ['/organisations', 'Admits payment providers'],
      ['/organisations/payments', hostile],
      ['/participants/demo-carrier', 'Suspended'],
      ['/participants/demo-customs', 'No key in force'],
      ['/policies/score/1', 'score'],
      ['/seals/1', 'Entries in the log'],
      ['/seals/newest', 'Entries in the log'],
      [`/proposals/${decided}`, 'Signature checked in this browser'],
      [`/proposals/${alone}`, 'Suspend the participant demo-carrier'],
    ] as const) {
      const { said, state } = await judged(page, `${path}?lang=en`);
      expect(state, path).to.include('Proven, checked in this browser');
      expect(said, path).to.include(says);
      expect(await overflow(page), path).to.equal(0);
    }
    for (const path of ['/participants', '/seals', '/proposals', `/proposals/${open}`]) {
      await page.goto(`${gateway.url}${path}?lang=zh`);
      expect(await page.locator('main').innerText(), path).not.to.match(/(consortium|proposal|proof)\.[a-z]/);
      expect(await overflow(page), path).to.equal(0);
    }
    expect(trouble).to.deep.equal([]);
    await close();
  });

  it('believes no gateway that shows something else than it can prove', async () => {
    const { close, page } = await openPage(browser, { serviceWorkers: 'block' });
    const path = '/v1/participants/demo-carrier/proof';
    const genuine = (await (await fetch(gateway.url + path)).json()) as EntryProof;
    const other = await (await fetch(`${gateway.url}/v1/participants/demo-pay/proof`)).text();
    const lies: readonly (readonly [string, string, string])[] = [
      [
        'another status',
        JSON.stringify({ ...genuine, value: { ...genuine.value, status: 'active' } }),
        'The proof is wrong',
      ],
      ['nothing', JSON.stringify({ ...genuine, value: null }), 'The proof is wrong'],
      ["another participant's proof", other, 'The proof is wrong'],
      ['no proof', '{}', 'Could not be checked'],
    ];
    for (const [what, body, answer] of lies) {
      await page.route(`**${path}`, (route) => route.fulfill({ body, contentType: 'application/json' }));
      const { state } = await judged(page, '/participants/demo-carrier');
      expect(state, what).to.include(answer).and.not.to.include('Proven');
      await page.unroute(`**${path}`);
    }
    await close();
  });

  it('says of a newcomer and of a newer state that they are not sealed yet', async () => {
    const participant = newParticipant('late', 'platform', ['carrier'], [newSigner()]);
    await world.decide(gateway, { type: 'participant.register', participant });
    await world.decide(gateway, { type: 'participant.status', id: 'demo-customs', status: 'suspended' });
    const { close, page } = await openPage(browser, { serviceWorkers: 'block' });
    for (const [id, now] of [
      ['late', 'Active'],
      ['demo-customs', 'Suspended'],
    ] as const) {
      const { said, state } = await judged(page, `/participants/${id}`);
      expect(state, id).to.include('Not sealed yet');
      expect(said, id).to.include(now);
    }
    await close();
  });

  it('tells without a script what is known, where its proof is, and what to do', async () => {
    const { body } = await text(`/proposals/${open}?lang=en`);
    expect(body)
      .to.include('1 of 3 organisations have signed it; it takes effect once 2 have.')
      .and.to.include(`stl approve ${open} --admin ORG`)
      .and.to.match(/Added:\s+carrier/);
    expect((await text('/participants/demo-platform?lang=en')).body)
      .to.include('It has signed 1 batch of facts so far.')
      .and.to.include('href="/v1/participants/demo-platform/proof"');
    const { body: seal } = await text('/seals/2?lang=en');
    expect(seal).to.include('3 of 3 agree').and.to.include('href="/v1/epochs/2/proof"');
    expect((await text('/organisations?lang=en')).body).to.include('It takes at least 2 of them');
  });

  it('lists the newest first, and leads on and back', async () => {
    const { body: seals } = await text('/seals');
    expect(seals.indexOf('/seals/2"')).to.be.greaterThan(0).and.below(seals.indexOf('/seals/1"'));
    const { body: proposals } = await text('/proposals');
    expect(proposals.indexOf(open)).to.be.greaterThan(0).and.below(proposals.indexOf(decided));
    expect((await text('/seals?cursor=1')).body)
      .to.include('rel="first"')
      .and.not.to.include('/seals/2"');
    expect((await text('/participants?cursor=900&lang=en')).body).to.include(
      'There is nothing more in this list.',
    );
  });

  it('answers hostile addresses with a page, and takes nothing of them for markup', async () => {
    for (const path of [
      ...[
        '/organisations/nobody',
        '/organisations/a/b',
        '/participants/__proto__',
        '/participants/%E2%80%AE',
      ],
      ...[
        `/participants/${'a'.repeat(5_000)}`,
        '/seals/0',
        '/seals/1e3',
        '/seals/999999999999999',
        '/proposals/x',
      ],
      ...['/policies/score', '/policies/score/99', '/organisations/%3Cscript%3Ealert(1)%3C%2Fscript%3E'],
    ]) {
      const { body, status } = await text(path);
      expect(status, path).to.equal(404);
      expect(body, path).to.include('<h1>').and.not.to.include('<script>alert');
    }
    for (const path of [
      '/organisations',
      '/organisations/payments',
      '/participants',
      '/proposals',
      '/seals/2',
    ])
      expect((await text(path)).body, path).not.to.include('<img src=x');
  });
});
