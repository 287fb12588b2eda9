import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { accessibilityFaults, launchBrowser, openPage, overflow } from './browser.js';
import { openDemoSite, type DemoSite } from './demo-site.js';

const seller = 'demo-platform.shop-0002';

describe('the badge on a shop’s own pages', () => {
  let gateway: DemoSite;
  let browser: Browser;
  /** A shop on an origin of its own, whose policy lets in only what the snippet page says. */
  let shop: Server;
  let body = '';

  before(async function () {
    browser = await launchBrowser(this);
    gateway = await openDemoSite();
    shop = createServer((request, response) => {
      if (request.url !== '/') return void response.writeHead(204).end();
      const { url } = gateway;
      const policy = `default-src 'none'; script-src ${url}; connect-src ${url}; img-src ${url} data:; frame-src ${url}; style-src 'none'`;
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
      });
      response.end(
        `<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:,"><main><h1>Shop</h1>${body}</main>`,
      );
    });
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
    shop?.close();
  });

  const shopUrl = (host = 'localhost'): string => `http://${host}:${(shop.address() as AddressInfo).port}/`;
  const script = (integrity = ''): string =>
    `<script src="${gateway.url}/badge.js" ${integrity} crossorigin="anonymous" defer></script>`;
  const element = (attributes = '', of = seller): string =>
    `<seller-trust-badge seller="${of}" ${attributes}></seller-trust-badge>`;
  const onShop = async (content: string, options: BrowserContextOptions = {}) => {
    body = content;
    const opened = await openPage(browser, options);
    await opened.page.goto(shopUrl());
    const badge = opened.page.locator('seller-trust-badge');
    const ready = () => badge.locator('a[aria-busy=false]').first().waitFor();
    return { ...opened, badge, ready };
  };
  const score = async (): Promise<number> =>
    ((await (await fetch(`${gateway.url}/v1/sellers/${seller}/score`)).json()) as { overall: number })
      .overall;

  it('is an element of at most 10 kB that shows the score and leads to the check, bound to seller and shop', async () => {
    const code = Buffer.from(await (await fetch(`${gateway.url}/badge.js`)).arrayBuffer());
    expect(gzipSync(code, { level: 9 }).length).to.be.below(10_000);
    const { badge, close, page, ready, trouble } = await onShop(script() + element());
    await ready();
    expect(await badge.locator('a').innerText())
      .to.include(`${await score()} of 1000`)
      .and.to.include('Check it');
    const href = await badge.locator('a').getAttribute('href');
    expect(href).to.equal(`${gateway.url}/verify/${seller}?shop=localhost&lang=en`);
    expect(await page.context().cookies()).to.deep.equal([]);
    expect(await page.evaluate<number>('localStorage.length + sessionStorage.length')).to.equal(0);
    expect(await accessibilityFaults(page)).to.deep.equal([]);
    expect(trouble).to.deep.equal([]);
    await close();
  });

  it('tells the page about it, and is worked by keyboard', async () => {
    const { badge, close, page } = await onShop('');
    await page.evaluate(`globalThis.told = []; for (const name of ['stl-badge-loaded', 'stl-badge-error'])
      document.addEventListener(name, ({ type, detail }) => told.push({ type, ...detail }))`);
    body = '';
    await page.evaluate(`{
      const script = document.createElement('script');
      script.src = '${gateway.url}/badge.js';
      document.body.append(script);
      for (const seller of ['${seller}', 'demo-platform.nobody']) {
        const badge = document.createElement('seller-trust-badge');
        badge.setAttribute('seller', seller);
        document.querySelector('main').append(badge);
      }
    }`);
    while ((await page.evaluate<number>('told.length')) < 2) await pause(20);
    const told = await page.evaluate<{ type: string; seller: string; state: string }[]>('told');
    expect(told).to.deep.include({ type: 'stl-badge-loaded', seller, state: 'scored' });
    expect(told).to.deep.include({
      type: 'stl-badge-error',
      seller: 'demo-platform.nobody',
      state: 'unknown-seller',
    });
    await page.keyboard.press('Tab');
    const [opened] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
    expect(opened.url()).to.include(`/verify/${seller}`);
    expect(await badge.count()).to.equal(2);
    await close();
  });

  it('is light or dark, small or large, in the language of the page, and as large before as after', async () => {
    const sizes: string[] = [];
    for (const [attributes, options, words] of [
      ['', { colorScheme: 'light' }, 'Check it'],
      ['scheme="dark" form="compact"', { colorScheme: 'light' }, 'Check it'],
      ['locale="zh-Hans-CN"', { colorScheme: 'dark' }, '验证'],
    ] as const) {
      const { badge, close, page, ready } = await onShop(script() + element(attributes), options);
      await ready();
      expect(await badge.locator('a').innerText()).to.include(words);
      const ground = await page.evaluate<string>(
        "getComputedStyle(document.querySelector('seller-trust-badge').shadowRoot.querySelector('a')).backgroundColor",
      );
      const box = await badge.boundingBox();
      sizes.push(`${box?.width ?? 0}x${box?.height ?? 0} ${ground}`);
      await close();
    }
    expect(sizes).to.deep.equal([
      '272x84 rgb(255, 255, 255)',
      '232x48 rgb(27, 31, 29)',
      '272x84 rgb(27, 31, 29)',
    ]);
  });

  it('says that it was made for another site, and that it could not be loaded, and is green for neither', async () => {
    const copied = await onShop(script() + element('shop-domain="shop.example"'));
    await copied.ready();
    expect(await copied.badge.locator('a').innerText()).to.include('Not for this shop');
    expect(await copied.badge.locator('a').getAttribute('href')).to.include('shop=localhost');
    await copied.close();
    body = script() + element();
    const opened = await openPage(browser);
    await opened.page.route('**/v1/**', (route) => route.abort());
    await opened.page.goto(shopUrl());
    await opened.page.locator('seller-trust-badge a[aria-busy=false]').waitFor();
    expect(await opened.page.locator('seller-trust-badge a').innerText()).to.include('Could not be loaded');
    await opened.close();
  });

  it('belongs on the shop’s www. and below it, and not above it', async () => {
    const own = ['shop.localhost', 'WWW.Shop.Localhost', 'localhost'];
    const others = [
      'a.www.shop.localhost',
      'op.localhost',
      'other.localhost',
      'not a domain',
      'shop.localhost/x',
    ];
    body = script() + [...own, ...others].map((domain) => element(`shop-domain="${domain}"`)).join('');
    const { close, page } = await openPage(browser);
    await page.goto(shopUrl('www.shop.localhost'));
    for (const domain of [...own, ...others])
      await page.locator(`[shop-domain="${domain}"] a[aria-busy=false]`).waitFor();
    const said = await page.locator('seller-trust-badge a').allInnerTexts();
    const isElsewhere = said.map((text) => text.includes('Not for this shop'));
    expect(isElsewhere).to.deep.equal([...own.map(() => false), ...others.map(() => true)]);
    await close();
  });

  it('runs under the hash that the snippet page gives, and under no other', async () => {
    const snippet = await (await fetch(`${gateway.url}/snippet/${seller}`)).text();
    const integrity = /integrity=&quot;(sha384-[^&]+)&quot; crossorigin/.exec(snippet)?.[1] ?? '';
    const good = await onShop(script(`integrity="${integrity}"`) + element());
    await good.ready();
    await good.close();
    const bad = await onShop(script(`integrity="sha384-${'A'.repeat(64)}"`) + element());
    expect(bad.trouble.join()).to.include('integrity');
    expect(await bad.badge.locator('a').count()).to.equal(0);
    await bad.close();
  });

  it('comes as lines for the domain that the owner means, and says when nobody stated that one', async () => {
    const text = async (query: string): Promise<string> =>
      (await (await fetch(`${gateway.url}/snippet/${seller}?${query}`)).text()).replaceAll('&quot;', '"');
    expect(await text('')).to.include('frameborder="0"');
    const own = /shop-domain="([^"]+)"/.exec(await text(''))?.[1] ?? '';
    expect(await text(`shop=https://${own.toUpperCase()}/`))
      .to.include(`shop-domain="${own}"`)
      .and.not.include('Nobody stated');
    expect(await text('shop=evil.example')).to.include('Nobody stated that <bdi>evil.example</bdi>');
    const chinese = await text('lang=zh&shop=%22%3E%3Cscript%3Ealert(1)');
    expect(chinese).to.include(`alt="卖家信任账本: ${seller}. 验证"`).and.not.include('<script>alert');
    expect(chinese).to.include('<input type="hidden" name="lang" value="zh" />');
  });

  it('does without script: as a picture with a link, and as a frame', async () => {
    const { close, page, trouble } = await onShop(
      `<a href="${gateway.url}/verify/${seller}"><img src="${gateway.url}/badges/${seller}.svg" width="272" height="84" alt="badge"></a>` +
        `<iframe src="${gateway.url}/badges/${seller}?shop=shop.example" width="272" height="84" title="badge"></iframe>`,
      { colorScheme: 'dark' },
    );
    expect(
      await page.evaluate<number>('document.images[0].decode().then(() => document.images[0].naturalWidth)'),
    ).to.equal(272);
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('h1').innerText()).to.include(seller);
    expect(await frame.locator('img').getAttribute('alt'))
      .to.include(`${await score()} of 1000`)
      .and.to.include('Check it');
    const link = frame.locator('a');
    expect(await link.getAttribute('href')).to.equal(`/verify/${seller}?lang=en&shop=shop.example`);
    expect(await link.getAttribute('target')).to.equal('_blank');
    // This shop is light for everyone: a dark frame would have black corners in it.
    const scheme = 'getComputedStyle(document.documentElement).colorScheme';
    expect(await page.frames().at(-1)?.evaluate(scheme)).to.equal('light');
    expect(trouble).to.deep.equal([]);
    await close();
  });

  it('has the colours that are asked for in every form', async () => {
    const ground = async (path: string): Promise<boolean[]> => {
      const text = await (await fetch(`${gateway.url}${path}`)).text();
      return ['#ffffff', '#1b1f1d'].map((colour) => text.includes(colour));
    };
    const picture = `/badges/${seller}.svg`;
    expect(await ground(picture)).to.deep.equal([true, true]);
    expect(await ground(`${picture}?scheme=light`)).to.deep.equal([true, false]);
    expect(await ground(`${picture}?scheme=dark`)).to.deep.equal([false, true]);
    expect(await ground(`${picture}?scheme=%22%3E`)).to.deep.equal([true, true]);
    const frame = await (await fetch(`${gateway.url}/badges/${seller}?scheme=dark&lang=en`)).text();
    expect(frame).to.include(`${seller}.svg?lang=en&amp;scheme=dark`);
    const lines = await (await fetch(`${gateway.url}/snippet/${seller}?scheme=dark`)).text();
    for (const line of [
      '.svg?lang=en&amp;amp;scheme=dark',
      'scheme=&quot;dark&quot;',
      '.png?lang=en&amp;amp;scheme=dark',
    ])
      expect(lines).to.include(line);
  });

  it('draws hostile names as text, and says in grey that it does not know them', async () => {
    for (const name of ['<script>alert(1)</script>', '"onload="alert(1)', '\u202eevil', 'x'.repeat(5_000)]) {
      const answer = await fetch(`${gateway.url}/badges/${encodeURIComponent(name)}.svg`);
      const svg = await answer.text();
      expect([404, 414, 400], name.slice(0, 9)).to.include(answer.status);
      expect(svg).not.to.match(/<script|"onload|\u202e/);
    }
  });

  it('has a shop to show it in, readable for all', async () => {
    for (const [scheme, width] of [
      ['light', 360],
      ['dark', 1280],
    ] as const) {
      const opened = await openPage(browser, { colorScheme: scheme, viewport: { width, height: 800 } });
      await opened.page.goto(`${gateway.url}/demo-shop`);
      await opened.page.locator('seller-trust-badge a[aria-busy=false]').first().waitFor();
      expect(await accessibilityFaults(opened.page)).to.deep.equal([]);
      expect(await overflow(opened.page)).to.equal(0);
      expect(opened.trouble).to.deep.equal([]);
      await opened.close();
    }
  });
});
