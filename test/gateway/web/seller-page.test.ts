import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import type { ScoreAnswer } from '../../../gateway/services/read/scores.js';
import { launchBrowser, openPage } from './browser.js';
import { clock } from '../harness.js';
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
    const html = await page(`/sellers/${seller}?lang=en`);
    expect(html).to.include(`: ${overall ?? ''} of 1000</h2>`);
    for (const kind of ['order', 'review', 'case'])
      expect(html, kind).to.include(`href="/sellers/${seller}/records?kind=${kind}&amp;lang=en"`);
    for (const path of ['score', 'proof'])
      expect(html, path).to.include(`href="/v1/sellers/${seller}/${path}"`);
    expect(html)
      .to.match(/href="\/certificates\/\d+\?lang=en"/)
      .and.to.include('href="/participants/demo-certifier?lang=en"');
    expect(html).to.include(`href="/verify/${seller}?lang=en"`);
    expect(reasons.length).to.be.above(0);
    expect(html)
      .to.include('What the score means')
      .and.to.include(`href="/contest?seller=${seller}&amp;lang=en"`);
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

  it('fit 20 kB on their way, those of the busiest sellers too', async () => {
    const orders = ({ score }: (typeof sellers)[number]): number =>
      score.components[0]?.counts['orders'] ?? 0;
    for (const { id } of sellers.toSorted((a, b) => orders(b) - orders(a)).slice(0, 3)) {
      const answer = await get(`/sellers/${id}`, { 'accept-encoding': 'gzip' });
      expect(answer.headers.get('content-encoding'), id).to.equal('gzip');
      expect(gzipSync(await answer.text()).length, id).to.be.below(20_000);
    }
  });

  describe('of a past day', () => {
    const dayBefore = (days: number): string => formatTime(clock() - days * daySeconds).slice(0, 10);
    const shown = (html: string): string | undefined => /<h2>([^<]*) of 1000<\/h2>/.exec(html)?.[1];

    it('show what the interface says of it, say that it is past, and lead to today', async () => {
      const day = dayBefore(100);
      const then = (await json(`/v1/sellers/${seller}/score?asof=${day}`)) as ScoreAnswer;
      const now = sellers.find(({ id }) => id === seller)?.score;
      const html = await page(`/sellers/${seller}?asof=${day}`);
      expect(shown(html)).to.match(new RegExp(`: ${then.overall ?? ''}$`));
      expect(html)
        .to.include('This is the past')
        .and.to.match(/<title>[^<]* on [^<]*2\d{3}/);
      expect(html).to.match(
        new RegExp(`href="/sellers/${seller}"\\s*>Today[^<]*: ${now?.overall ?? ''} of 1000`),
      );
      const reviews = then.components.find(({ name }) => name === 'reviews')?.counts['reviews'] ?? 0;
      expect(html).to.include(`from ${reviews} reviews of recorded orders`);
      expect(html, 'a badge of today beside a score of another day').not.to.include(`/verify/${seller}`);
      expect(html).to.include(`href="/v1/sellers/${seller}/score?asof=${day}"`);
      expect(linkedData(html), 'stars of another day for search engines').to.equal(undefined);
    });

    for (const [name, asked, why] of [
      ['no date', '2026-02-30', 'This is no date'],
      ['markup', '<script>alert(1)</script>', 'This is no date'],
      ['a day to come', '9999-12-31', 'There is no score for a day after'],
      ['a day before the first fact', '1971-01-01', 'Nothing can be shown for a day before'],
      ['the year -1', '-001-01-01', 'This is no date'],
    ] as const) {
      it(`say why ${name} cannot be shown, and show the newest score`, async () => {
        const answer = await get(`/sellers/${seller}?asof=${encodeURIComponent(asked)}`);
        const html = await answer.text();
        expect(answer.status).to.equal(400);
        expect(html)
          .to.include(why)
          .and.to.include('aria-invalid="true"')
          .and.not.to.include('<script>alert');
        expect(shown(html)).to.match(
          new RegExp(`: ${sellers.find(({ id }) => id === seller)?.score.overall ?? ''}$`),
        );
      });
    }

    it('offer the days that can be shown, and keep the language', async () => {
      const html = await page(`/sellers/${seller}?lang=zh`);
      const input = /<input[^>]*name="asof"[^>]*>/s.exec(html)?.[0] ?? '';
      const [min = '', max = ''] = ['min', 'max'].map(
        (name) => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1],
      );
      expect(max).to.equal(formatTime(sellers.find(({ id }) => id === seller)?.score.asOf ?? 0).slice(0, 10));
      for (const day of [min, max])
        expect((await get(`/sellers/${seller}?asof=${day}`)).status, day).to.equal(200);
      expect(html).to.match(/<form class="day[^>]*>\s*<input type="hidden" name="lang" value="zh"/);
    });
  });

  describe('about contesting', () => {
    const record = async (kind: string): Promise<string> => {
      const { items } = (await json(`/v1/sellers/${seller}/records?kind=${kind}&limit=1`)) as {
        items: { id: string }[];
      };
      return items[0]?.id ?? '';
    };

    it('are where every score says that it is contested', async () => {
      const { contest } = (await json(`/v1/sellers/${seller}/score`)) as ScoreAnswer;
      const { pathname, search } = new URL(contest.link);
      const html = await page(pathname + search);
      expect(html).to.include('If they refuse: have a case opened').and.to.include(`value="${seller}"`);
    });

    it('name whom to ask, and fill in what to send', async () => {
      const inspection = await record('inspection');
      const html = await page(`/contest?record=${inspection}`);
      expect(html).to.include(`value="${seller}"`, 'the seller that the record is about');
      expect(html).to.include(`The record ${inspection} about the seller ${seller} is wrong`);
      expect(html)
        .to.include('href="/participants/demo-arbiter"')
        .and.to.include('href="/participants/demo-platform"');
      expect(html).to.match(/This one was stated by\s+<a href="\/participants\/demo-inspector"/);
      expect(html).to.include(`&quot;contests&quot;: [\n    &quot;${inspection}&quot;`);
    });

    it('do not send anyone to open a case about what no case can contest', async () => {
      const html = await page(`/contest?record=${await record('certification')}`);
      expect(html)
        .to.include('A case cannot contest a record of this kind')
        .and.not.to.include('&quot;contests&quot;');
    });

    it('tell nobody of a closed record more than its kind', async () => {
      const html = await page(`/contest?seller=${seller}&record=${await record('order')}`);
      expect(html).to.include('If they refuse').and.not.to.include('This one was stated by');
    });

    it('help whoever mistypes an id, or sends a hostile one', async () => {
      for (const [query, why] of [
        ['seller=nobody.at-all', 'knows no seller of this id'],
        ['record=AAAA.0', 'no record of this id'],
        [`seller=demo-platform.shop-0001&record=${await record('inspection')}`, 'about another seller'],
        [`record=${encodeURIComponent('"><script>alert(1)</script>')}`, 'no record of this id'],
        [`seller=${'x'.repeat(4_000)}`, 'knows no seller of this id'],
        [`seller=__proto__&record=${encodeURIComponent('\u202egnp')}`, 'no record of this id'],
      ] as const) {
        const answer = await get(`/contest?${query}`);
        const html = await answer.text();
        expect(answer.status, query.slice(0, 40)).to.equal(200);
        expect(html, query.slice(0, 40)).to.include(why).and.not.to.include('<script>alert');
        expect(html, 'the text to send names only what is there').not.to.include('about the seller nobody');
      }
    });
  });

  it('give pictures a table with the same numbers', async () => {
    const html = await page(`/sellers/${seller}`);
    const pictures = html.match(/<figure class="picture"/g)?.length ?? 0;
    expect(pictures).to.be.at.least(2);
    expect(html.match(/<figure class="picture".*?<table>/gs)?.length).to.equal(pictures);
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

    it('say the answer on the first screen of a phone, and mark it by more than colour', async () => {
      const opened = await openPage(browser, { viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
      for (const { id } of sellers.slice(0, 3)) {
        await opened.page.goto(`${gateway.url}/sellers/${id}`);
        const box = await opened.page.locator('.answer h2').boundingBox();
        expect((box?.y ?? 844) + (box?.height ?? 0), id).to.be.below(844);
      }
      await opened.close();
    });

    it('print on at most three sheets, without what only a screen can use', async () => {
      const opened = await openPage(browser);
      const long = sellers.find(({ score }) => score.uncontested !== undefined)?.id ?? seller;
      for (const id of [seller, long]) {
        await opened.page.goto(`${gateway.url}/sellers/${id}`);
        const margin = { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' };
        const sheets = await opened.page.pdf({ format: 'A4', margin });
        expect(sheets.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, id).to.be.within(1, 3);
        await opened.page.emulateMedia({ media: 'print' });
        for (const part of ['.actions', 'form', '.evidence', '#contest'])
          expect(await opened.page.locator(`main ${part}`).first().isVisible(), part).to.equal(false);
        expect(await opened.page.locator('.answer .when').isVisible()).to.equal(true);
        await opened.page.emulateMedia({ media: null });
      }
      await opened.close();
    });

    it('are asked for another day with the keyboard alone, and no script', async () => {
      const opened = await openPage(browser, { javaScriptEnabled: false });
      await opened.page.goto(`${gateway.url}/sellers/${seller}?lang=en`);
      await opened.page.locator('#asof').fill(formatTime(clock() - 60 * daySeconds).slice(0, 10));
      await opened.page.locator('#asof').press('Enter');
      await opened.page.waitForURL(/asof=/);
      expect(opened.page.url()).to.include('lang=en');
      expect(await opened.page.locator('.past').isVisible()).to.equal(true);
      await opened.close();
    });

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
