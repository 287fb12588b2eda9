import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { formatTime } from '../../../chaincode/domain/time.js';
import { createClient, importSigner, type PrivateJwk } from '../../../gateway/sdk/client/index.js';
import type { ScoreAnswer } from '../../../gateway/services/read/scores.js';
import { state } from '../../support/state.js';
import { clock } from '../harness.js';
import { launchBrowser, openPage } from './browser.js';
import { openDemoSite, type DemoSite } from './demo-site.js';

const shop = (n: number): string => `demo-platform.shop-${String(n).padStart(4, '0')}`;
/** What a platform may call a seller. */
const formula = '=HYPERLINK("http://evil.example","Søn & Müller"), <b>';
/** The same for sheets that begin a new cell at a semicolon, as in half of Europe. */
const cells = "Lamps; @SUM(1);=cmd|' /C calc'!A0;-2";

describe('the search for sellers', () => {
  let gateway: DemoSite;
  let scores: Map<string, ScoreAnswer>;

  before(async function () {
    this.timeout(60_000);
    gateway = await openDemoSite();
    // Searched before a name is stated: the search must learn of it.
    expect(await foundBy('q=soen')).to.deep.equal([]);
    const key = await readFile(join(gateway.dir, 'data', 'demo', 'keys', 'demo-platform.jwk.json'), 'utf8');
    const signer = await importSigner(JSON.parse(key) as PrivateJwk);
    await state(createClient({ url: gateway.url, retries: 0, signer }), 'demo-platform', [
      { kind: 'identity', seller: shop(5), at: formatTime(clock() - 60), tradingName: formula },
      { kind: 'identity', seller: shop(6), at: formatTime(clock() - 60), tradingName: cells },
    ]);
    const { items } = (await json('/v1/sellers?limit=100')) as { items: { id: string }[] };
    const asked = items.map(async ({ id }) => [id, await json(`/v1/sellers/${id}/score`)] as const);
    scores = new Map(await Promise.all(asked)) as Map<string, ScoreAnswer>;
  });
  after(() => gateway.close());

  const get = (path: string): Promise<Response> => fetch(`${gateway.url}${path}`);
  const page = async (path: string): Promise<string> => (await get(path)).text();
  const json = async (path: string): Promise<unknown> => (await get(path)).json();
  const shown = (html: string): string[] =>
    [...html.matchAll(/<a href="\/sellers\/(demo-platform\.shop-\d+)/g)].map(([, id = '']) => id);
  const foundBy = async (query: string): Promise<string[]> => shown(await page(`/sellers?${query}`));
  const total = (html: string): string | undefined => /<span>(\d+ sellers?)<\/span>/.exec(html)?.[1];

  it('finds one by its address, its domain, its name and a certificate', async () => {
    for (const typed of [
      'https://www.shop-0002.demo-platform.example/toys/4711?utm_source=x',
      'shop-0002.demo-platform.example',
      'WWW.SHOP-0002.demo-platform.example',
      'Shop 0002',
      shop(2),
      'DC-2-1',
      'dc 2 1',
    ])
      expect(await foundBy(new URLSearchParams({ q: typed }).toString()), typed).to.deep.equal([shop(2)]);
    expect(await foundBy('q=S%C3%B8n+muller')).to.deep.equal([shop(5)]);
    expect(await page('/sellers?q=DC-2-1')).to.match(/Certificate <bdi>DC-2-1<\/bdi>/);
  });

  it('gives page after page, there and back, with the number of all', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/sellers?lang=en';
    let html = '';
    for (
      ;
      path !== undefined;
      path = /rel="next"\s+href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    ) {
      html = await page(path);
      expect(total(html)).to.equal('60 sellers');
      seen.push(...shown(html));
    }
    expect(seen).to.have.length(60);
    expect(new Set(seen).size).to.equal(60);
    const back = /rel="prev"\s+href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(shown(await page(back))).to.deep.equal(seen.slice(20, 40));
    expect(back).to.include('lang=en');
    // An old link to a page that is no more.
    expect(shown(await page('/sellers?page=999'))).to.deep.equal(seen.slice(40));
  });

  it('shows those of some bands alone, in the order of their scores, the worst in the colour of the worst', async () => {
    const wanted = [...scores].filter(([, { band }]) => band === 'weak' || band === 'poor');
    const html = await page('/sellers?band=weak&band=poor&sort=score-lowest');
    const ids = shown(html);
    const overall = ids.map((id) => scores.get(id)?.overall ?? NaN);
    expect(overall).to.deep.equal([...overall].sort((a, b) => a - b));
    expect(total(html)).to.equal(`${wanted.length} sellers`);
    const [worst] = overall;
    expect(html).to.include(`Poor: ${worst} of 1000`);
    expect(html).not.to.match(/class="stands tone-good/);
    const unknown = [...scores].filter(([, { status }]) => status === 'not-enough-history');
    expect((await foundBy('band=not-enough-history')).sort()).to.deep.equal(unknown.map(([id]) => id).sort());
  });

  it('narrows down by country and by a certificate that is valid today', async () => {
    const german = await foundBy('country=DE&sort=name');
    expect(german.length).to.be.above(0);
    for (const id of german)
      expect(await json(`/v1/sellers/${id}`)).to.have.nested.property('public.country', 'DE');
    const certified = await foundBy('scheme=iso-9001');
    expect(certified.length).to.be.above(0);
    for (const id of certified) {
      const { items } = (await json(`/v1/sellers/${id}/certifications`)) as {
        items: { scheme: string; standing: string }[];
      };
      expect(items.some(({ scheme, standing }) => scheme === 'iso-9001' && standing === 'valid')).to.equal(
        true,
      );
    }
    expect(await foundBy('country=DE&scheme=no-such-scheme')).to.deep.equal([]);
  });

  it('does not say anything bad of a shop that it does not know', async () => {
    const html = await page('/sellers?q=https://www.unknown.example/x');
    expect(html).to.include('<bdi>unknown.example</bdi>').and.to.include('nothing good or bad');
  });

  it('keeps language, filters and chosen sellers from form to form', async () => {
    const html = await page(`/sellers?lang=zh&q=shop&band=good&country=DE&seller=${shop(3)}`);
    expect(html.match(/<input type="hidden" name="lang" value="zh" \/>/g)).to.have.length(2);
    expect(html).to.match(/name="band"\s+value="good"\s+checked/);
    expect(html).to.match(/<option value="DE" selected>/);
    expect(html).to.include(`<input type="hidden" name="seller" value="${shop(3)}" />`);
  });

  it('answers whatever an address says with a page', async () => {
    for (const query of [
      'q=%00%ff&page=-1&sort=__proto__',
      'page=99999999999999999999&band=&band=%3Cscript%3E',
      `q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&country=de&scheme=../x&activity=x`,
      `q=${'%E2%80%AE'.repeat(900)}&seller=%3Cimg%20src=x%3E&seller=a&seller=b`,
      Array.from({ length: 500 }, (_, i) => `band=b${i}&seller=s${i}`).join('&'),
    ]) {
      for (const path of [`/sellers?${query}`, `/compare?${query}`]) {
        const answer = await get(path);
        expect(answer.status, path.slice(0, 60)).to.equal(200);
        const html = await answer.text();
        expect(html).not.to.match(/<script>alert|<img src=x|<bdi>[^<]*\u202e/);
      }
    }
  });

  it('comes as a sheet that no name can make into a formula', async () => {
    const answer = await get('/sellers.csv?sort=score');
    expect(answer.headers.get('content-type')).to.equal('text/csv; charset=utf-8; header=present');
    expect(answer.headers.get('content-disposition')).to.equal('attachment; filename="sellers.csv"');
    const text = Buffer.from(await answer.arrayBuffer()).toString();
    const rows = text.replace(/^\uFEFF/, '').split('\r\n');
    expect(rows.pop()).to.equal('');
    expect(rows).to.have.length(61);
    expect(rows[0]).to.match(/^seller,trading_name,country,.*,score,band,/);
    const own = rows.find((row) => row.startsWith(shop(5)));
    expect(own).to.include(`,"'${formula.replaceAll('"', '""')}",`);
    const other = rows.find((row) => row.startsWith(shop(6))) ?? '';
    expect(other).to.include("Lamps;' @SUM(1);'=cmd|");
    expect(other).not.to.match(/;\s*[=@+-]/);
    const ofScores = rows.slice(1).map((row) => Number(row.split(',').at(-9)));
    expect(ofScores[0]).to.equal(Math.max(...[...scores.values()].map(({ overall }) => overall ?? 0)));
    const few = (await page('/sellers.csv?q=shop-0002&band=nothing')).split('\r\n');
    expect(few).to.have.length(2);
  });

  it('is there for programs, too, with the list of all as it was', async () => {
    const all = (await json('/v1/sellers?limit=2')) as object;
    expect(all).to.deep.equal({ items: [{ id: shop(1) }, { id: shop(2) }], next: '2' });
    const best = (await json('/v1/sellers?band=excellent&band=good&sort=score&limit=3')) as {
      items: { id: string }[];
      total: number;
      next: string;
    };
    const good = [...scores].filter(([, { band }]) => band === 'excellent' || band === 'good');
    expect([best.total, best.next]).to.deep.equal([good.length, '3']);
    expect(best.items.map(({ id }) => id)).to.deep.equal(
      (await foundBy('band=excellent&band=good&sort=score')).slice(0, 3),
    );
    const end = (await json(`/v1/sellers?q=shop-0002&cursor=9`)) as object;
    expect(end).to.deep.equal({ items: [], next: null, total: 1 });
    for (const wrong of ['sort=worst', 'country=de', 'activity=', 'scheme=A', `q=${'a'.repeat(2_049)}`])
      expect((await get(`/v1/sellers?${wrong}`)).status, wrong).to.equal(400);
  });

  describe('side by side', () => {
    const chosen = (...numbers: number[]): string =>
      `/compare?${numbers.map((n) => `seller=${shop(n)}`).join('&')}`;

    it('shows what each seller has, by the same day, and no points where there are too few facts', async () => {
      const young = [...scores].find(([, { status }]) => status === 'not-enough-history')?.[0] ?? '';
      const html = await page(`${chosen(2)}&seller=${young}`);
      expect(html.match(/role="columnheader"/g)).to.have.length(2);
      expect(html)
        .to.include(`: ${scores.get(shop(2))?.overall} of 1000`)
        .and.to.include('Not enough history yet');
      const ofYoung = scores.get(young)?.components.filter(({ status }) => status === 'insufficient').length;
      expect(html.match(/Too few facts/g)?.length).to.equal(ofYoung);
    });

    it('takes four at most, each once, and says whom it does not know', async () => {
      const html = await page(chosen(1, 1, 2, 3, 4, 5, 6));
      expect(html.match(/role="columnheader"/g)).to.have.length(4);
      expect(html).to.include('No more than 4');
      const lost = await page(`${chosen(1)}&seller=nobody&seller=`);
      expect(lost).to.include('<bdi>nobody</bdi>').and.to.include('href="/sellers?q=nobody');
      expect(await page('/compare')).to.include('Choose sellers to compare');
    });
  });

  describe('in a browser', () => {
    let browser: Browser;
    before(async function () {
      browser = await launchBrowser(this);
    });
    after(() => browser?.close());

    it('is used by keyboard alone, from the search to two sellers side by side, and printed', async () => {
      const {
        close,
        page: tab,
        trouble,
      } = await openPage(browser, {
        viewport: { width: 390, height: 844 },
        reducedMotion: 'reduce',
      });
      await tab.goto(`${gateway.url}/sellers`);
      await tab.locator('#q').focus();
      await tab.keyboard.type('shop-001');
      await tab.keyboard.press('Tab');
      await tab.keyboard.press('Tab');
      // The summary of the filters: opened, it leads to the first band.
      await tab.keyboard.press('Enter');
      await tab.keyboard.press('Tab');
      expect(await tab.evaluate('document.activeElement.name')).to.equal('band');
      await tab.locator('#q').focus();
      await tab.keyboard.press('Enter');
      await tab.waitForURL(/q=shop-001/);
      for (const n of [10, 11]) {
        await tab.locator(`.pick input[value="${shop(n)}"]`).focus();
        await tab.keyboard.press('Space');
      }
      // What has the focus is not below the button that stays in sight.
      const last = tab.locator('.hit a').last();
      await last.focus();
      const [link, bar] = await Promise.all([last.boundingBox(), tab.locator('.compare-bar').boundingBox()]);
      expect((link?.y ?? 0) + (link?.height ?? 0)).to.be.at.most(bar?.y ?? 0);
      await tab.locator('.compare-bar button').focus();
      await tab.keyboard.press('Enter');
      await tab.waitForURL(/\/compare\?/);
      expect(await tab.locator('[role="columnheader"]').count()).to.equal(2);
      // On paper the two stand side by side, and there is nothing to press.
      await tab.emulateMedia({ media: 'print' });
      const [left, right] = await tab.locator('tbody tr:nth-child(2) td').all();
      const [a, b] = await Promise.all([left?.boundingBox(), right?.boundingBox()]);
      expect(a?.y).to.equal(b?.y);
      expect(await tab.locator('main').getByRole('link', { name: 'Remove' }).count()).to.equal(0);
      expect(await tab.locator('main button').filter({ visible: true }).count()).to.equal(0);
      expect(trouble).to.deep.equal([]);
      await close();
    });
  });
});
