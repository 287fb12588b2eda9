import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import { createClient, importSigner, type FactRecord } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { newParticipant, newSigner, type Signer } from '../../support/consortium.js';
import { commitment, inspectionRecord, orderRecord } from '../../support/records.js';
import { state } from '../../support/state.js';
import { clock, privateJwk, World } from '../harness.js';
import { launchBrowser, openPage } from './browser.js';

const seller = 'demo-platform.shop1';
const now = clock();
const day = (days: number): string => formatTime(now + days * daySeconds);
const hour = (days: number): string => day(days).replace(/:..:..Z/, ':00:00Z');

describe('pages of evidence', function () {
  let browser: Browser;
  /** One visitor: what a page loads, the next one has. */
  let context: BrowserContext;
  let world: World;
  let gateway: Gateway;
  const ids: Record<string, string> = {};
  const owner: Signer = newSigner('Ed25519');

  const stating = async (as: string, records: readonly FactRecord[]): Promise<string[]> => {
    const signer = await importSigner(privateJwk(as === 'shop1-owner' ? owner : world.signer(as)));
    const { batch } = await state(createClient({ url: gateway.url, signer }), as, records);
    return records.map((_, i) => `${batch}.${i}`);
  };

  before(async function () {
    browser = await launchBrowser(this);
    // What a service worker asks for passes by the routes that play the hostile site here.
    context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' });
    world = await World.found();
    gateway = await world.start();
    const participant = newParticipant('shop1-owner', 'platform', ['seller'], [owner], { sellers: [seller] });
    await world.decide(gateway, { type: 'participant.register', participant });
    await world.accredit(gateway, day(-1_000).slice(0, 10), day(1_000).slice(0, 10));
    const tradingName = '<i>Shop</i> عالم';
    const named = await stating('demo-platform', [
      { kind: 'identity', seller, at: day(-100), tradingName },
      orderRecord('o', { at: hour(-20), dispatchBy: hour(-18), deliverBy: hour(-10) }),
      {
        ...{ kind: 'case', seller, at: hour(-5), case: 'C-1', step: 'opened', type: 'late' },
        order: commitment('o'),
      },
    ]);
    ids['order'] = named[1] ?? '';
    const at = day(-30);
    const [passed = '', wrong = ''] = await stating('demo-inspector', [
      inspectionRecord('insp-1', { at, product: { hs: '420292' } }),
      inspectionRecord('insp-2', { at, result: 'fail' }),
    ]);
    const [correction = ''] = await stating('demo-inspector', [
      {
        ...{ kind: 'correction', seller, at: day(-3), target: wrong, reason: 'incorrect_data' },
        replacement: inspectionRecord('insp-2', { at }),
      },
    ]);
    const [reply = ''] = await stating('shop1-owner', [
      { kind: 'reply', seller, at: day(-2), target: passed, text: commitment('text'), language: 'en' },
    ]);
    const [certificate = ''] = await stating('demo-certifier', [
      {
        ...{ kind: 'certification', seller, at: day(-60), certificate: 'Q-7', subject: 'organisation' },
        ...{ scheme: 'iso-9001', jurisdictions: ['BR'], assessmentLevel: 'scheme-cab' },
        ...{ validFrom: day(-60), validUntil: day(300) },
      },
    ]);
    Object.assign(ids, { passed, wrong, correction, reply, certificate });
    const admin = await world.client(gateway, 'admin:platform');
    await admin.post('/v1/seals', undefined);
    while ((await fetch(`${gateway.url}/v1/sellers/${seller}/proof`)).status !== 200) await pause(20);
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
    await world?.remove();
  });

  /** What the card says once it has an answer. */
  const answerOf = async (page: Page): Promise<string> => {
    await page.locator('#proof-state .proof-state:not(.checking)').waitFor();
    return page.locator('#proof-state').innerText();
  };
  interface Seen {
    readonly answer: string;
    readonly text: string;
    readonly failed: string;
    readonly trouble: readonly string[];
  }
  /** Opens a page of evidence. @param change what stands between the browser and the gateway */
  const opened = async (path: string, change?: (page: Page) => Promise<unknown>): Promise<Seen> => {
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('pageerror', (error) => trouble.push(error.message));
    await change?.(page);
    await page.goto(gateway.url + path);
    const answer = await answerOf(page);
    const text = await page.locator('main').innerText();
    const failed = (await page.locator('.check.failed .check-name').allInnerTexts()).join();
    await page.close();
    return { answer, text, failed, trouble };
  };
  /** Has the gateway give another proof than it would. */
  const withProof = (change: (proof: Record<string, unknown>) => unknown) => (page: Page) =>
    page.route('**/proof', async (route) => {
      const answer = await route.fetch();
      const proof = (await answer.json()) as Record<string, unknown>;
      await route.fulfill({ json: change(proof) });
    });
  const record = (name: string): string => `/records/${ids[name] ?? ''}`;
  const text = async (path: string): Promise<string> => (await fetch(gateway.url + path)).text();

  it('say what a record says, that it counts, and that this is proven', async () => {
    const { close, page, trouble } = await openPage(browser, { serviceWorkers: 'block' });
    await page.goto(gateway.url + record('passed'));
    const answer = await answerOf(page);
    const said = await page.locator('main').innerText();
    expect(answer).to.include('Proven, checked in this browser').and.to.include('no proof can show');
    expect(said)
      .to.include('demo-inspector stated this about <i>Shop</i> عالم')
      .and.to.include('insp-1')
      .and.to.include('Critical: 0 found, 0 allowed')
      .and.to.include('HS 420292')
      .and.to.include('It counts towards')
      .and.to.include('The seller replied:')
      .and.to.include('Signed by\ncertifier\npayments\nplatform')
      .and.to.include('6 checks, 6 passed')
      .and.to.include('Seal 1');
    await page.getByText('The proof as data').first().click();
    const proof = await fetch(`${gateway.url}/v1${record('passed')}/proof`);
    expect(JSON.parse((await page.locator('#proof-json').textContent()) ?? '')).to.deep.equal(
      await proof.json(),
    );
    expect(trouble).to.deep.equal([]);
    await close();
  });

  it('say of a corrected record what took its place, each from the other', async () => {
    const wrong = await text(record('wrong'));
    expect(wrong).to.include('Does not count').and.to.include('Whoever stated it has corrected it.');
    expect(wrong).to.include(`href="${record('correction')}"`);
    const correction = await opened(record('correction'));
    expect(correction.answer).to.include('Proven');
    expect(correction.text)
      .to.include('Its data were wrong.')
      .and.to.include('In its place')
      .and.to.include('Passed');
    expect(await text(record('reply'))).to.include(`href="${record('passed')}"`);
    expect(await text(record('certificate'))).to.include('href="/certificates/0"');
  });

  it('write what they show from the proof', async () => {
    const { answer, text: said } = await opened(record('passed'), (page) =>
      page.route('**/records/*', async (route) => {
        const answer = await route.fetch();
        const body = (await answer.text()).replaceAll('lot-1', 'lot-666');
        await route.fulfill({ response: answer, body });
      }),
    );
    expect(answer).to.include('Proven');
    expect(said).to.include('lot-1').and.not.to.include('lot-666');
  });

  for (const [what, change, step] of [
    [
      'a changed line',
      (proof: Record<string, unknown>) => ({
        ...proof,
        line: String(proof['line']).replace('"pass"', '"fail"'),
      }),
      'The record is a line of that batch, unchanged',
    ],
    [
      'a changed time',
      (proof: Record<string, unknown>) => ({ ...proof, time: '2020-01-01T00:00:00Z' }),
      'The signed batch stands in the log',
    ],
    [
      'a changed participant',
      (proof: Record<string, unknown>) => ({
        ...proof,
        issuer: { value: { keys: [] }, proof: { siblings: [] } },
      }),
      'The ledger names the participant',
    ],
    [
      'a checkpoint with a forged signature',
      (proof: Record<string, unknown>) => ({
        ...proof,
        // The last line: the first character of its signature's base64 after the key id.
        checkpoint: String(proof['checkpoint']).replace(
          /(— \S+ \S{20})(.)(\S*\n)$/,
          (_all, head, one, tail) => [head, one === 'A' ? 'B' : 'A', tail].join(''),
        ),
      }),
      'Enough organisations signed',
    ],
  ] as const) {
    it(`call ${what} by its name, with the step that failed`, async () => {
      const { answer, failed } = await opened(record('passed'), withProof(change));
      expect(answer).to.include('The proof is wrong').and.to.include('Do not rely on this page');
      expect(failed).to.include(step);
    });
  }

  it('take no genuine proof of something else', async () => {
    const other = await (await fetch(`${gateway.url}/v1/records/${ids['wrong'] ?? ''}/proof`)).json();
    const { answer, failed } = await opened(
      record('passed'),
      withProof(() => other),
    );
    expect(answer).to.include('The proof is wrong');
    expect(failed).to.include('about what this page shows');
  });

  it('say that nothing was shown where nothing could be checked, and try again', async () => {
    for (const junk of [null, { checkpoint: 7 }]) {
      expect(
        (
          await opened(
            record('passed'),
            withProof(() => junk),
          )
        ).answer,
        JSON.stringify(junk),
      ).to.include('Could not be checked');
    }
    const strangers = await opened(
      record('passed'),
      withProof((proof) => ({
        ...proof,
        checkpoint: String(proof['checkpoint']).replace(/stl\/[0-9a-f]{64}/, `stl/${'0'.repeat(64)}`),
      })),
    );
    expect(strangers.answer).to.include('Too few of the organisations');
    const { close, page } = await openPage(browser, { serviceWorkers: 'block' });
    await page.route('**/proof', (route) => route.fulfill({ status: 503, body: '{}' }));
    await page.goto(gateway.url + record('passed'));
    expect(await answerOf(page)).to.include('busy or starting');
    await page.unroute('**/proof');
    await page.route('**/v1/trust-list', (route) => route.abort());
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('nothing to check against').waitFor();
    await page.unroute('**/v1/trust-list');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.proof-state.proven').waitFor();
    await close();
  });

  it('find out a site that later shows an older ledger', async () => {
    const { close, page } = await openPage(browser, { serviceWorkers: 'block' });
    await page.goto(gateway.url + record('passed'));
    expect(await answerOf(page)).to.include('Proven');
    await page.evaluate(`for (const [name, kept] of Object.entries(localStorage))
      localStorage.setItem(name, kept.replace(/"root":"[0-9a-f]{64}"/, '"root":"${'0'.repeat(64)}"'))`);
    await page.reload();
    expect(await answerOf(page)).to.include('The proof is wrong');
    await close();
  });

  it('say who may read a record that is not for everyone, and show no more of it', async () => {
    const { close, page, trouble } = await openPage(browser, { serviceWorkers: 'block' });
    await page.goto(gateway.url + record('order'));
    const said = await page.locator('main').innerText();
    expect(said)
      .to.include('for the parties to the order')
      .and.to.include('Only those who may read this get its proof.');
    expect(said).not.to.include(seller);
    expect(trouble).to.deep.equal([]);
    await close();
  });

  it('list a seller’s records by kind, whole, with a way to each', async () => {
    const list = await text(`/sellers/${seller}/records`);
    for (const name of Object.keys(ids)) expect(list, name).to.include(`href="${record(name)}"`);
    expect(list)
      .to.include('8 records about this seller')
      .and.to.include('For its parties')
      .and.to.include('For members');
    const inspections = await text(`/sellers/${seller}/records?kind=inspection&lang=zh`);
    expect(inspections)
      .to.include(`href="${record('passed')}?lang=zh"`)
      .and.not.to.include(record('order'));
    expect(await text(`/sellers/${seller}/records?kind=review`)).to.include(
      'There is no record of this kind.',
    );
    for (const path of ['?kind=nonsense', '?cursor=999-0', '?cursor=x', '?kind=%00&cursor=-1'])
      expect((await fetch(`${gateway.url}/sellers/${seller}/records${path}`)).status, path).to.equal(200);
  });

  it('tell of a case whether it is open, and prove just that', async () => {
    const open = await opened(`/sellers/${seller}/cases/${encodeURIComponent('demo-platform/C-1')}`);
    expect(open.text).to.include('Case C-1').and.to.include('It is not decided yet.');
    expect(open.answer).to.include('Proven');
    const never = await opened(`/sellers/${seller}/cases/demo-platform%2FC-2`);
    expect(never.text).to.include('Not open');
    expect(never.answer).to.include('Proven');
    const lied = await opened(`/sellers/${seller}/cases/demo-platform%2FC-1`, (page) =>
      page.route('**/cases/*', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({
          response: answer,
          body: (await answer.text()).replace('"open":true', '"open":false'),
        });
      }),
    );
    expect(lied.answer).to.include('Not sealed yet').and.to.include('is not what the newest sealed state');
  });

  it('know what is not there: addresses of anything get a page for an answer', async () => {
    const long = 'x'.repeat(8_000);
    for (const path of [
      `/records/${long}`,
      '/records/',
      '/records/%E0%A4%A',
      '/records/..%2f..%2fetc',
      `/records/${'A'.repeat(43)}.0`,
      `/sellers/${seller}/cases`,
      `/sellers/${seller}/cases/${encodeURIComponent('<script>')}`,
      `/sellers/${seller}/nothing`,
      `/sellers/${seller}/records/more`,
      `/sellers/${long}/records`,
      '/sellers/nobody.here/records',
    ]) {
      const answer = await fetch(gateway.url + path, { headers: { accept: 'text/html' } });
      expect(answer.status, path.slice(0, 60)).to.be.oneOf([400, 404]);
      expect(await answer.text(), path.slice(0, 60))
        .to.include('<h1>')
        .and.not.to.include('<script>');
    }
  });

  it('give the proof as data and the command where scripts do not run', async () => {
    const silent = await browser.newContext({ javaScriptEnabled: false });
    const page = await silent.newPage();
    await page.goto(gateway.url + record('passed'));
    const proof = page.locator('#proof');
    expect(await proof.innerText())
      .to.include('Without one')
      .and.not.to.include('Checking');
    expect(await proof.locator('noscript a').getAttribute('href')).to.equal(`/v1${record('passed')}/proof`);
    expect(await proof.locator('code').textContent()).to.include(`stl proof ${ids['passed'] ?? ''}`);
    await silent.close();
  });

  // Last, for it changes what the others look at.
  it('do not call sealed what came after the newest Seal', async () => {
    const [later = ''] = await stating('demo-inspector', [inspectionRecord('insp-3', { at: day(-1) })]);
    const record = await opened(`/records/${later}`);
    expect(record.answer).to.include('Not sealed yet').and.to.include('every hour');
    expect((await opened('/certificates/0')).answer).to.include('Proven');
    await stating('demo-certifier', [
      {
        ...{ kind: 'certification-status', seller, at: day(-1), certificate: 'Q-7' },
        ...{ status: 'revoked', reason: 'misuse' },
      },
    ]);
    const certificate = await opened('/certificates/0');
    expect(certificate.answer).to.include('Not sealed yet').and.to.include('may have changed since');
    // The sealed state does not know of it: what was written anew from it would hide the revocation.
    expect(certificate.text).to.include('It was misused.').and.to.include('Revoked');
  });

  it('say of a record that the key that signed it was revoked since', async () => {
    const { kid } = world.signer('demo-inspector');
    await world.decide(gateway, { type: 'key.revoke', id: 'demo-inspector', kid, reason: 'compromised' });
    await world.seal(gateway);
    const proof = `${gateway.url}/v1${record('passed')}/proof`;
    while (!(await (await fetch(proof)).text()).includes('"revoked"')) await pause(20);
    const { answer, text, trouble } = await opened(record('passed'));
    expect(answer).to.include('Proven').and.to.include('revoked since: somebody else may have used it');
    const [, all, passed] = /(\d+) checks, (\d+) passed/.exec(text) ?? [];
    expect(Number(passed)).to.equal(Number(all) - 1);
    expect(trouble).to.deep.equal([]);
  });
});
