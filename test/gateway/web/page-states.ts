import type { Page } from 'playwright-core';
import { daySeconds } from '../../../chaincode/domain/time.js';
import { clock } from '../harness.js';
import type { Excuses } from './page-faults.js';
import { idOf, type SellerState, type StatesSite } from './states-site.js';

/** A page in a state, and how a visitor comes to see it. */
export interface PageState {
  readonly name: string;
  readonly path: string;
  /** How far the visitor's clock is ahead. */
  readonly laterSeconds?: number;
  /** Before the page is loaded: what the network does to it. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Brings the loaded page into the state. */
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** Words that must be seen, so that a state that is not reached is not taken for it. */
  readonly says?: RegExp;
  /** What the console may say: answers that are not 200 are written there. */
  readonly trouble?: RegExp;
  readonly excuses?: Excuses;
}

const answered = '#answer[aria-busy=false] .verdict';
const seller = (state: SellerState, says?: RegExp): PageState => ({
  name: `seller-${state}`,
  path: `/sellers/${idOf(state)}`,
  ...(says !== undefined && { says }),
});
const verdict = (name: string, path: string, says: RegExp, more: Partial<PageState> = {}): PageState => ({
  name: `verify-${name}`,
  path,
  says,
  prepare: (page) => page.locator(answered).first().waitFor(),
  ...more,
});
const pasted = (name: string, badge: string, says: RegExp): PageState =>
  verdict(name, '/verify', says, {
    prepare: async (page) => {
      await page.locator('#paste').fill(badge);
      await page.locator('#bring button[type=submit]').click();
      await page.locator(answered).first().waitFor();
    },
  });
const missing = /404|409|503|Failed to load resource/;

/** A badge that says more than was signed. */
function praised(badge: string): string {
  const [header, payload = '', signature] = badge.split('.');
  const text = Buffer.from(payload, 'base64url')
    .toString()
    .replace(/"overall":\d+/, '"overall":999');
  return [header, Buffer.from(text).toString('base64url'), signature].join('.');
}

const sellerPages: readonly PageState[] = [
  seller('excellent', /Excellent/),
  seller('good', /Good/),
  seller('fair', /Fair/),
  seller('weak', /Weak/),
  seller('poor', /Poor/),
  seller('known-bad', /Poor/),
  seller('young', /Not enough history/),
  seller('young-bad', /Not enough history/),
  seller('dormant', /No recent facts/),
  seller('certified'),
  seller('contested', /contested/i),
  seller('unsealed'),
  seller('person', /Sole trader/),
  seller('hostile'),
  seller('long'),
  seller('wide'),
];

const sitePages: readonly PageState[] = [
  { name: 'home', path: '/' },
  { name: 'search', path: '/sellers' },
  { name: 'search-found', path: '/sellers?q=shop' },
  { name: 'search-nothing', path: '/sellers?q=nobody', says: /nobody/ },
  { name: 'search-hostile', path: `/sellers?q=${encodeURIComponent(`<script>"'\u202e${'x'.repeat(3_000)}`)}` },
  { name: 'order', path: '/order' },
  { name: 'snippet', path: `/snippet/${idOf('excellent')}` },
  { name: 'snippet-other-shop', path: `/snippet/${idOf('excellent')}?shop=other.example` },
  { name: 'framed-badge', path: `/badges/${idOf('excellent')}` },
  { name: 'docs', path: '/docs', excuses: { foreign: true } },
  { name: 'no-page', path: '/nowhere', trouble: missing },
  { name: 'no-seller', path: '/sellers/nobody', trouble: missing },
  { name: 'long-address', path: `/sellers/${'%E2%80%AE'.repeat(300)}`, trouble: missing },
  { name: 'verify', path: '/verify' },
];

const verifyPages = ({ kept }: StatesSite, badge: string): PageState[] => [
  ...(['excellent', 'fair', 'poor', 'young', 'dormant', 'known-bad', 'long'] as const).map((state) =>
    verdict(state, `/verify/${idOf(state)}`, /./),
  ),
  pasted('genuine', kept.elsewhere, /Excellent/),
  pasted('taken-back', kept.beforeTheFall, /Taken back/),
  pasted('forged', praised(badge), /Forged/),
  pasted('unchecked', 'no badge', /could not be checked/i),
  verdict('another-shop', `/verify/${idOf('excellent')}?shop=evil.example`, /another shop|Not for this shop/i),
  verdict('expired', `/verify/${idOf('excellent')}`, /Out of date/, { laterSeconds: 2 * daySeconds }),
  verdict('no-list', `/verify/${idOf('excellent')}`, /could not be looked up/, {
    before: (page) => page.route('**/v1/status-lists/**', (route) => route.abort()),
    trouble: missing,
  }),
  verdict('unsealed', `/verify/${idOf('unsealed')}`, /seal/i, { trouble: missing }),
  verdict('unknown', `/verify/${idOf('')}nobody`, /no such seller/i, { trouble: missing }),
  verdict('away', `/verify/${idOf('excellent')}`, /try again|later/i, {
    before: (page) => page.route('**/v1/badges/*', (route) => route.fulfill({ status: 503 })),
    trouble: missing,
  }),
  verdict('offline', `/verify/${idOf('excellent')}`, /Excellent/, {
    prepare: async (page) => {
      await page.locator(answered).first().waitFor();
      await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
      await page.reload();
      await page.locator(answered).first().waitFor();
      await page.context().setOffline(true);
      await page.reload();
      await page.locator(answered).first().waitFor();
    },
    trouble: missing,
  }),
];

/** Every page in every state that it tells apart. */
export async function statesOf(site: StatesSite): Promise<readonly PageState[]> {
  return [...sitePages, ...sellerPages, ...verifyPages(site, await site.badge('excellent'))];
}

/** Loads a page and brings it into its state. */
export async function enter(page: Page, url: string, state: PageState, language?: string): Promise<void> {
  if (state.laterSeconds !== undefined) await page.clock.setFixedTime((clock() + state.laterSeconds) * 1000);
  await state.before?.(page);
  const address = new URL(url + state.path);
  if (language !== undefined) address.searchParams.set('lang', language);
  await page.goto(address.href, { waitUntil: 'networkidle' });
  await state.prepare?.(page);
}
