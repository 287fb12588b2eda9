import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { SellerId } from '../../../chaincode/domain/records/common.js';
import english from '../../../gateway/web/messages/en.js';
import { Translator } from '../../../gateway/web/messages/translate.js';
import chinese from '../../../gateway/web/messages/zh.js';
import { badgeSvg } from '../../../gateway/web/pages/badge/badge-svg.js';
import { summaryOf } from '../../../gateway/web/pages/badge/summary.js';
import { comesTrue, accessibilityFaults, launchBrowser, openPage } from './browser.js';
import { openDemoSite, type DemoSite } from './demo-site.js';

/** As a gateway answers: the badge of a demonstration has not all of these. */
const day = 1_790_726_400;
const common = { asOf: day, demo: true, provisional: false, reasons: [] };
const scored = { ...common, status: 'scored' };
const last = { overall: 988, band: 'excellent', asOf: day - 300 * 86_400 };
const scores: Readonly<Record<string, object>> = {
  'p.best': {
    ...scored,
    overall: 1000,
    band: 'excellent',
    tradingName: 'Lantern & Loom Handelsgesellschaft mbH',
  },
  'p.provisional': { ...scored, overall: 760, band: 'good', provisional: true },
  'p.fair': { ...scored, overall: 612, band: 'fair', tradingName: '鑫源国际贸易有限公司' },
  'p.imported': { ...scored, overall: 444, band: 'weak', shiftedDays: 900, tradingName: '\u202eHbmG' },
  'p.poor': { ...scored, overall: 123, band: 'poor', tradingName: '<img src=x onerror=alert(1)>' },
  'p.young': { ...common, status: 'not-enough-history' },
  'p.bad': {
    ...common,
    status: 'not-enough-history',
    reasons: [{ component: 'reviews' }],
    tradingName: 'W'.repeat(100),
  },
  'p.dormant': { ...common, status: 'dormant', last, tradingName: 'شركة التجارة' },
  [`${'p'.repeat(63)}.${'x'.repeat(64)}`]: { ...scored, overall: 760, band: 'good' },
};

const tags = (sellers: readonly string[], attributes = ''): string =>
  sellers
    .map((seller) => `<seller-trust-badge seller="${seller}" ${attributes}></seller-trust-badge>`)
    .join('');

/** What of a badge sticks out, is cut or lies on something else. */
const misfits = `[...document.querySelectorAll('seller-trust-badge')].flatMap((badge) => {
  const root = badge.shadowRoot;
  const link = root.querySelector('a').getBoundingClientRect();
  const what = (part) => badge.getAttribute('seller').slice(0, 20) + ' ' + part.className + ': ' + part.textContent;
  const parts = [...root.querySelectorAll('.source, .source span, .answer, .detail, .name, .check')];
  const outside = parts.filter((part) => {
    const box = part.getBoundingClientRect();
    return box.left < link.left + 4 || box.right > link.right - 4 || box.top < link.top || box.bottom > link.bottom;
  });
  const cut = parts.filter((part) => !part.matches('.name, .source') && part.scrollWidth > part.clientWidth + 1);
  const ring = root.querySelector('.seal').getBoundingClientRect();
  const figure = root.querySelector('text').getBoundingClientRect();
  const check = root.querySelector('.check').getBoundingClientRect();
  const beside = root.querySelector('.last > :first-child').getBoundingClientRect();
  const overlaps = Math.min(beside.right, check.right) - Math.max(beside.left, check.left) > 0;
  return [
    ...outside.map(what),
    ...cut.map(what),
    ...(overlaps ? ['something on Check it'] : []),
    ...(figure.width > ring.width ? ['figure'] : []),
  ];
})`;

const misfitsOfPictures = `[...document.querySelectorAll('svg')].flatMap((svg) => {
  const texts = [...svg.querySelectorAll(':scope > text, :scope > g[font-weight] > text')];
  const boxes = texts.map((text) => text.getBBox());
  const outside = texts.filter((_, i) => boxes[i].x < 70 || boxes[i].x + boxes[i].width > 264 || boxes[i].y + boxes[i].height > 84);
  const check = boxes.at(-1);
  const under = texts.slice(0, -1).filter((_, i) => boxes[i].y + 4 > check.y && boxes[i].x + boxes[i].width > check.x);
  return [...outside, ...under].map(({ textContent }) => textContent);
})`;

