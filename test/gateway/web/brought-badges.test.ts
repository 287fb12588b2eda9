import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { comesTrue, launchBrowser, openPage, visitsKept } from './browser.js';
import { openDemoSite, type DemoSite } from './demo-site.js';

const seller = 'demo-platform.shop-0002';
const other = 'demo-platform.shop-0003';

describe('badges that people bring to the verify page', () => {
  let browser: Browser;
  let site: DemoSite;
  let badge: string;
  before(async function () {
    // A name that is not this machine: there, plain HTTP is no secure context. The camera is a made-up one.
    browser = await launchBrowser(this, [
      '--host-resolver-rules=MAP plain.test 127.0.0.1',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ]);
    site = await openDemoSite({ seals: true });
    while ((await fetch(`${site.url}/v1/badges/${seller}`)).status !== 200) await pause(20);
    badge = await badgeOf(seller);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const badgeOf = async (id: string): Promise<string> => (await fetch(`${site.url}/v1/badges/${id}`)).text();
  const opened = async (path = '/verify', options: BrowserContextOptions = {}) => {
    const tab = await openPage(browser, options);
    await tab.page.goto(`${site.url}${path}`);
    return tab;
  };
  const answer = (page: Page) => page.locator('#answer[aria-busy=false] .verdict');
  const paste = async (page: Page, text: string): Promise<void> => {
    await page.locator('#paste').fill(text);
    await page.locator('#bring button[type=submit]').click();
  };
  const says = (page: Page, words: string) => answer(page).filter({ hasText: words }).waitFor();

  it('answers where one sees it, on a phone, too', async () => {
    const { close, page } = await opened('/verify', { viewport: { width: 360, height: 640 } });
    await paste(page, badge);
    await answer(page).waitFor();
    await page.locator('#checks-counted', { hasText: '10 checks' }).waitFor();
    const inView = `(() => { const { top } = document.querySelector('.verdict h2').getBoundingClientRect();
      return top >= 0 && top < innerHeight; })()`;
    await comesTrue(page, inView);
    expect(await page.evaluate("document.activeElement?.id ?? ''")).to.equal('answer');
    await close();
  });

  it('takes them with broken lines, as mail and terminals bring them', async () => {
    const broken = `  ${badge.replace(/(.{64})/g, '$1\r\n')}\n`;
    const { close, page } = await opened();
    await paste(page, broken);
    await says(page, 'Badge genuine');
    expect(await answer(page).getAttribute('class'), 'a good band').to.equal('verdict genuine tone-good');
    await page.reload();
    const buffer = Buffer.from(broken);
    await page.locator('#file').setInputFiles({ name: 'badge.jwt', mimeType: 'text/plain', buffer });
    await says(page, 'Badge genuine');
    await close();
  });

  it('follows a link in the text, on this site and in the chosen language', async () => {
    const { close, page } = await opened('/verify?lang=zh');
    await paste(page, `https://elsewhere.example/verify/${seller}?shop=evil.example`);
    await page.waitForURL(`${site.url}/verify/${seller}?shop=evil.example&lang=zh`);
    await says(page, '不属于此店铺');
    await close();
  });

  it('checks again when only what stands behind the # changes', async () => {
    const { close, page } = await opened(`/verify/${seller}`);
    await says(page, 'Badge genuine');
    await page.evaluate(`location.hash = 'badge=${await badgeOf(other)}'`);
    await says(page, 'Not for this seller');
    expect(await answer(page).innerText()).to.include(`belongs to ${other}`);
    await close();
  });

  it('lets no late answer stand under a newer question', async () => {
    const { close, page } = await opened('/verify', { serviceWorkers: 'block' });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(`**/v1/badges/${seller}`, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${site.url}/verify/${seller}`);
    await page.locator('summary', { hasText: 'Check another badge' }).click();
    await paste(page, 'hello');
    await says(page, 'not the text of a seller badge');
    const late = page.waitForResponse('**/v1/status-lists/**');
    release();
    await late;
    await page.waitForLoadState('networkidle');
    expect(await answer(page).innerText()).to.include('not the text of a seller badge');
    await close();
  });

  it('asks nothing again by itself that nobody waits for any more', async () => {
    const { close, page } = await opened('/verify', { serviceWorkers: 'block' });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let asked = 0;
    await page.route(`**/v1/badges/${seller}`, async (route) => {
      asked += 1;
      await held;
      await route.fulfill({ status: 503, headers: { 'retry-after': '1' }, body: '{}' });
    });
    await page.clock.install();
    await page.goto(`${site.url}/verify/${seller}`);
    await page.locator('summary', { hasText: 'Check another badge' }).click();
    await paste(page, 'hello');
    await says(page, 'not the text of a seller badge');
    const late = page.waitForResponse(`**/v1/badges/${seller}`);
    release();
    await (await late).finished();
    await page.clock.runFor(120_000);
    expect(asked).to.equal(1);
    expect(await answer(page).innerText()).to.include('not the text of a seller badge');
    await close();
  });

  it('calls nothing forged that this browser cannot check', async () => {
    const { close, page, trouble } = await openPage(browser);
    const plain = site.url.replace('127.0.0.1', 'plain.test');
    await page.goto(`${plain}/verify/${seller}`);
    expect(await page.evaluate('isSecureContext')).to.equal(false);
    await says(page, 'cannot check its signatures');
    expect(await answer(page).getAttribute('class')).to.equal('verdict unchecked tone-unknown');
    await page.goto(`${plain}/snippet/${seller}`);
    await page.locator('button[data-copies=image]').click();
    await page.locator('[role=status]', { hasText: 'did not allow' }).waitFor();
    expect(trouble).to.deep.equal([]);
    await close();
  });

  it('stops looking through the camera when it is told to', async () => {
    const { close, page } = await opened('/verify', { permissions: ['camera'] });
    await page.getByRole('button', { name: 'Scan with the camera' }).click();
    await page.locator('#camera').waitFor({ state: 'visible' });
    await page.getByRole('button', { name: 'Stop the camera' }).click();
    await page.locator('#camera').waitFor({ state: 'hidden' });
    const live = `document.querySelector('#camera').srcObject.getTracks().filter(({ readyState }) => readyState === 'live').length`;
    expect(await page.evaluate(live)).to.equal(0);
    expect(await page.locator('#bring-trouble').innerText()).to.equal('');
    await close();
  });

  it('finds a copied badge out without a network, too', async () => {
    const { close, page } = await opened(`/verify/${seller}`);
    await answer(page).waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.reload({ waitUntil: 'networkidle' });
    await page.context().setOffline(true);
    await page.goto(`${site.url}/verify/${seller}?shop=evil.example`);
    await says(page, 'Not for this shop');
    await close();
  });

  it('keeps no file of an earlier deployment, and no diary of its visitor', async () => {
    const { close, page } = await opened();
    await page.evaluate(
      "caches.open('stl-verify-older').then((store) => store.put('/verify', new Response('old')))",
    );
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await comesTrue(page, "caches.keys().then((names) => !names.includes('stl-verify-older'))");
    await page.reload({ waitUntil: 'networkidle' });
    await page.evaluate(`(async () => {
      for (let i = 0; i < 30; i++) await (await fetch('/verify/${seller}?visit=' + i)).text();
    })()`);
    expect(await visitsKept(page)).to.equal(20);
    await close();
  });
});
