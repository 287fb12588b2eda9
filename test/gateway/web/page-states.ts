import type { Page } from 'playwright-core';
import { daySeconds } from '../../../chaincode/domain/time.js';
import { clock } from '../harness.js';
import type { Excuses } from './page-faults.js';
import { idOf, type SellerState, type StatesSite } from './states-site.js';

/** A page in a state, and how a visitor comes to see it. */
export interface PageState {
  readonly name: string;
  readonly path: string | ((site: StatesSite) => Promise<string>);
  /** True where another state of the same page is looked at anyway: it is left out unless `STL_LONG=1`. */
  readonly isVariant?: boolean;
  /** How far the visitor's clock is ahead. */
  readonly laterSeconds?: number;
  /** Before the page is loaded: what the network does to it. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Brings the loaded page into the state. */
  readonly prepare?: (page: Page, site: StatesSite) => Promise<unknown>;
  /** Words that must be seen in its main part, so that another state is not taken for this one. */
  readonly says?: RegExp;
  /** The same of the banner above it. */
  readonly bannered?: RegExp;
  /** Answers that are no success stand in the console. */
  readonly fails?: boolean;
  /** Sheets of A4 that it may fill. */
  readonly sheets?: number;
  readonly excuses?: Excuses;
}

const variant = { isVariant: true } as const;
const fails = { fails: true } as const;

/** The first link of a page that leads to such an address: ids are known to the ledger alone. */
const linkOn =
  (path: string, pattern: RegExp) =>
  async ({ url }: StatesSite): Promise<string> => {
    const page = await (await fetch(url + path)).text();
    const found = [...page.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    );
    const link = found.find((href) => pattern.test(href));
    if (link === undefined) throw new Error(`${path} has no link like ${pattern}`);
    return link;
  };

const excellent = idOf('excellent');

/** Scripts on it have asked for what they show. */
const asked = (page: Page): Promise<void> => page.waitForLoadState('networkidle');

const sitePages: readonly PageState[] = [
  { name: 'home', path: '/' },
  { name: 'score', path: '/score' },
  { name: 'contest', path: '/contest' },
  { name: 'contest-seller', path: `/contest?seller=${excellent}`, ...variant },
  { name: 'order', path: '/order' },
  {
    name: 'order-timeline',
    path: '/order',
    prepare: async (page, site) => {
      await page.locator('input[type=file]').setInputFiles(await site.orderFile());
      await page.locator('#answer[aria-busy=false] section').first().waitFor();
    },
    ...variant,
  },
  { name: 'no-page', path: '/nowhere', ...fails },
  { name: 'docs', path: '/docs', prepare: asked, excuses: { foreign: true } },
  {
    name: 'not-ready',
    path: ({ others }) => Promise.resolve(`${others.waiting.url}/sellers/${excellent}`),
    says: /try again/i,
    ...fails,
  },
  {
    name: 'demonstration',
    path: ({ others }) => Promise.resolve(others.demonstration.url),
    bannered: /made up/,
  },
  {
    name: 'moved-in-time',
    path: ({ others }) => Promise.resolve(`${others.moved.url}/sellers`),
    bannered: /400 days/,
    ...variant,
  },
];

const searchPages: readonly PageState[] = [
  { name: 'search', path: '/sellers' },
  {
    name: 'search-found',
    path: `/sellers?q=shop&band=good&band=excellent&country=DE&sort=score&seller=${excellent}`,
    ...variant,
  },
  { name: 'search-nothing', path: '/sellers?q=nobody', says: /nobody/, ...variant },
  {
    name: 'search-hostile',
    path: `/sellers?q=${encodeURIComponent(`<script>"'\u202e${'x'.repeat(3_000)}`)}`,
    ...variant,
  },
  {
    name: 'compare',
    path: `/compare?${['excellent', 'poor', 'young', 'dormant'].map((state) => `seller=demo-platform.${state}`).join('&')}`,
  },
  { name: 'compare-nothing', path: '/compare', ...variant },
  { name: 'compare-unknown', path: '/compare?seller=nobody', ...variant },
];

