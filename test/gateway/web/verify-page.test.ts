import { createPrivateKey, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { BadgeCredential } from '../../../chaincode/domain/badge/types.js';
import { didOf, keyIdOf } from '../../../chaincode/domain/badge/issuer.js';
import { base64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { floorToHour, formatTime, daySeconds } from '../../../chaincode/domain/time.js';
import type { FactRecord } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { clock, World } from '../harness.js';
import { commitment, orderRecord } from '../../support/records.js';
import { accessibilityFaults, launchBrowser, openPage } from './browser.js';
import { readKeyFile } from '../../../gateway/data-dir/key-files.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';

const seller = 'demo-platform.shop1';
const young = 'demo-platform.shop2';
const poor = 'demo-platform.shop3';
const unsealed = 'demo-platform.shop4';

describe('the verify page, in a browser', () => {
  let browser: Browser;
  let world: World;
  let gateway: Gateway;
  let badge: string;

  before(async function () {
    browser = await launchBrowser(this);
    world = await World.found({ parameters: { demo: false } });
    gateway = await world.start();
    const hour = floorToHour(clock());
    const at = (days: number): string => formatTime(hour - days * daySeconds);
    const names = Array.from({ length: 60 }, (_, i) => `order-${i}`);
    // In four periods: a young seller's score would be provisional.
    const orders = (of: string, tag = ''): FactRecord[] =>
      names.map((name, i) =>
        orderRecord(tag + name, {
          seller: of,
          at: at(92 + 28 * (i % 4)),
          dispatchBy: at(85),
          deliverBy: at(50),
        }),
      );
    const ended = (of: string, event: 'delivered' | 'lost', tag = ''): FactRecord[] =>
      names.map((name) => ({
        kind: 'fulfilment',
        seller: of,
        at: at(60),
        order: commitment(tag + name),
        event,
      }));
    await state([
      {
        kind: 'identity',
        seller,
        at: at(130),
        shopDomains: ['shop.example'],
        tradingName: 'Green Tea House',
      },
      ...orders(seller),
    ]);
    await state([...ended(seller, 'delivered'), orderRecord('first', { seller: young })]);
    await state(orders(poor, 'poor-'));
    await state(ended(poor, 'lost', 'poor-'));
    await world.seal(gateway);
    badge = await badgeOf(seller);
    await state([orderRecord('unsealed', { seller: unsealed })]);
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
    await world?.remove();
  });

  const state = async (records: readonly FactRecord[]): Promise<void> => {
    await world.state(gateway, 'demo-platform', records);
  };
  const badgeOf = async (id: string): Promise<string> =>
    (await fetch(`${gateway.url}/v1/badges/${id}`)).text();
  const payloadOf = (jws: string): BadgeCredential =>
    JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as BadgeCredential;
  /** What a corrupt organisation could make: an altered badge, properly signed. */
  const signedBy = async (org: string, change: (credential: BadgeCredential) => object): Promise<string> => {
    const jwk = await readKeyFile(new DataDir(world.dir).organisationKey(org, 'sign'));
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    const url = world.consortium.document.organisations.find(({ id }) => id === org)?.url ?? '';
    const header = { alg: 'ES256', cty: 'vc', kid: keyIdOf(didOf(url), jwk.kid), typ: 'vc+jwt' };
    const part = (value: object): string => base64url(utf8(canonicalText(value)));
    const input = `${part(header)}.${part(change(payloadOf(badge)))}`;
    return `${input}.${base64url(sign('sha256', utf8(input), { key, dsaEncoding: 'ieee-p1363' }))}`;
  };
  const answer = async (page: Page): Promise<string> => {
    await page.locator('#answer[aria-busy=false] .verdict').waitFor();
    return page.locator('#answer .verdict').innerText();
  };
  const colour = (page: Page): Promise<string | null> =>
    page.locator('#answer .verdict').getAttribute('class');
  /** Pastes a badge on the page and gives the answer. */
  const pasted = async (text: string, path = '/verify', now?: number) => {
    const opened = await openPage(browser);
    const { page } = opened;
    if (now !== undefined) await page.clock.setFixedTime(now * 1000);
    await page.goto(`${gateway.url}${path}`);
    if (path !== '/verify') {
      await answer(page);
      await page.locator('summary', { hasText: 'Check another badge' }).click();
    }
    await page.locator('#paste').fill(text);
    await page.locator('#bring button[type=submit]').click();
    const said = await answer(page);
    const shown = await colour(page);
    await opened.close();
    return { said, shown };
  };

  it('checks the newest badge of a seller, step by step, and shows how it came to its answer', async () => {
    const { close, page, trouble } = await openPage(browser);
    await page.goto(`${gateway.url}/verify/${seller}?shop=shop.example`);
    const { overall } = payloadOf(badge).credentialSubject;
    expect(await answer(page))
      .to.include(`Fair: ${overall} of 1000`)
      .and.to.include('Badge genuine, checked in this browser')
      .and.to.include('This page comes from');
    expect(await page.title()).to.include(`Badge of ${seller}`);
    await page.locator('summary', { hasText: '10 checks, 9 passed' }).click();
    const checks = await page.locator('#checks li.check').allInnerTexts();
    expect(checks).to.have.length(10);
    expect(checks.at(-1)).to.include('It was not taken back').and.to.include('passed');
    const certifier = world.consortium.document.organisations.find(({ id }) => id === 'certifier')!;
    const elsewhere = page.locator('#details a', { hasText: certifier.name });
    expect(await elsewhere.getAttribute('href'), 'this very badge, for the same shop').to.equal(
      `${certifier.url}/verify/${seller}?shop=shop.example&lang=en#badge=${badge}`,
    );
    const summary = await page.locator('main').innerText();
    expect(summary).to.include('Green Tea House').and.to.include('shop.example');
    await page.locator('#raw-card summary').click();
    expect(await page.locator('#raw').innerText()).to.include('"SellerTrustBadge"');
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#download').click()]);
    expect(await readFile(await download.path(), 'utf8')).to.equal(badge);
    expect(await accessibilityFaults(page)).to.deep.equal([]);
    expect(trouble).to.deep.equal([]);
    await page.locator('#ways a', { hasText: 'See the full record' }).click();
    await page.waitForURL(`${gateway.url}/sellers/${seller}`);
    await close();
  });

  it('gives the headline to the standing of the seller: a genuine badge praises nobody', async () => {
    const { close, page } = await openPage(browser);
    await page.goto(`${gateway.url}/verify/${poor}`);
    expect(await answer(page))
      .to.match(/(Weak|Poor): \d+ of 1000\n/)
      .and.to.include('Badge genuine');
    expect(await colour(page)).to.equal('verdict genuine tone-bad');
    const green = `(() => {
      const sample = document.body.appendChild(document.createElement('i'));
      sample.className = 'tone-good';
      const greens = ['--tone', '--tone-ground'].map((name) => {
        sample.style.color = getComputedStyle(sample).getPropertyValue(name);
        return getComputedStyle(sample).color;
      });
      sample.remove();
      return [...document.querySelectorAll('main *')].filter((one) => one.checkVisibility()).flatMap((one) => {
        const { backgroundColor, borderInlineStartColor, color, fill } = getComputedStyle(one);
        return [backgroundColor, borderInlineStartColor, color, fill].some((used) => greens.includes(used)) ? [one.outerHTML] : [];
      });
    })()`;
    expect(await page.evaluate(green)).to.deep.equal([]);
    // On paper a button does nothing, and the code is the way back to the check.
    await page.emulateMedia({ media: 'print' });
    for (const useless of ['.verdict .buttons', '#bring', '#raw-card'])
      expect(await page.locator(useless).isVisible(), useless).to.equal(false);
    expect(await page.locator('.code img').isVisible()).to.equal(true);
    await close();
  });

  it('speaks the verdict, and neither the checks nor the notices', async () => {
    const { close, page } = await openPage(browser);
    await page.addInitScript(`
      globalThis.spoken = [];
      addEventListener('DOMContentLoaded', () => {
        const said = document.querySelector('#said');
        new MutationObserver(() => spoken.push([said.closest('[aria-busy=true]') !== null, said.innerText])).observe(said, { childList: true });
      });
    `);
    await page.goto(`${gateway.url}/verify/${seller}`);
    await answer(page);
    expect(await page.locator('main [aria-live], main [role=status]:not(#copied)').count()).to.equal(1);
    const spoken = await page.evaluate<[boolean, string][]>('spoken');
    const [busy, words] = spoken.at(-1) ?? [true, ''];
    expect(busy, 'a region that is busy is not spoken').to.equal(false);
    expect(words.split(/\n+/)).to.deep.equal([
      `Fair: ${payloadOf(badge).credentialSubject.overall} of 1000`,
      'Some promises were not kept, or little is proven yet.',
      'Badge genuine, checked in this browser',
    ]);
    await close();
  });

  it('has verdict and score on the first screen of a phone, before any other text', async () => {
    const viewport = { width: 390, height: 844 };
    for (const locale of ['en-GB', 'zh-CN']) {
      const { close, page } = await openPage(browser, { viewport, locale });
      for (const path of [`/verify/${poor}`, `/verify/${seller}?shop=shop.example`, `/verify/${young}`]) {
        await page.goto(`${gateway.url}${path}`);
        await answer(page);
        const bottom = async (selector: string): Promise<number> => {
          const { y, height } = (await page.locator(selector).boundingBox())!;
          return y + height;
        };
        for (const selector of ['#verdict-title', '.verdict-sentence', '.verdict-badge', '#ways a'])
          expect(await bottom(selector), `${path} ${selector}`).to.be.below(viewport.height);
        const { y } = (await page.locator('.lead').boundingBox())!;
        expect(y).to.be.above(await bottom('.verdict'));
      }
      await close();
    }
  });

  it("takes the shop's www. and subdomains for the shop's", async () => {
    const { close, page } = await openPage(browser);
    for (const shop of ['www.shop.example', 'de.shop.example']) {
      await page.goto(`${gateway.url}/verify/${seller}?shop=${shop}`);
      expect(await answer(page), shop).to.include('Badge genuine');
    }
    await close();
  });

  it('tells a seller that is not sealed yet from one that nobody knows', async () => {
    const { close, page } = await openPage(browser);
    await page.goto(`${gateway.url}/verify/${unsealed}`);
    expect(await answer(page))
      .to.include('Not sealed yet')
      .and.to.include('every hour');
    await page.locator('#ways a', { hasText: 'See the full record' }).click();
    await page.waitForURL(`${gateway.url}/sellers/${unsealed}`);
    expect(await page.locator('h1').innerText()).to.include(unsealed);
    await page.goto(`${gateway.url}/verify/demo-platform.nobody`);
    expect(await answer(page)).to.include('No such seller');
    await close();
  });

  it('asks once more by itself while the service starts, and then when it is told to', async () => {
    const { close, page } = await openPage(browser, { serviceWorkers: 'block' });
    let asked = 0;
    let isStarting = true;
    await page.route('**/v1/badges/**', (route) => {
      asked += 1;
      return isStarting
        ? route.fulfill({ status: 503, headers: { 'retry-after': '1' }, body: '{}' })
        : route.continue();
    });
    await page.goto(`${gateway.url}/verify/${seller}`);
    await page.locator('.verdict', { hasText: 'asks again by itself in 1 second.' }).waitFor();
    await page.locator('.verdict', { hasText: 'Please try again in a while' }).waitFor();
    expect(asked).to.equal(2);
    expect(await colour(page)).to.equal('verdict unchecked tone-unknown');
    isStarting = false;
    await page.keyboard.press('Tab');
    await page.locator('#again').focus();
    await page.keyboard.press('Enter');
    await page.locator('.verdict.genuine').waitFor();
    expect(await page.evaluate("document.activeElement?.id ?? ''"), 'focus is not lost').to.equal('answer');
    await close();
  });

  it('offers what the site shows by itself where no scripts run', async () => {
    const { close, page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${gateway.url}/verify/${seller}?lang=en`);
    const first = page.locator('main').locator('a, button, summary').first();
    expect(await first.getAttribute('href')).to.equal(`/sellers/${seller}?lang=en`);
    for (const dead of ['.verdict', '#bring', '#checks-card'])
      expect(await page.locator(dead).isVisible(), dead).to.equal(false);
    await first.click();
    expect(await page.locator('h1').innerText()).to.include('Green Tea House');
    await close();
  });

  it('says without a reservation that a badge of another organisation is genuine', async () => {
    const certifier = world.consortium.document.organisations.find(({ id }) => id === 'certifier')!;
    const theirs = await signedBy('certifier', (credential) => ({
      ...credential,
      issuer: didOf(certifier.url),
    }));
    const { said, shown } = await pasted(theirs);
    expect(said).to.include('Badge genuine').and.not.to.include('This page comes from');
    expect(shown).to.equal('verdict genuine tone-fair');
  });

  it("checks another organisation's badge where a shop's badge leads to it, and its own while that one is away", async () => {
    const certifier = world.consortium.document.organisations.find(({ id }) => id === 'certifier')!;
    const theirs = await signedBy('certifier', (credential) => ({
      ...credential,
      issuer: didOf(certifier.url),
    }));
    for (const [body, isOwn] of [
      [theirs, false],
      [undefined, true],
    ] as const) {
      const { close, page } = await openPage(browser, { serviceWorkers: 'block' });
      await page.route(`${certifier.url}/v1/badges/${seller}`, (route) =>
        body === undefined
          ? route.abort()
          : route.fulfill({ body, headers: { 'access-control-allow-origin': '*' } }),
      );
      await page.goto(`${gateway.url}/verify/${seller}?issuer=certifier`);
      const said = await answer(page);
      expect(said).to.include('Badge genuine');
      expect(said.includes('This page comes from')).to.equal(isOwn);
      await close();
    }
  });

  it('asks no address that a link brings along', async () => {
    const { close, page, trouble } = await openPage(browser);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.goto(`${gateway.url}/verify/${seller}?issuer=${encodeURIComponent('https://evil.example')}`);
    await answer(page);
    expect(new Set(asked)).to.deep.equal(new Set([gateway.url]));
    expect(trouble).to.deep.equal([]);
    await close();
  });

  it("is where other organisations' badges lead, and its own badges lead to another's", async () => {
    const { organisations } = world.consortium.document;
    const at =
      organisations[(organisations.findIndex(({ id }) => id === 'platform') + 1) % organisations.length]!;
    const html = await (await fetch(`${gateway.url}/snippet/${seller}`)).text();
    const link = `${at.url}/verify/${seller}?shop=shop.example&amp;amp;issuer=platform`;
    expect(html)
      .to.include(link)
      .and.to.include(`check-at=&quot;${at.url}&quot; issuer=&quot;platform&quot;`);
    const framed = await (await fetch(`${gateway.url}/badges/${seller}?shop=shop.example`)).text();
    expect(framed).to.include(
      `href="${at.url}/verify/${seller}?lang=en&amp;shop=shop.example&amp;issuer=platform"`,
    );
    const { close, page } = await openPage(browser);
    await page.route('**/a-shop', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<script src="${gateway.url}/badge.js" defer></script>
          <seller-trust-badge seller="${seller}" shop-domain="shop.example" locale="en" check-at="${at.url}" issuer="platform"></seller-trust-badge>`,
      }),
    );
    await page.goto(`${gateway.url}/a-shop`);
    expect(await page.locator('seller-trust-badge a').getAttribute('href')).to.equal(
      `${at.url}/verify/${seller}?shop=shop.example&lang=en&issuer=platform`,
    );
    await close();
  });

  it('says that too little is known of a new seller, and does not call that good or bad', async () => {
    const { close, page } = await openPage(browser);
    await page.goto(`${gateway.url}/verify/${young}`);
    expect(await answer(page))
      .to.include('Not enough history yet')
      .and.to.include('Badge genuine');
    expect(await colour(page)).to.equal('verdict no-history tone-unknown');
    await close();
  });

  it('calls a badge forged that was changed, or states what does not follow', async () => {
    const [head = '', payload = '', signature = ''] = badge.split('.');
    const other = Buffer.from(payload, 'base64url')
      .toString()
      .replace('"provisional":false', '"provisional":true');
    for (const [forged, reason] of [
      [`${head}.${base64url(utf8(other))}.${signature}`, 'changed after it was signed'],
      [
        await signedBy('platform', (credential) => ({
          ...credential,
          credentialSubject: { ...credential.credentialSubject, overall: 999 },
        })),
        'does not follow from the facts',
      ],
    ] as const) {
      const { said, shown } = await pasted(forged);
      expect(said).to.include('Forged').and.to.include(reason);
      expect(shown).to.equal('verdict forged tone-bad');
    }
  });

  it('names both where a badge is of others than it is shown for, and calls it no forgery', async () => {
    const { said } = await pasted(badge, `/verify/${young}`);
    expect(said)
      .to.include('Not for this seller')
      .and.to.include(young)
      .and.to.include(seller)
      .and.not.to.include('Forged');
    const { close, page } = await openPage(browser);
    await page.goto(`${gateway.url}/verify/${seller}?shop=evil.example`);
    expect(await answer(page))
      .to.include('Not for this shop')
      .and.to.include('evil.example')
      .and.to.include('Shops of this seller: shop.example')
      .and.not.to.include('Forged');
    expect(await colour(page)).to.equal('verdict other-shop tone-bad');
    expect(await page.locator('#checks-card').getAttribute('open'), 'what failed is seen').to.equal('');
    expect(await page.locator('#checks-counted').innerText()).to.include('1 failed');
    await close();
  });

  it('never calls good what it could not check', async () => {
    for (const text of ['hello', 'a.b.c', badge.slice(0, 200), '<img src=x onerror=alert(1)>']) {
      const { said, shown } = await pasted(text);
      expect(said, text.slice(0, 9)).to.include('Could not be checked');
      expect(shown).to.equal('verdict unchecked tone-unknown');
    }
  });

  it('says that a badge is out of date, by its last day and by its checkpoint', async () => {
    expect((await pasted(badge, '/verify', clock() + 2 * daySeconds)).said).to.include('Out of date');
    const stale = await pasted(badge, '/verify', clock() + 3 * 3_600);
    expect(stale.said).to.include('hours old');
    expect(stale.shown).to.equal('verdict expired tone-fair');
  });

  it('asks for proof that the ledger only grew since the last visit, and finds out one that did not', async () => {
    const { close, page, trouble } = await openPage(browser, { serviceWorkers: 'block' });
    const visit = async (): Promise<string> => {
      await page.goto(`${gateway.url}/verify/${seller}`);
      const said = await answer(page);
      const checks = await page.locator('#checks li.check').allTextContents();
      return `${said}\n${checks.find((check) => check.includes('last saw it')) ?? ''}`;
    };
    const name = `stl-seen-${world.consortium.ledger}`;
    const kept = (): Promise<string> => page.evaluate<string>(`localStorage.getItem('${name}')`);
    expect(await visit()).to.include('for the first time');
    const first = await kept();
    await state([orderRecord('grown')]);
    await world.seal(gateway);
    badge = await badgeOf(seller);
    await page.route('**/tlog/**', (route) => route.abort());
    expect(await visit()).to.include('was not checked');
    expect(await kept(), 'unproven').to.equal(first);
    await page.unroute('**/tlog/**');
    trouble.length = 0;
    expect(await visit()).to.match(/last saw it\s+passed/);
    const second = await kept();
    expect(second).not.to.equal(first);
    expect(trouble).to.deep.equal([]);
    // Another past of the same length: what the visitor of a forked ledger has seen.
    await page.evaluate(
      `localStorage.setItem('${name}', ${JSON.stringify(first.replace(/"root":"[0-9a-f]{8}/, '"root":"00000000'))})`,
    );
    expect(await visit()).to.include('Forged');
    await close();
  });

  it('leaves a notice where it could not ask whether the badge was taken back', async () => {
    const { close, page } = await openPage(browser, { serviceWorkers: 'block' });
    await page.route('**/v1/status-lists/**', (route) => route.abort());
    await page.goto(`${gateway.url}/verify/${seller}`);
    expect(await answer(page))
      .to.include('could not be looked up')
      .and.to.include('Badge genuine, but not all of it could be checked');
    await close();
  });

  it('works without a network once it was loaded', async () => {
    const { close, page } = await openPage(browser);
    await page.goto(`${gateway.url}/verify/${seller}`);
    await answer(page);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.reload();
    await answer(page);
    await page.context().setOffline(true);
    await page.reload();
    expect(await answer(page)).to.include('Badge genuine');
    await page.goto(`${gateway.url}/verify`);
    await page.locator('#paste').fill(badge);
    await page.locator('#bring button[type=submit]').click();
    expect(await answer(page)).to.include('Badge genuine');
    await close();
  });

  it('is one file, too, that is kept and opened from anywhere', async () => {
    const answered = await fetch(`${gateway.url}/verify/page`);
    expect(answered.headers.get('content-disposition')).to.include('attachment');
    const text = await answered.text();
    // A badge names where its status lists are: a hostile one would have the page ask addresses of its reader's network.
    const asked = /connect-src ([^;]*);/.exec(text)?.[1]?.split(' ') ?? [];
    const sites = world.consortium.document.organisations.map(({ url }) => url);
    expect(asked).to.have.members([gateway.url, ...sites]);
    expect(text).not.to.include('href="/');
    const { close, page, trouble } = await openPage(browser);
    const file = join(world.dir, 'verify.html');
    await writeFile(file, text);
    await page.goto(`file://${file}`);
    await page.locator('#paste').fill(badge);
    await page.locator('#bring button[type=submit]').click();
    expect(await answer(page)).to.include('Badge genuine');
    expect(trouble).to.deep.equal([]);
    await close();
  });

  it('is worked by keyboard alone', async () => {
    const { close, page } = await openPage(browser);
    await page.goto(`${gateway.url}/verify`);
    const focused = (): Promise<string> => page.evaluate<string>("document.activeElement?.id ?? ''");
    for (let i = 0; i < 20 && (await focused()) !== 'paste'; i++) await page.keyboard.press('Tab');
    expect(await focused()).to.equal('paste');
    await page.keyboard.insertText(badge);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await answer(page)).to.include('Badge genuine');
    await close();
  });

  it('reads a badge from a file and a seller from a code', async () => {
    const { close, page } = await openPage(browser);
    await page.goto(`${gateway.url}/verify`);
    await page
      .locator('#file')
      .setInputFiles({ name: 'badge.jwt', mimeType: 'text/plain', buffer: Buffer.from(badge) });
    expect(await answer(page)).to.include('Badge genuine');
    await page.goto(`${gateway.url}/verify/${seller}/code.svg`);
    const picture = await page.screenshot();
    await page.goto(`${gateway.url}/verify`);
    await page
      .locator('#picture')
      .setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture });
    await page.waitForURL(`**/verify/${seller}#sha256=*`);
    expect(await answer(page)).to.include('Badge genuine');
    await close();
  });

  it('is small at first sight, and does not jump when the answer comes', async () => {
    const { close, page } = await openPage(browser);
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    let received = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (received += encodedDataLength));
    await page.addInitScript(`
      globalThis.shifts = [];
      new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
        .observe({ type: 'layout-shift', buffered: true });
    `);
    await page.goto(`${gateway.url}/verify/${seller}`);
    await answer(page);
    expect(received).to.be.below(100_000);
    const shifts = await page.evaluate<number[]>('shifts');
    expect(shifts.reduce((sum, one) => sum + one, 0)).to.be.below(0.1);
    await close();
  });

  it('says that a badge was taken back, at once, when its seller fell below what it states, and where it stands today', async () => {
    const at = formatTime(floorToHour(clock()) - 60 * daySeconds);
    const names = Array.from({ length: 120 }, (_, i) => `lost-${i}`);
    await state(names.map((name) => orderRecord(name, { at, dispatchBy: at, deliverBy: at })));
    await state(
      names.map((name) => ({ kind: 'fulfilment', seller, at, order: commitment(name), event: 'lost' })),
    );
    const { close, page } = await openPage(browser);
    await page.goto(`${gateway.url}/verify`);
    const today = async (): Promise<string> => {
      await page.locator('#paste').fill(badge);
      await page.locator('#bring button[type=submit]').click();
      await page.locator('#answer[aria-busy=false] .verdict.revoked #today p').waitFor();
      return page.locator('.verdict').innerText();
    };
    // The gateway may still be folding them.
    while (!(await pasted(badge)).said.includes('Taken back'));
    expect(await today())
      .to.include('no longer has the standing')
      .and.to.match(/Today: (Weak|Poor): \d+ of 1000/)
      .and.to.include('have not yet agreed on it');
    await world.seal(gateway);
    expect(await today())
      .to.match(/Today: (Weak|Poor): \d+ of 1000/)
      .and.to.include('newest badge says');
    await page.locator('#ways a', { hasText: 'Check the newest badge' }).click();
    await page.locator('.verdict.genuine.tone-bad').waitFor();
    await close();
  });
});
