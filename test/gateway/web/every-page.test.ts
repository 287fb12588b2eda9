import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { launchBrowser, openPage } from './browser.js';
import { chineseFaults, faultsOf, linksOf, sheetsOf, unscriptedFaults } from './page-faults.js';
import { addressOf, enter, pageStates, pathOf, workersOf, type PageState } from './page-states.js';
import { addressKind, SiteLinks } from './site-links.js';
import { StatesSite } from './states-site.js';

const isLong = process.env['STL_LONG'] === '1';
const looked = pageStates.filter(({ isVariant = false }) => isLong || !isVariant);

describe('every page', () => {
  let browser: Browser;
  let site: StatesSite;
  let links: SiteLinks;

  before(async function () {
    browser = await launchBrowser(this);
    site = await StatesSite.open();
    links = new SiteLinks(site.url);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** All that is wrong with it, in English on a large light screen, and in Chinese on a small dark one. */
  const faultsIn = async (state: PageState): Promise<string[]> => {
    const { close, page, trouble } = await openPage(browser, {
      viewport: { width: 1280, height: 800 },
      // What is scrolled to slowly is not in sight when the key is up.
      reducedMotion: 'reduce',
      ...workersOf(state),
    });
    await enter(page, site, state);
    if (state.says !== undefined) expect(await page.locator('main').innerText()).to.match(state.says);
    if (state.bannered !== undefined)
      expect(await page.locator('aside.banner:visible').innerText()).to.match(state.bannered);
    if (state.fails !== true) links.add(page.url(), await linksOf(page));
    const sheets = state.sheets === undefined ? 0 : await sheetsOf(page);
    const faults = await faultsOf(page, state.excuses);
    if (sheets > (state.sheets ?? 0)) faults.push(`fills ${sheets} sheets of paper`);
    const answers = /Failed to load resource/;
    faults.push(...trouble.filter((text) => state.fails !== true || !answers.test(text)));
    await close();
    return faults;
  };
  const chineseFaultsIn = async (state: PageState): Promise<string[]> => {
    const look = { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'zh-CN' } as const;
    const { close, page } = await openPage(browser, { ...look, ...workersOf(state) });
    await enter(page, site, state, 'zh');
    const faults = await chineseFaults(page);
    await close();
    return faults;
  };

  const unscriptedFaultsIn = async (state: PageState): Promise<string[]> => {
    const { close, page } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(await addressOf(site, state));
    const faults = await unscriptedFaults(page);
    await close();
    return faults;
  };

  for (const state of looked) {
    it(`is for everybody: ${state.name}`, async () => {
      const looks =
        state.excuses?.foreign === true ? [faultsIn] : [faultsIn, chineseFaultsIn, unscriptedFaultsIn];
      expect((await Promise.all(looks.map((look) => look(state)))).flat()).to.deep.equal([]);
    });
  }

  it('is led to by the others, and leads to nothing that is not there', async () => {
    expect(await links.dead(), 'dead links').to.deep.equal([]);
    const known = new Set(
      await Promise.all(looked.map(async (state) => addressKind(await pathOf(site, state)))),
    );
    const untested = (await links.pages()).filter((kind) => !known.has(kind));
    expect(untested, 'pages that stand in no table of states').to.deep.equal([]);
    const lost = looked.filter(({ fails, excuses }) => fails !== true && excuses?.foreign !== true);
    const kinds = await Promise.all(lost.map(async (state) => addressKind(await pathOf(site, state))));
    const reached = links.reachedFrom('/');
    expect(
      [...new Set(kinds)].filter((kind) => !reached.has(kind)),
      'pages that no page leads to',
    ).to.deep.equal([]);
  });
});
