import { expect } from 'chai';
import { scorePolicy1 } from '../../../chaincode/domain/policies/score-policy-1.js';
import type { ScorePolicyBody } from '../../../chaincode/domain/policies/score-policy.js';
import type { AppOptions } from '../../../gateway/start/app.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { notices } from '../../../gateway/web/frame/site-header.js';
import type { FrameContext } from '../../../gateway/web/frame/page.js';
import english from '../../../gateway/web/messages/en.js';
import { Translator } from '../../../gateway/web/messages/translate.js';
import { inertApp } from '../http/raw-socket.js';
import { World } from '../harness.js';

const person = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** Policy 1 with other numbers and another band. */
function otherPolicy() {
  const body = structuredClone(scorePolicy1.body) as ScorePolicyBody;
  body.components.delivery.weight = 50;
  body.components.delivery.points = [
    { ppm: 500_000, points: 0 },
    { ppm: 977_000, points: 1000 },
  ];
  body.bands = [
    { name: 'splendid', from: 911 },
    { name: 'poor', from: 0 },
  ];
  return { ...scorePolicy1, body };
}

describe('the site', () => {
  let world: World;
  let gateway: Gateway;
  before(async () => {
    world = await World.found({ policies: [otherPolicy()], parameters: { demo: false } });
    gateway = await world.start();
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}${path}`, { headers: { ...person, ...headers } });
  const page = async (path: string): Promise<string> => (await get(path)).text();

  it('tells search engines the one address of a page, and those of its languages', async () => {
    const text = await page('/sellers?q=a&utm_source=x');
    const own = `${gateway.url}/sellers`;
    expect(text).to.include(`<link rel="canonical" href="${own}" />`);
    expect(text).to.include(`hreflang="x-default" href="${own}"`);
    for (const tag of ['en', 'zh']) expect(text).to.include(`hreflang="${tag}" href="${own}?lang=${tag}"`);
    expect(await page('/score?lang=zh')).to.include(`rel="canonical" href="${gateway.url}/score?lang=zh"`);
    expect(text).to.not.include('noindex');
    const lost = await page('/nothing');
    expect(lost).to.include('noindex').and.not.include('canonical');
  });

  it('tells those who share a page what it is, with a picture', async () => {
    const text = await page('/');
    const content = (property: string) =>
      new RegExp(`property="${property}"\\s+content="([^"]*)"`).exec(text)?.[1];
    expect(content('og:title')).to.include('Does this seller keep its promises?');
    expect(content('og:url')).to.equal(`${gateway.url}/`);
    expect(content('og:image')).to.equal(`${gateway.url}/share.png`);
    expect([content('og:image:width'), content('og:image:height')]).to.deep.equal(['1200', '630']);
  });

  it('has its pictures in the sizes that it says', async () => {
    const manifest = (await (await get('/site.webmanifest?lang=zh')).json()) as {
      name: string;
      start_url: string;
      icons: { src: string; sizes: string; purpose: string }[];
    };
    expect([manifest.name, manifest.start_url]).to.deep.equal(['卖家信任账本', '/?lang=zh']);
    expect(manifest.icons.map(({ purpose }) => purpose)).to.include('maskable');
    const pictures = [
      ...manifest.icons
        .filter(({ src }) => src.endsWith('.png'))
        .map(({ src, sizes }) => [src, sizes] as const),
      ['/apple-touch-icon.png', '180x180'] as const,
      ['/share.png', '1200x630'] as const,
    ];
    for (const [src, sizes] of pictures) {
      const answer = await get(src);
      const bytes = Buffer.from(await answer.arrayBuffer());
      // PNG: width and height stand at 16 and 20.
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).to.equal(sizes);
      expect(answer.headers.get('content-type'), src).to.equal('image/png');
    }
    const favicon = Buffer.from(await (await get('/favicon.ico')).arrayBuffer());
    expect([favicon.readUInt16LE(2), favicon[6], favicon.subarray(23, 26).toString()]).to.deep.equal([
      1,
      32,
      'PNG',
    ]);
  });

  it('never leads elsewhere with a link to the page itself', async () => {
    for (const path of ['//evil.example/a', '/\\evil.example', '///evil.example?lang=zh']) {
      const text = await page(path);
      expect(text, path)
        .to.include('<html')
        .and.not.match(/(?:href|action)="\/[/\\]/);
    }
  });

  it('points crawlers to its pages, and away from what programs read', async () => {
    const robots = await (await get('/robots.txt')).text();
    expect(robots).to.include('Disallow: /v1/').and.to.include(`Sitemap: ${gateway.url}/sitemap.xml`);
    const index = await (await get('/sitemap.xml')).text();
    // Nobody is on this ledger yet.
    expect(index.match(/<loc>/g)).to.have.length(1);
    const pages = await (await get('/sitemaps/pages.xml')).text();
    expect(pages).to.include(`<loc>${gateway.url}/score</loc>`);
    for (const part of ['0', '1', '99999', '-1', '1e3', '0x1', '', '%00', '999999999999999999999'])
      expect((await get(`/sitemaps/sellers-${part}.xml`)).status, part).to.equal(404);
  });

  it('explains the score by the numbers of the policy in force', async () => {
    const text = (await page('/score')).replace(/\s+/g, ' ');
    expect(text).to.include('from 97.7% on').and.to.include('splendid').and.to.include('911 to 1000');
    // 50 of 120.
    expect(text).to.include('41.7% of the score');
    expect(text).to.include('0 to 910').and.to.include('Promises were often not kept.');
    expect(text).to.not.match(/from 98\.5% on|Excellent|850 to/);
    expect(text).to.match(/The mean by weight: (?:splendid|Poor): \d+ of 1000/);
  });

  it('says of an import that it is moved in time, and only of a demonstration that it is made up', () => {
    const t = new Translator('en', english.messages);
    const said = (demo: boolean, shiftedDays: number | undefined): string =>
      notices({ t, madeAt: 0, demo, shiftedDays } as FrameContext).text.replace(/<aside[^>]*hidden>.*$/s, '');
    expect(said(false, undefined).trim()).to.equal('');
    expect(said(true, undefined)).to.include('made up').and.to.include('not independent');
    expect(said(true, 1)).to.include('real orders').and.to.include('1 day ').and.not.include('made up');
    expect(said(false, 30))
      .to.include('30 days')
      .and.not.match(/made up|demonstration/);
  });

  describe('while nothing is folded', () => {
    let app: Awaited<ReturnType<typeof inertApp>>['app'];
    before(async () => {
      const about = { consortium: () => undefined, publicUrl: 'http://gateway.example' };
      ({ app } = await inertApp(undefined, {
        services: { about } as unknown as AppOptions['services'],
        whyUnready: () => 'it starts',
      }));
    });
    after(() => app.close());

    it('offers a person to try again, and tells a program the same in its own way', async () => {
      const url = '/sellers/a?x=%3Cb%3E';
      const answer = await app.inject({ url, headers: { ...person, 'accept-language': 'zh' } });
      expect([answer.statusCode, answer.headers['retry-after']]).to.deep.equal([503, '5']);
      expect(answer.headers['content-security-policy']).to.include("default-src 'none'");
      expect(answer.body).to.include('lang="zh"').and.to.include('重试').and.to.include(`href="${url}"`);
      const program = await app.inject({ url, headers: { accept: '*/*' } });
      expect([program.statusCode, program.json<{ code: string }>().code]).to.deep.equal([503, 'not_ready']);
      expect((await app.inject({ url: '/v1/sellers', headers: person })).json()).to.include({
        code: 'not_ready',
      });
    });

    it('says of an unknown address that there is nothing, and brings what pages are made of', async () => {
      const lost = await app.inject({ url: '/nothing/%zz', headers: person });
      expect([lost.statusCode, lost.headers['content-type']]).to.deep.equal([
        404,
        'text/html; charset=utf-8',
      ]);
      for (const url of [
        '/robots.txt',
        '/site.webmanifest',
        '/icon.svg',
        '/favicon.ico',
        '/offline',
        '/site-worker.js',
      ])
        expect((await app.inject({ url })).statusCode, url).to.equal(200);
    });
  });
});