describe('many badges on one page', () => {
  let gateway: DemoSite;
  let browser: Browser;
  /** Stands before the gateway and sees all that browsers send, also what they ask before they send. */
  let front: Server;
  let shop = '';
  let requests: { readonly method: string; readonly path: string; readonly sellers: readonly string[] }[] =
    [];

  before(async function () {
    browser = await launchBrowser(this);
    gateway = await openDemoSite();
    front = createServer((request, response) => {
      const { method = '', url = '' } = request;
      if (url === '/shop') {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(shop);
        return;
      }
      void (async () => {
        const parts: Buffer[] = [];
        for await (const part of request) parts.push(part as Buffer);
        const body = Buffer.concat(parts);
        const sellers =
          method === 'POST' ? (JSON.parse(body.toString()) as { sellers: string[] }).sellers : [];
        requests.push({ method, path: url, sellers });
        const type = request.headers['content-type'];
        const answer = await fetch(gateway.url + url, {
          method,
          ...(method === 'POST' ? { body } : {}),
          headers: type === undefined ? {} : { 'content-type': type },
        });
        response.writeHead(answer.status, {
          'access-control-allow-origin': answer.headers.get('access-control-allow-origin') ?? '',
          'content-type': answer.headers.get('content-type') ?? '',
        });
        response.end(Buffer.from(await answer.arrayBuffer()));
      })();
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
    front?.close();
  });
  beforeEach(() => (requests = []));

  const frontUrl = (): string => `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  const script = (): string => `<script src="${frontUrl()}/badge.js" defer></script>`;
  const onShop = async (body: string, language = 'en', answered?: Readonly<Record<string, object>>) => {
    const opened = await openPage(browser, { locale: language === 'en' ? 'en-GB' : 'zh-CN' });
    shop = `<!doctype html><html lang="${language}"><title>Shop</title><link rel="icon" href="data:,"><main><h1>Shop</h1>${body}</main>`;
    if (answered !== undefined) {
      await opened.page.route('**/v1/scores', async (route) => {
        const { sellers } = JSON.parse(route.request().postData() ?? '') as { sellers: string[] };
        const items = sellers.map((seller) => ({ seller, score: { seller, ...answered[seller] } }));
        await route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: { items, next: null } });
      });
    }
    // The same server, and to a browser another site than 127.0.0.1.
    await opened.page.goto(`${frontUrl().replace('127.0.0.1', 'localhost')}/shop`);
    return opened;
  };
  const allReady = (page: Page) =>
    comesTrue(
      page,
      `[...document.querySelectorAll('seller-trust-badge')].every((badge) => badge.shadowRoot?.querySelector('a[aria-busy=false]'))`,
    );
  const sellersOf = async (): Promise<string[]> => {
    const answer = await fetch(`${gateway.url}/v1/sellers?limit=50`);
    return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
  };

  it('ask once, and for each seller once; those that come later ask for new ones alone', async () => {
    const sellers = await sellersOf();
    expect(sellers).to.have.length(50);
    const [first, later] = [sellers.slice(0, 40), sellers.slice(30)];
    const { close, page } = await onShop(script() + tags(first) + tags(first.slice(0, 10), 'form="compact"'));
    await allReady(page);
    expect(requests.map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      'GET /badge.js',
      'POST /v1/scores',
    ]);
    expect(requests[1]?.sellers).to.deep.equal(first);
    // One by one, as a list that is scrolled takes them in.
    await page.evaluate(`(async () => {
      for (const seller of ${JSON.stringify(later)}) {
        const badge = document.createElement('seller-trust-badge');
        badge.setAttribute('seller', seller);
        document.querySelector('main').append(badge);
        await Promise.resolve();
      }
    })()`);
    await allReady(page);
    expect(requests.slice(2).map(({ sellers: asked }) => asked)).to.deep.equal([sellers.slice(40)]);
    const said = await page.locator('seller-trust-badge a').allInnerTexts();
    expect(said).to.have.length(70);
    expect(said.join()).not.to.match(/Unknown|Could not/);
    await close();
  });

  it('ask for no more at a time than a gateway takes, and one bad id spoils nothing', async () => {
    const [known = ''] = await sellersOf();
    const unknown = Array.from({ length: 500 }, (_, i) => `p.x${i}`);
    const hostile = ['', '.', '..', 'Capital.x', '&lt;img&gt;', 'a.b/c', `a.${'x'.repeat(65)}`];
    const { close, page } = await onShop(script() + tags([...hostile, ...unknown, known]));
    await allReady(page);
    const asked = requests.flatMap(({ method, sellers }) => (method === 'POST' ? [sellers.length] : []));
    expect(asked).to.deep.equal([500, 1]);
    const said = await page.locator('seller-trust-badge a').allInnerTexts();
    expect(said.filter((text) => text.includes('Unknown seller'))).to.have.length(507);
    expect(said.at(-1)).to.include(' of 1000');
    await close();
  });

  it('ask for ids in the one form that a gateway takes', async () => {
    const pattern = new RegExp((SellerId as unknown as { readonly pattern: string }).pattern);
    const ids = [
      'a.b',
      'a-0.B_-9',
      'a.b.c',
      '-a.b',
      'a._',
      'A.b',
      'a.',
      '.b',
      `${'a'.repeat(64)}.b`,
      'a.b\n',
    ];
    const { close, page } = await onShop(script());
    await page.evaluate(`for (const seller of ${JSON.stringify(ids)}) {
      const badge = document.createElement('seller-trust-badge');
      badge.setAttribute('seller', seller);
      document.querySelector('main').append(badge);
    }`);
    await allReady(page);
    expect(requests.at(-1)?.sellers).to.deep.equal(ids.filter((id) => pattern.test(id)));
    await close();
  });

  for (const language of ['en', 'zh']) {
    it(`have room for all that they say (${language})`, async () => {
      const sellers = Object.keys(scores);
      const body = script() + tags(sellers) + tags(sellers, 'form="compact"');
      const { close, page } = await onShop(body, language, scores);
      await allReady(page);
      expect(await page.evaluate(misfits)).to.deep.equal([]);
      const named = page.locator('seller-trust-badge .source');
      expect(new Set(await named.allInnerTexts()).size).to.equal(2);
      expect(await named.locator('.shield').count()).to.equal(2 * sellers.length);
      expect(await page.locator('seller-trust-badge img').count()).to.equal(0);
      expect(await accessibilityFaults(page)).to.deep.equal([]);
      await page.evaluate(`document.documentElement.dir = 'rtl'`);
      expect(await page.evaluate(misfits)).to.deep.equal([]);
      await close();
    });
  }

  it('have room for all that they say as pictures, too', async () => {
    const { close, page } = await openPage(browser);
    for (const [tag, { messages }] of Object.entries({ en: english, zh: chinese })) {
      const t = new Translator(tag, messages);
      const svgs = Object.entries(scores).map(([seller, score]) =>
        badgeSvg(seller, summaryOf({ seller, ...score }, seller), t),
      );
      await page.setContent(svgs.join(''));
      expect(await page.evaluate(misfitsOfPictures), tag).to.deep.equal([]);
    }
    await close();
  });

  it('have the colour of what they say, and none is green', async () => {
    const { close, page } = await onShop(script() + tags(Object.keys(scores)), 'en', scores);
    await allReady(page);
    const colours = await page.evaluate<Record<string, string[]>>(`Object.fromEntries(
      [...document.querySelectorAll('seller-trust-badge')].map((badge) => [badge.getAttribute('seller'),
        ['.ring', '.answer'].map((part) => badge.shadowRoot.querySelector(part)).map(getComputedStyle)
          .map(({ color }, i) => i === 0 ? getComputedStyle(badge.shadowRoot.querySelector('.ring')).stroke : color)]))`);
    const [blue, ink, amber, red, grey] = [
      'rgb(11, 95, 138)',
      'rgb(28, 31, 29)',
      'rgb(122, 82, 0)',
      'rgb(163, 35, 29)',
      'rgb(86, 91, 87)',
    ];
    expect(colours).to.deep.include({
      'p.best': [blue, ink],
      'p.fair': [amber, amber],
      'p.imported': [red, red],
      'p.poor': [red, red],
      'p.young': [grey, ink],
      'p.bad': [amber, amber],
      'p.dormant': [grey, ink],
    });
    await close();
  });
});
