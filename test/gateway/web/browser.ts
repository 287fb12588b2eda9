import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The system's Chromium: `STL_CHROMIUM`, else the first on PATH; undefined where there is none. */
function executable(): string | undefined {
  const chosen = process.env['STL_CHROMIUM'];
  if (chosen !== undefined) return chosen;
  return names.find((name) => spawnSync(name, ['--version']).status === 0);
}

/** Starts Chromium; where it is missing skips the test that needs it, unless there is none or `STL_BROWSER_REQUIRED=1`. */
export async function launchBrowser(test?: Mocha.Context, more: readonly string[] = []): Promise<Browser> {
  const path = executable();
  if (path !== undefined) {
    // Root may not sandbox itself, as in containers.
    const args = [...more, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
    const found = path.includes('/') ? path : spawnSync('which', [path], { encoding: 'utf8' }).stdout.trim();
    return chromium.launch({ executablePath: found, args });
  }
  const advice = 'Chromium is missing: install the package chromium, or set STL_CHROMIUM to the program';
  if (test === undefined || process.env['STL_BROWSER_REQUIRED'] === '1') throw new Error(advice);
  process.stderr.write(`    ${advice}\n`);
  return test.skip();
}

/** A page, and all that went wrong on it: errors, and what its policy or the network refused. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly trouble: string[]; readonly close: () => Promise<void> }> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  return { page, trouble, close: () => context.close() };
}

interface Axe {
  run(
    options: unknown,
  ): Promise<{ readonly violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
}

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe-core finds wrong by WCAG 2.2 AA and good practice, or by the rules named, as `rule: element`. The page's policy lets
 * no foreign script in, so the protocol runs it.
 */
export async function accessibilityFaults(page: Page, rules?: readonly string[]): Promise<string[]> {
  const { source } = createRequire(import.meta.url)('axe-core') as { readonly source: string };
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(source);
  const runOnly = rules === undefined ? { type: 'tag', values: standards } : { type: 'rule', values: rules };
  const options = { runOnly, resultTypes: ['violations'] };
  const { violations } = await page.evaluate(
    (asked) => (globalThis as unknown as { axe: Axe }).axe.run(asked),
    options,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}

/** Pixels by which the page is wider than the screen, in either direction of writing; 0 where it fits. */
export async function overflow(page: Page): Promise<number> {
  let most = 0;
  for (const direction of ['rtl', 'ltr']) {
    await page.evaluate(`document.documentElement.dir = '${direction}'`);
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    most = Math.max(most, wide);
  }
  return most;
}

/** Waits until an expression is true of a page. A page that waits by itself would evaluate text, which our pages' policy refuses. */
export async function comesTrue(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate<boolean>(expression))) await pause(20);
}

/** How many addresses with `visit=` in them the browser keeps: more would be a diary. */
export const visitsKept = (page: Page): Promise<number> =>
  page.evaluate<number>(`caches.keys().then(async (names) => {
    const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    return all.flat().filter((url) => url.includes('visit=')).length;
  })`);
