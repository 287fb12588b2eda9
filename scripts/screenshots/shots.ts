import type { Page } from 'playwright-core';
import { daySeconds } from '../../chaincode/domain/time.js';
import { clock } from './demo.js';

export interface Shot {
  readonly name: string;
  readonly path: string;
  /** How far the visitor's clock is ahead. */
  readonly laterSeconds?: number;
  /** Brings the page into the state to be shown. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  readonly until?: string;
}

const until = '#answer[aria-busy=false] .verdict';
const pasted = (name: string, badge: string): Shot => ({
  name,
  path: '/verify',
  prepare: async (page) => {
    await page.locator('#paste').fill(badge);
    await page.locator('#bring button[type=submit]').click();
  },
  until,
});

/** A badge that says more than was signed. */
function praised(badge: string): string {
  const [header, payload = '', signature] = badge.split('.');
  const text = Buffer.from(payload, 'base64url')
    .toString()
    .replace(/"overall":\d+/, '"overall":999');
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}

export const shotsOfDemo = (seller: string, young: string, badge: string, orderFile: string): Shot[] => [
  { name: 'sellers', path: '/sellers' },
  { name: 'search-nothing', path: '/sellers?q=nobody' },
  { name: 'seller', path: `/sellers/${seller}` },
  { name: 'certificates', path: `/sellers/${seller}#certificates` },
  { name: 'seller-young', path: `/sellers/${young}` },
  { name: 'not-found', path: '/sellers/nobody' },
  { name: 'no-page', path: '/nowhere' },
  { name: 'verify', path: '/verify' },
  { name: 'verify-notice', path: `/verify/${seller}`, until },
  { name: 'verify-young', path: `/verify/${young}`, until },
  { name: 'verify-forged-shop', path: `/verify/${seller}?shop=evil.example`, until },
  { name: 'verify-expired', path: `/verify/${seller}`, laterSeconds: 2 * daySeconds, until },
  pasted('verify-unchecked', 'no badge'),
  pasted('verify-forged', praised(badge)),
  { name: 'order', path: '/order' },
  {
    name: 'order-timeline',
    path: '/order',
    prepare: (page) => page.locator('input[type=file]').setInputFiles(orderFile),
    until: '#answer[aria-busy=false] section',
  },
  { name: 'snippet', path: `/snippet/${seller}` },
  { name: 'snippet-other-shop', path: `/snippet/${seller}?shop=other.example` },
  { name: 'framed-badge', path: `/badges/${seller}` },
  { name: 'demo-shop', path: '/demo-shop' },
];

/** A badge of another organisation than the page's, of no demonstration: nothing has to be added. */
export const shotsOfOthers = (badge: string): Shot[] => [pasted('verify-valid', badge)];

/** While a fact is contested, and after the seller fell below what an older badge states. */
export const shotsOfFallen = (seller: string, fallen: string, badge: string): Shot[] => [
  { name: 'seller-contested', path: `/sellers/${seller}` },
  { name: 'seller-fallen', path: `/sellers/${fallen}` },
  pasted('verify-revoked', badge),
];

export async function prepared(page: Page, url: string, shot: Shot): Promise<void> {
  if (shot.laterSeconds !== undefined) await page.clock.setFixedTime((clock() + shot.laterSeconds) * 1000);
  await page.goto(`${url}${shot.path}`, { waitUntil: 'networkidle' });
  await shot.prepare?.(page);
  if (shot.until !== undefined) await page.locator(shot.until).first().waitFor();
}
