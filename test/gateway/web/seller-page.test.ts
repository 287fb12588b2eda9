import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import type { ScoreAnswer } from '../../../gateway/services/read/scores.js';
import { accessibilityFaults, cutWords, launchBrowser, openPage, overflow, appearances } from './browser.js';
import { openDemoSite, type DemoSite } from './demo-site.js';

const seller = 'demo-platform.shop-0002';

describe('the pages of sellers', () => {
  let gateway: DemoSite;
  let sellers: { readonly id: string; readonly score: ScoreAnswer }[];

  before(async function () {
    gateway = await openDemoSite();
    const { items } = (await json('/v1/sellers?limit=100')) as { items: { id: string }[] };
    sellers = await Promise.all(
      items.map(async ({ id }) => ({ id, score: (await json(`/v1/sellers/${id}/score`)) as ScoreAnswer })),
    );
  });
  after(() => gateway.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}${path}`, { headers });
  const json = async (path: string): Promise<unknown> => (await get(path)).json();
  const page = async (path: string): Promise<string> => (await get(path)).text();
  const linkedData = (html: string): Record<string, unknown> | undefined => {
    const found = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1];
    return found === undefined ? undefined : (JSON.parse(found) as Record<string, unknown>);
  };

  it('show the score that the interface gives, and lead to the evidence of each part', async () => {
    const { overall, reasons } = sellers.find(({ id }) => id === seller)!.score;
    const html = await page(`/sellers/${seller}`);
    expect(html).to.include(`<strong>${overall ?? ''}</strong>`);
    for (const path of ['score', 'proof', 'records?kind=order', 'records?kind=review', 'records?kind=case'])
      expect(html, path).to.include(`href="/v1/sellers/${seller}/${path}"`);
    expect(html).to.include(`href="/verify/${seller}"`);
    expect(reasons.length).to.be.above(0);
    expect(html).to.include('What the score means').and.to.include('If you are this seller');
  });

  it('paint no fault green, also where its part stands above the neutral value', async () => {
    const faulty = sellers.find(({ score }) =>
      score.reasons.some(({ code, effect }) => code === 'confirmed_frauds' && effect > 0),
    );
    expect(faulty, 'a seller with a fraud among good payments').not.to.equal(undefined);
    const html = await page(`/sellers/${faulty?.id ?? ''}`);
    const item = /<li>(?:(?!<\/li>).)*Payments were confirmed as fraud.*?<\/li>/s.exec(html)?.[0];
    expect(item).to.be.a('string').that.does.not.include('effect up');
  });

  it('give pictures a table with the same numbers', async () => {
    const html = await page(`/sellers/${seller}`);
    const pictures = html.match(/<figure class="picture">/g)?.length ?? 0;
    expect(pictures).to.be.at.least(2);
    expect(html.match(/<figure class="picture">.*?<table>/gs)?.length).to.equal(pictures);
    expect(html.match(/<title id="/g)?.length).to.equal(pictures);
  });

  it('say that there is not enough history, and what is missing, and offer no stars to search engines', async () => {
    const young = sellers.find(({ score }) => score.overall === null);
    expect(young, 'a seller without a score').not.to.equal(undefined);
    const html = await page(`/sellers/${young?.id ?? ''}`);
    expect(html).to.include('Not enough history yet').and.to.include('no bad mark');
    expect(html).not.to.match(/class="points"><strong>0<|ld\+json/);
  });

  it('tell search engines what the page tells people', async () => {
    const data = linkedData(await page(`/sellers/${seller}`));
    expect(data).to.include({ '@type': 'Organization', identifier: seller });
    expect(data?.['aggregateRating']).to.include({ bestRating: 5, worstRating: 1 });
  });

  it('show nothing that the visibility table keeps for members or parties', async () => {
    const { items } = (await json(`/v1/sellers/${seller}/records?limit=200`)) as {
      items: { kind: string; visible: boolean; record?: object }[];
    };
    const kinds = new Set(items.filter(({ visible }) => visible).map(({ kind }) => kind));
    expect(
      [...kinds].every((kind) => ['certification', 'certification-status', 'inspection'].includes(kind)),
    ).to.equal(true);
    const html = (await page(`/sellers/${seller}`)).replaceAll(/ integrity="sha384-[^"]*"/g, '');
    expect(html).not.to.match(/"order":|registers|[A-Za-z0-9_-]{43}"/);
  });

  it('are found by a part of their name, page by page', async () => {
    const html = await page('/sellers?q=SHOP-0002');
    expect(html).to.include(`href="/sellers/${seller}"`);
    expect(html.match(/href="\/sellers\/demo/g)).to.have.length(1);
    const first = await page('/sellers');
    const next = /href="(\/sellers\?[^"]*page=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).not.to.equal('');
    expect(await page(next)).not.to.include(`href="/sellers/${seller}"`);
  });

  it('answer hostile names and searches with a page that is none of theirs', async () => {
    for (const name of [
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '\u202egnp.exe',
      '__proto__',
      '../../etc/passwd',
      'а'.repeat(1_500),
    ]) {
      const path = encodeURIComponent(name);
      const answer = await get(`/sellers/${path}`);
      expect(answer.status, name.slice(0, 20)).to.equal(404);
      expect(answer.headers.get('content-type')).to.include('text/html');
      const found = await page(`/sellers?q=${path}`);
      for (const html of [await answer.text(), found]) {
        expect(html).not.to.include('<script>alert').and.not.to.include('<img src=x');
        expect(html).not.to.match(/<bdi>[^<]*\u202e/);
      }
    }
  });

  describe('in a browser', () => {
    let browser: Browser;
    before(async function () {
      browser = await launchBrowser(this);
    });
    after(() => browser?.close());

    for (const [scheme, width, locale] of appearances) {
      it(`are readable for all: ${scheme}, ${width} px, ${locale}`, async () => {
        const viewport = { width, height: 800 };
        const opened = await openPage(browser, { colorScheme: scheme, viewport, locale });
        const young = sellers.find(({ score }) => score.overall === null)?.id ?? '';
        const contested = sellers.find(({ score }) => score.uncontested !== undefined)?.id ?? seller;
        for (const path of [
          `/sellers/${seller}`,
          `/sellers/${young}`,
          `/sellers/${contested}`,
          '/sellers',
          '/sellers/nobody',
        ]) {
          await opened.page.goto(`${gateway.url}${path}`);
          expect(await accessibilityFaults(opened.page), path).to.deep.equal([]);
          expect(await overflow(opened.page), `${path} is wider than the screen`).to.equal(0);
          expect(await cutWords(opened.page), path).to.deep.equal([]);
        }
        expect(opened.trouble.filter((text) => !text.includes('404'))).to.deep.equal([]);
        await opened.close();
      });
    }

    it('print the certificates alone when these are asked for', async () => {
      const opened = await openPage(browser);
      const shown = async (): Promise<boolean[]> => {
        const parts = ['#certificates', '#components', '.if-alone'].map((one) => opened.page.locator(one));
        return Promise.all(parts.map((part) => part.isVisible()));
      };
      await opened.page.goto(`${gateway.url}/sellers/${seller}`);
      expect(await shown()).to.deep.equal([true, true, false]);
      await opened.page.locator('#certificates .alone').click();
      expect(await shown()).to.deep.equal([true, false, true]);
      await opened.page.emulateMedia({ media: 'print' });
      expect(await shown()).to.deep.equal([true, false, true]);
      await opened.page.emulateMedia({ media: 'screen' });
      await opened.page.locator('#certificates .whole').click();
      expect(await shown()).to.deep.equal([true, true, false]);
      await opened.close();
    });
  });
});
