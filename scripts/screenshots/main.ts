import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { floorToHour, formatTime, daySeconds } from '../../chaincode/domain/time.js';
import type { FactRecord } from '../../gateway/sdk/client/index.js';
import { Demo, clock } from './demo.js';
import { prepared, shotsOfDemo, shotsOfFallen, shotsOfOthers, type Shot } from './shots.js';

/** Writes a picture of every page and state to .run/screenshots/: `node dist/scripts/screenshots/main.js [chromium]`. */
const [program = process.env['STL_CHROMIUM'] ?? '/usr/bin/chromium'] = process.argv.slice(2);
const out = '.run/screenshots';
const seller = 'demo-platform.shop-0002';
const hour = floorToHour(clock());

const demo = await Demo.make();
const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
mkdirSync(out, { recursive: true });

async function shoot(shots: readonly Shot[]): Promise<void> {
  for (const [look, width, colorScheme, locale] of [
    ['desktop-light-en', 1280, 'light', 'en-GB'],
    ['phone-dark-zh', 360, 'dark', 'zh-CN'],
  ] as const) {
    for (const shot of shots) {
      const context = await browser.newContext({ colorScheme, locale, viewport: { width, height: 800 } });
      const page = await context.newPage();
      await prepared(page, demo.url, shot);
      await page.screenshot({ path: join(out, `${shot.name}-${look}.png`), fullPage: true });
      await context.close();
    }
  }
}

/** Orders of a seller that were lost two months ago. */
function lostOrders(of: string): FactRecord[] {
  const at = formatTime(hour - 60 * daySeconds);
  const promised = {
    dispatchBy: at,
    deliverBy: at,
    country: 'DE',
    value: { currency: 'EUR', band: 7 },
  } as const;
  return Array.from({ length: 200 }, () => randomBytes(32).toString('base64url')).flatMap((order) => [
    { kind: 'order', seller: of, at, order, ...promised, channel: 'web' } as const,
    { kind: 'fulfilment', seller: of, at, order, event: 'lost' } as const,
  ]);
}

/** Somebody opens a case that contests the newest reviews. */
async function contest(of: string): Promise<void> {
  const contests = (await demo.facts(of, 'review')).slice(0, 10).map(({ id }) => id);
  const opened = { case: 'contested-1', step: 'opened', type: 'record-contested', contests } as const;
  await demo.state('demo-platform', [{ kind: 'case', seller: of, at: formatTime(hour), ...opened }]);
}

try {
  await demo.start('platform');
  await demo.seal();
  const { items } = await demo.json<{ items: { id: string }[] }>('/v1/sellers?limit=100');
  const scores = await Promise.all(
    items.map(async ({ id }) => ({
      id,
      ...(await demo.json<{ overall: number | null; band: string | null }>(`/v1/sellers/${id}/score`)),
    })),
  );
  const young = scores.find(({ overall }) => overall === null)?.id ?? '';
  const fallen = scores.find(({ band, id }) => band === 'good' && id !== seller)?.id ?? '';
  const [first] = await demo.facts(seller, 'fulfilment');
  const order = first?.record.kind === 'fulfilment' ? first.record.order : '';
  const badge = await demo.badge(seller);
  await shoot(shotsOfDemo(seller, young, badge, await demo.orderFile(seller, order)));

  await demo.goLive();
  await demo.start('certifier');
  await demo.seal();
  const others = await demo.badge(seller);
  await demo.start('platform');
  await shoot(shotsOfOthers(others));

  const stated = await demo.badge(fallen);
  await demo.state('demo-platform', lostOrders(fallen));
  await contest(seller);
  await shoot(shotsOfFallen(seller, fallen, stated));
} finally {
  await browser.close();
  await demo.remove();
}
console.log(`written to ${out}/`);
