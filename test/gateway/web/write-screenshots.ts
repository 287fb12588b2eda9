import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { launchBrowser, openPage } from './browser.js';
import { enter, pageStates, workersOf, type PageState } from './page-states.js';
import { StatesSite } from './states-site.js';

/** Writes a picture of every page and state: `node dist/test/gateway/web/write-screenshots.js [folder] [pattern of names]`. */
const [out = '.run/screenshots', pattern = ''] = process.argv.slice(2);

const looks: readonly (readonly [name: string, look: BrowserContextOptions])[] = [
  ['desktop-light-en', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
  ['phone-dark-zh', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'zh-CN' }],
];
/** The pages that most people see are drawn on the smallest screen and on paper, too. */
const mostSeen = new Set(['home', 'search', 'seller-certified', 'verify-poor', 'verify-genuine']);
const smallest = [
  'phone-320-light-en',
  { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
] as const;

const site = await StatesSite.open();
const imported = await StatesSite.open({ demo: false, shiftedDays: 400 });
const browser = await launchBrowser();
mkdirSync(out, { recursive: true });

async function shoot(on: StatesSite, state: PageState, name: string): Promise<void> {
  for (const [look, options] of [...looks, ...(mostSeen.has(name) ? [smallest] : [])]) {
    const { close, page } = await openPage(browser, { ...options, ...workersOf(state) });
    const path = join(out, `${name}-${look}`);
    try {
      await enter(page, on, state);
      await page.screenshot({ path: `${path}.png`, fullPage: true });
      if (look === 'desktop-light-en' && mostSeen.has(name))
        await page.pdf({ path: `${path}.pdf`, format: 'A4' });
    } catch (error) {
      process.stderr.write(`${name}, ${look}: ${String(error)}\n`);
    }
    await close();
  }
}

try {
  for (const state of pageStates.filter(({ name }) => new RegExp(pattern).test(name))) {
    await shoot(site, state, state.name);
    if (['home', 'seller-excellent', 'verify-excellent'].includes(state.name))
      await shoot(imported, state, `${state.name}-imported`);
  }
} finally {
  await browser.close();
  await site.close();
  await imported.close();
}
process.stdout.write(`written to ${out}/\n`);