const seller = (state: SellerState, says?: RegExp, more: Partial<PageState> = variant): PageState => ({
  name: `seller-${state}`,
  path: `/sellers/${idOf(state)}`,
  ...(says !== undefined && { says }),
  sheets: 3,
  ...more,
});

const sellerPages: readonly PageState[] = [
  seller('certified', /Good|Fair/, {}),
  seller('poor', /Poor/, {}),
  seller('dormant', /No recent facts/, {}),
  seller('young', /Not enough history/, {}),
  seller('excellent', /Excellent/),
  seller('good', /Good/),
  seller('fair', /Fair/),
  seller('weak', /Weak/),
  seller('known-bad', /Poor/),
  seller('young-bad', /Not enough history/),
  seller('contested', /contested/i, {}),
  seller('unsealed'),
  seller('person', /Sole trader/),
  seller('hostile'),
  seller('long'),
  seller('wide'),
  {
    name: 'seller-past',
    path: `/sellers/${excellent}?asof=${new Date((clock() - 90 * daySeconds) * 1000).toISOString().slice(0, 10)}`,
    ...variant,
  },
  { name: 'seller-no-day', path: `/sellers/${excellent}?asof=2026-02-30`, ...fails, ...variant },
  { name: 'no-seller', path: '/sellers/nobody', ...fails, ...variant },
  { name: 'long-address', path: `/sellers/${'%E2%80%AE'.repeat(300)}`, ...fails, ...variant },
];

