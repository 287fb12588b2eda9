import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage } from './browser.js';
import { chineseFaults, faultsOf, linksOf } from './page-faults.js';
import { enter, statesOf, type PageState } from './page-states.js';
import { StatesSite } from './states-site.js';

describe('every page, in every state', () => {
  let browser: Browser;
  let site: StatesSite;
  const links = new Map<string, string>();

  before(async function () {
    browser = await launchBrowser(this);
    site = await StatesSite.open();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const faultsIn = async (state: PageState): Promise<string[]> => {
    const { close, page, trouble } = await openPage(browser, { viewport: { width: 1280, height: 800 } });
    await enter(page, site.url, state);
    if (state.says !== undefined) expect(await page.locator('body').innerText(), state.name).to.match(state.says);
    const faults = await faultsOf(page, state.excuses);
    for (const link of await linksOf(page)) links.set(link, state.name);
    const unexpected = trouble.filter((text) => state.trouble?.test(text) !== true);
    await close();
    return [...faults, ...unexpected.map((text) => `console: ${text}`)];
  };
  const chineseFaultsIn = async (state: PageState): Promise<string[]> => {
    const look = { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'zh-CN' } as const;
    const { close, page } = await openPage(browser, look);
    await enter(page, site.url, state, 'zh');
    const faults = await chineseFaults(page);
    await close();
    return faults;
  };

  it('is for everybody', async () => {
    const wrong: Record<string, readonly string[]> = {};
    for (const state of await statesOf(site)) {
      if (process.env['ONLY'] && !new RegExp(process.env['ONLY']).test(state.name)) continue;
      const started = Date.now();
      let faults: string[] = [];
      try { faults.push(...await faultsIn(state)); } catch (error) { faults.push(String(error).slice(0,300)); }
      try { if (state.excuses?.foreign !== true) faults.push(...await chineseFaultsIn(state)); } catch (error) { faults.push('zh ' + String(error).slice(0,300)); }
      console.log(state.name, Date.now() - started, JSON.stringify(faults, null, 1));
      if (faults.length > 0) wrong[state.name] = faults;
    }
  });
});
