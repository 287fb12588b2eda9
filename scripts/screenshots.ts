import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { loadConfig } from '../gateway/config.js';
import { createDemoConsortium } from '../gateway/demo/create.js';
import { startGateway } from '../gateway/server.js';

/** Writes a picture of every page and state to .run/screenshots/: `node dist/scripts/screenshots.js [chromium]`. */
const [program = process.env['STL_CHROMIUM'] ?? '/usr/bin/chromium'] = process.argv.slice(2);
const out = '.run/screenshots';
const seller = 'demo-platform.shop-0002';
const clock = (): number => Math.floor(Date.now() / 1000);

interface Shot {
  readonly name: string;
  readonly path: string;
  /** Brings the page into the state to be shown. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  readonly until?: string;
}

const answered = '#answer[aria-busy=false] .verdict';
const paste = (text: () => Promise<string>) => async (page: Page) => {
  await page.locator('#paste').fill(await text());
  await page.locator('#bring button[type=submit]').click();
};

/** A badge that says more than was signed. */
function praised(badge: string): string {
  const [header, payload = '', signature] = badge.split('.');
  const text = Buffer.from(payload, 'base64url')
    .toString()
    .replace(/"overall":\d+/, '"overall":999');
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}

const dir = mkdtempSync(join(tmpdir(), 'stl-screenshots-'));
const { signal } = new AbortController();
await createDemoConsortium(join(dir, 'data'), {
  sellers: 60,
  seed: 5,
  clock,
  signal,
  progress: () => undefined,
});
const config = { STL_PORT: '0', STL_DATA_DIR: join(dir, 'data'), STL_LOG_LEVEL: 'silent' };
const gateway = await startGateway(loadConfig(config));
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
const json = async <T>(path: string): Promise<T> =>
  (await (await fetch(`${gateway.url}${path}`)).json()) as T;
const badge = async (): Promise<string> => (await fetch(`${gateway.url}/v1/badges/${seller}`)).text();

try {
  while ((await fetch(`${gateway.url}/v1/badges/${seller}`)).status !== 200) await pause(100);
  const { items } = await json<{ items: { id: string }[] }>('/v1/sellers?limit=100');
  let young = '';
  for (const { id } of items) {
    const { overall } = await json<{ overall: number | null }>(`/v1/sellers/${id}/score`);
    if (overall === null) young = id;
  }
  const later = (seconds: number) => (page: Page) => page.clock.setFixedTime((clock() + seconds) * 1000);
  const shots: readonly Shot[] = [
    { name: 'sellers', path: '/sellers' },
    { name: 'search-nothing', path: '/sellers?q=nobody' },
    { name: 'seller', path: `/sellers/${seller}` },
    { name: 'certificates', path: `/sellers/${seller}#certificates` },
    { name: 'seller-young', path: `/sellers/${young}` },
    { name: 'not-found', path: '/sellers/nobody' },
    { name: 'verify', path: '/verify' },
    { name: 'verify-notice', path: `/verify/${seller}`, until: answered },
    { name: 'verify-young', path: `/verify/${young}`, until: answered },
    { name: 'verify-forged-shop', path: `/verify/${seller}?shop=evil.example`, until: answered },
    { name: 'verify-expired', path: `/verify/${seller}`, prepare: later(2 * 86_400), until: answered },
    {
      name: 'verify-unchecked',
      path: '/verify',
      prepare: paste(() => Promise.resolve('no badge')),
      until: answered,
    },
    {
      name: 'verify-forged',
      path: '/verify',
      prepare: paste(async () => praised(await badge())),
      until: answered,
    },
    { name: 'order', path: '/order' },
    { name: 'snippet', path: `/snippet/${seller}` },
    { name: 'snippet-other-shop', path: `/snippet/${seller}?shop=other.example` },
    { name: 'framed-badge', path: `/badges/${seller}` },
    { name: 'demo-shop', path: '/demo-shop' },
  ];
  mkdirSync(out, { recursive: true });
  for (const [look, width, colorScheme, locale] of [
    ['desktop-light-en', 1280, 'light', 'en-GB'],
    ['phone-dark-zh', 360, 'dark', 'zh-CN'],
  ] as const) {
    for (const { name, path, prepare, until } of shots) {
      const context = await browser.newContext({ colorScheme, locale, viewport: { width, height: 800 } });
      const page = await context.newPage();
      if (name === 'verify-expired') await prepare?.(page);
      await page.goto(`${gateway.url}${path}`, { waitUntil: 'networkidle' });
      if (name !== 'verify-expired') await prepare?.(page);
      if (until !== undefined) await page.locator(until).waitFor();
      await page.screenshot({ path: join(out, `${name}-${look}.png`), fullPage: true });
      await context.close();
    }
  }
} finally {
  await browser.close();
  await gateway.close();
  rmSync(dir, { recursive: true, force: true });
}
console.log(`written to ${out}/`);
