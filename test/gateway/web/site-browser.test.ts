import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults, comesTrue, launchBrowser, openPage, overflow, visitsKept } from './browser.js';
import { openDemoSite, type DemoSite } from './demo-site.js';

const seller = 'demo-platform.shop-0002';

describe('the site in a browser', () => {
  let site: DemoSite;
  let browser: Browser;
  before(async function () {
    browser = await launchBrowser(this);
    site = await openDemoSite({ sellers: 4 });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const heading = (page: Page) => page.locator('h1').innerText();

  it('shows a seller that was looked at without a network, too, and says that it is a saved copy', async () => {
    const { close, page } = await openPage(browser);
    await page.goto(`${site.url}/sellers/${seller}`);
    const seen = await heading(page);
    expect(await page.locator('#saved-copy').isVisible()).to.equal(false);
    // The page was loaded before the worker was there: it is kept all the same.
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.context().setOffline(true);
    await page.reload();
    expect(await heading(page)).to.equal(seen);
    const year = String(new Date().getUTCFullYear());
    expect(await page.locator('#saved-copy').innerText())
      .to.match(/saved copy of/)
      .and.to.include(year);
    // It has its style.
    const display = "getComputedStyle(document.querySelector('header.site')).display";
    expect(await page.evaluate(display)).to.equal('flex');
    for (const path of ['/sellers/demo-platform.shop-0001', '/score']) {
      await page.goto(`${site.url}${path}`);
      expect(await heading(page), path).to.equal('No network');
    }
    await page.context().setOffline(false);
    await page.goto(`${site.url}/sellers/${seller}`);
    expect(await page.locator('#saved-copy').isVisible()).to.equal(false);
    await close();
  });

  it('keeps no diary of the sellers that its visitor looked at', async () => {
    const { close, page } = await openPage(browser);
    await page.goto(`${site.url}/score`);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await comesTrue(page, 'navigator.serviceWorker.controller !== null');
    await page.evaluate(`(async () => {
      for (let i = 0; i < 25; i++) await (await fetch('/sellers/${seller}?visit=' + i)).text();
    })()`);
    expect(await visitsKept(page)).to.equal(20);
    // A link of a shop names the shop; any site can open such links, one after another.
    await page.evaluate(`(async () => {
      for (let i = 0; i < 25; i++)
        for (const path of ['/verify', '/icon.svg']) await (await fetch(path + '?shop=visit=' + i)).text();
    })()`);
    expect(await visitsKept(page)).to.equal(20);
    await close();
  });

  it('says that there is no network, readable for all on a small phone, in both schemes', async () => {
    const { close, page, trouble } = await openPage(browser, {
      viewport: { width: 320, height: 640 },
      serviceWorkers: 'block',
    });
    for (const path of ['/offline', '/offline?lang=zh']) {
      await page.goto(`${site.url}${path}`);
      for (const colorScheme of ['dark', 'light'] as const) {
        if (path.includes('lang')) continue;
        await page.emulateMedia({ colorScheme });
        expect(await accessibilityFaults(page), `${path} ${colorScheme}`).to.deep.equal([]);
      }
      expect(await overflow(page), path).to.equal(0);
      const low = await page.evaluate<string[]>(`[...document.querySelectorAll('header a, footer a')]
        .filter((link) => link.getBoundingClientRect().height < 24).map(({ textContent }) => textContent)`);
      expect(low, path).to.deep.equal([]);
    }
    expect(trouble.filter((text) => !text.includes('404'))).to.deep.equal([]);
    await close();
  });

  it('prints the address and the day, and nothing to click', async () => {
    const { close, page } = await openPage(browser, { serviceWorkers: 'block' });
    await page.goto(`${site.url}/score`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.print-only').innerText()).to.match(
      /Printed from \S+\/score, as it stood on .*\d{4}/,
    );
    expect(await page.locator('nav:visible, .button:visible, button:visible').count()).to.equal(0);
    await close();
  });

  it('describes its interface in its own look, with a way back, for everyone', async () => {
    const { close, page, trouble } = await openPage(browser, { serviceWorkers: 'block' });
    await page.goto(`${site.url}/docs/`);
    // A quarter of the operations has all there is of their kinds.
    for (const tag of ['read', 'consortium']) await page.locator(`.opblock-tag[data-tag=${tag}]`).click();
    await page.locator('[id="operations-service-isReady"] .opblock-summary-control').click();
    await page.locator('.responses-table').first().waitFor();
    expect(await page.title()).to.equal('Interface for programs · Seller Trust Ledger');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityFaults(page), colorScheme).to.deep.equal([]);
    }
    expect(trouble).to.deep.equal([]);
    await page.getByRole('link', { name: 'Seller Trust Ledger' }).click();
    expect(await heading(page)).to.equal('Does this seller keep its promises?');
    await close();
  });
});
