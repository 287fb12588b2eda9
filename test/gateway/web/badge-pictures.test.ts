import { expect } from 'chai';
import type { App } from '../../../gateway/http/plugins/types.js';
import type { AppOptions } from '../../../gateway/start/app.js';
import { ServiceError, notFound } from '../../../gateway/services/common/service-error.js';
import english from '../../../gateway/web/messages/en.js';
import chinese from '../../../gateway/web/messages/zh.js';
import { Translator, type Language } from '../../../gateway/web/messages/translate.js';
import { PngPainter } from '../../../gateway/web/pages/badge/badge-png.js';
import { badgeSvg } from '../../../gateway/web/pages/badge/badge-svg.js';
import { badgeStates, type BadgeSummary } from '../../../gateway/web/pages/badge/summary.js';
import { bands } from '../../../gateway/web/messages/standing.js';
import { inertApp } from '../http/raw-socket.js';

const asOf = 1_790_726_400;
const score = (seller: string) => ({
  seller,
  asOf,
  status: 'scored',
  overall: 123,
  band: 'poor',
  provisional: false,
  demo: false,
});

/** Width and height as a PNG's header has them (PNG, 11.2.1); undefined for what is none. */
function sizeOf(png: Buffer): string | undefined {
  if (png.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return undefined;
  return `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
}

describe('pictures of the badge', () => {
  let app: App;
  let obstacle: string | undefined;
  let names: Readonly<Record<string, string>> = {};
  before(async () => {
    const scores = {
      one: (id: string) => {
        if (id === 'p.folding') throw new ServiceError('projection_unavailable', 'Nothing is folded yet.');
        if (id === 'p.doubt') obstacle = 'all is folded anew';
        if (!id.startsWith('p.')) throw notFound('seller');
        const tradingName = names[id];
        return { ...score(id), ...(tradingName === undefined ? {} : { tradingName }) };
      },
    };
    const consortium = () => ({ ledger: 'l', organisations: [], parameters: { demo: false } });
    ({ app } = await inertApp(undefined, {
      services: { about: { org: 'alfa', publicUrl: 'http://gateway.example', consortium }, scores },
      whyUnready: () => obstacle,
    } as unknown as Partial<AppOptions>));
  });
  after(() => app.close());
  afterEach(() => {
    obstacle = undefined;
    names = {};
  });

  const get = (url: string) => app.inject({ url, headers: { 'accept-language': 'en' } });
  const png = async (url: string): Promise<Buffer> => (await get(url)).rawPayload;

  it('are PNG for letters, twice as fine as on the page, in the colours that were asked for', async () => {
    const answer = await get('/badges/p.one.png?lang=en');
    expect(answer.headers).to.include({
      'content-type': 'image/png',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=60',
    });
    expect(sizeOf(answer.rawPayload)).to.equal('544x168');
    const light = await png('/badges/p.one.png?lang=en&scheme=light');
    const dark = await png('/badges/p.one.png?lang=en&scheme=dark');
    expect(answer.rawPayload.equals(light)).to.equal(true);
    expect(dark.equals(light)).to.equal(false);
  });

  it('have the trading name in the signs that they can draw, and no gaps for those that they cannot', async () => {
    const drawn = new Map<string, Buffer>();
    for (const name of ['鑫源国际贸易有限公司', 'Łódź Ñandú Привет', 'شركة', '囍 GmbH', 'Acme']) {
      names = { 'p.one': name };
      drawn.set(name, await png('/badges/p.one.png'));
    }
    names = {};
    const nameless = await png('/badges/p.one.png');
    const left = [...drawn].filter(([, picture]) => picture.equals(nameless)).map(([name]) => name);
    expect(left).to.deep.equal(['شركة', '囍 GmbH']);
  });

  it('are one for all that nobody knows, whatever is in the address', async () => {
    const pictures = new Set<string>();
    for (const name of [
      'x',
      '<script>',
      '"onload="alert(1)',
      '\u202eevil',
      '../../etc/passwd',
      '%00',
      '🦊',
    ]) {
      const answer = await get(`/badges/${encodeURIComponent(name)}.png?lang=en`);
      expect([answer.statusCode, sizeOf(answer.rawPayload)]).to.deep.equal([404, '544x168']);
      expect(answer.headers['cache-control']).to.equal('no-store');
      pictures.add(answer.rawPayload.toString('base64'));
    }
    expect(pictures.size).to.equal(1);
  });

  it('say that it could not be loaded while nothing may be said', async () => {
    for (const reason of ['all is folded anew', undefined]) {
      obstacle = reason;
      const id = reason === undefined ? 'p.folding' : 'p.one';
      const svg = await get(`/badges/${id}.svg`);
      expect([svg.statusCode, svg.headers['content-type']]).to.deep.equal([503, 'image/svg+xml']);
      expect(svg.body).to.include('Could not be loaded').and.not.include('Poor');
      expect(svg.headers).to.include({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'cross-origin',
      });
      const picture = await get(`/badges/${id}.png`);
      expect([picture.statusCode, sizeOf(picture.rawPayload)]).to.deep.equal([503, '544x168']);
      const frame = await get(`/badges/${id}?shop=shop.example`);
      expect(frame.statusCode).to.equal(503);
      expect(frame.body)
        .to.include('Could not be loaded')
        .and.include(`href="/verify/${id}?lang=en&amp;shop=shop.example"`);
      expect(frame.headers).not.to.have.property('x-frame-options');
    }
    obstacle = 'all is folded anew';
    expect((await get('/badges/p.one.svg')).headers).to.include({ 'retry-after': '5' });
  });

  it('do not say what is in doubt by the time that it is drawn', async () => {
    const { rawPayload, statusCode } = await get('/badges/p.doubt.png');
    expect([statusCode, sizeOf(rawPayload)]).to.deep.equal([503, '544x168']);
  });

  it('are not all drawn where too many are asked for at once, and none is left without an answer', async () => {
    const answers = await Promise.all(Array.from({ length: 120 }, (_, i) => get(`/badges/p.many${i}.png`)));
    const drawn = answers.filter(({ rawPayload, statusCode }) => statusCode === 200 && sizeOf(rawPayload));
    const refused = answers.filter(
      ({ headers, statusCode }) => statusCode === 503 && headers['retry-after'] === '1',
    );
    expect(drawn.length).to.be.at.least(50);
    expect(refused.length).to.be.at.least(1);
    expect(drawn.length + refused.length).to.equal(120);
    // A letter would show a broken picture, and tell nobody why.
    for (const { headers, rawPayload } of refused) {
      expect(sizeOf(rawPayload)).to.equal('544x168');
      expect(headers['cache-control']).to.equal('no-store');
    }
    expect((await get('/badges/p.after.png')).statusCode).to.equal(200);
  });

  for (const [tag, language] of Object.entries<Language>({ en: english, zh: chinese })) {
    it(`can draw all that a badge says (${tag})`, async () => {
      const t = new Translator(tag, language.messages);
      const last = { overall: 1000, band: 'good', asOf } as const;
      const summaries: BadgeSummary[] = [
        ...bands.map(
          (band) => ({ state: 'scored', overall: 987, band, provisional: true, asOf, data: 'demo' }) as const,
        ),
        { state: 'scored', overall: 650, band: 'fair', provisional: false, asOf, data: 'imported' },
        { state: 'not-enough-history', bad: true, asOf },
        { state: 'not-enough-history', bad: false, asOf },
        { state: 'dormant', last, asOf },
        { state: 'unknown-seller' },
        { state: 'other-shop' },
        { state: 'not-loaded' },
      ];
      expect(new Set(summaries.map(({ state }) => state))).to.deep.equal(new Set(badgeStates));
      const painter = new PngPainter();
      const other = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>';
      for (const summary of summaries) {
        const picture = await painter.paint([badgeSvg('p.one', summary, t, 'light'), other]);
        expect(sizeOf(picture), JSON.stringify(summary)).to.equal('544x168');
      }
    });
  }

  it('are green for nobody, and red or amber for whoever is not good', () => {
    const t = new Translator('en', english.messages);
    const colours = (band: (typeof bands)[number]): string[] => {
      const summary = { state: 'scored', overall: 500, band, provisional: false, asOf } as const;
      const svg = badgeSvg('p.one', summary, t, 'light');
      return ['ring', 'answer'].map(
        (part) => new RegExp(`\\.${part}\\{[a-z]+:(#\\w+)\\}`).exec(svg)?.[1] ?? '',
      );
    };
    expect(Object.fromEntries(bands.map((band) => [band, colours(band)]))).to.deep.equal({
      excellent: ['#0b5f8a', '#1c1f1d'],
      good: ['#0b5f8a', '#1c1f1d'],
      fair: ['#7a5200', '#7a5200'],
      weak: ['#a3231d', '#a3231d'],
      poor: ['#a3231d', '#a3231d'],
    });
  });
});