const evidencePages: readonly PageState[] = [
  { name: 'records', path: `/sellers/${excellent}/records` },
  { name: 'records-certification', path: `/sellers/${excellent}/records?kind=certification`, ...variant },
  { name: 'record', path: linkOn(`/sellers/${excellent}/records?kind=certification`, /^\/records\//) },
  {
    name: 'record-hidden',
    path: linkOn(`/sellers/${excellent}/records?kind=order`, /^\/records\//),
    ...variant,
  },
  { name: 'look-up', path: '/certificates' },
  { name: 'look-up-found', path: '/certificates?number=DC-3' },
  { name: 'look-up-nothing', path: '/certificates?number=XY-9', ...variant },
  { name: 'certificate', path: linkOn('/certificates?number=DC-3', /^\/certificates\/./) },
  { name: 'case', path: linkOn(`/sellers/${idOf('contested')}`, /\/cases\//) },
];

const consortiumPages: readonly PageState[] = [
  { name: 'organisations', path: '/organisations' },
  { name: 'organisation', path: '/organisations/certifier' },
  { name: 'participants', path: '/participants' },
  { name: 'participant', path: '/participants/demo-certifier' },
  { name: 'seals', path: '/seals' },
  { name: 'seal', path: '/seals/newest' },
  { name: 'policy', path: '/policies/score/1' },
  { name: 'proposals', path: '/proposals' },
  { name: 'proposal', path: linkOn('/proposals', /^\/proposals\//) },
  { name: 'no-proposal', path: '/proposals/%3Cb%3E', ...fails, ...variant },
];

const badgePages: readonly PageState[] = [
  { name: 'snippet', path: `/snippet/${excellent}`, prepare: asked },
  {
    name: 'snippet-other-shop',
    path: `/snippet/${excellent}?shop=other.example`,
    prepare: asked,
    ...variant,
  },
  { name: 'framed-badge', path: `/badges/${excellent}`, excuses: { printsButtons: true } },
  { name: 'framed-young', path: `/badges/${idOf('young')}`, excuses: { printsButtons: true }, ...variant },
];

const answered = '#answer[aria-busy=false] .verdict';
const settle = (page: Page): Promise<void> => page.locator(answered).first().waitFor();
const verdict = (
  name: string,
  of: SellerState,
  says: RegExp,
  more: Partial<PageState> & { readonly query?: string } = {},
): PageState => ({
  name: `verify-${name}`,
  path: `/verify/${idOf(of)}${more.query ?? ''}`,
  says,
  prepare: settle,
  ...more,
});
const pasted = (
  name: string,
  badge: (site: StatesSite) => string | Promise<string>,
  says: RegExp,
  more: Partial<PageState> = {},
): PageState => ({
  name: `verify-${name}`,
  path: '/verify',
  says,
  prepare: async (page, site) => {
    await page.locator('#paste').fill(await badge(site));
    await page.locator('#bring button[type=submit]').click();
    await settle(page);
  },
  ...more,
});

/** A badge that says more than was signed. */
function praised(badge: string): string {
  const [header, payload = '', signature] = badge.split('.');
  const text = Buffer.from(payload, 'base64url').toString();
  const better = text.replace(/"overall":\d+/, '"overall":999');
  return [header, Buffer.from(better).toString('base64url'), signature].join('.');
}

const verifyPages: readonly PageState[] = [
  { name: 'verify', path: '/verify' },
  pasted('genuine', ({ kept }) => kept.elsewhere, /Excellent/),
  pasted('taken-back', ({ kept }) => kept.beforeTheFall, /Taken back/),
  pasted('forged', async (site) => praised(await site.badge('excellent')), /Forged/),
  pasted('unchecked', () => 'no badge', /could not be checked/i, variant),
  verdict('poor', 'poor', /Poor/),
  verdict('excellent', 'excellent', /Excellent/, variant),
  verdict('fair', 'fair', /Fair/, variant),
  verdict('young', 'young', /Not enough history/, variant),
  verdict('dormant', 'dormant', /No recent facts/, variant),
  verdict('known-bad', 'known-bad', /Poor/, variant),
  verdict('long', 'long', /W{9}/, variant),
  verdict('another-shop', 'excellent', /Not for this shop/, { query: '?shop=evil.example' }),
  verdict('expired', 'excellent', /Out of date/, { laterSeconds: 2 * daySeconds, ...variant }),
  verdict('no-list', 'excellent', /could not be looked up/, {
    before: (page) => page.route('**/v1/status-lists/**', (route) => route.abort()),
    ...fails,
    ...variant,
  }),
  verdict('unsealed', 'unsealed', /not sealed yet/i, fails),
  {
    name: 'verify-unknown',
    path: '/verify/demo-platform.nobody',
    says: /no such seller/i,
    prepare: settle,
    ...fails,
    ...variant,
  },
  verdict('away', 'excellent', /try again/i, {
    before: (page) => page.route('**/v1/badges/*', (route) => route.fulfill({ status: 503 })),
    ...fails,
  }),
  verdict('offline', 'excellent', /Excellent/, {
    prepare: async (page) => {
      await settle(page);
      await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
      await page.reload();
      await settle(page);
      await page.context().setOffline(true);
      await page.reload();
      await settle(page);
    },
    ...fails,
    ...variant,
  }),
];

/** Every page in every state that it tells apart. */
export const pageStates: readonly PageState[] = [
  ...sitePages,
  ...searchPages,
  ...sellerPages,
  ...evidencePages,
  ...consortiumPages,
  ...badgePages,
  ...verifyPages,
];

export const pathOf = (site: StatesSite, { path }: PageState): Promise<string> =>
  typeof path === 'string' ? Promise.resolve(path) : path(site);

export const addressOf = async (site: StatesSite, state: PageState): Promise<string> =>
  new URL(await pathOf(site, state), site.url).href;

/** What a worker asks, the network of the page does not see. */
export const workersOf = ({ before }: PageState) =>
  before === undefined ? {} : ({ serviceWorkers: 'block' } as const);

/** The card of the proof, where there is one, has its answer. */
const proven = async (page: Page): Promise<void> => {
  if ((await page.locator('#proof').count()) > 0)
    await page.locator('#proof-state .proof-state:not(.checking)').waitFor();
};

/** Loads a page and brings it into its state. */
export async function enter(
  page: Page,
  site: StatesSite,
  state: PageState,
  language?: string,
): Promise<void> {
  if (state.laterSeconds !== undefined) await page.clock.setFixedTime((clock() + state.laterSeconds) * 1000);
  await state.before?.(page);
  const address = new URL(await addressOf(site, state));
  if (language !== undefined) address.searchParams.set('lang', language);
  await page.goto(address.href);
  await (state.prepare ?? proven)(page, site);
}
