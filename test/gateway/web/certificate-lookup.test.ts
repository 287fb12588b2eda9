import { expect } from 'chai';
import { daySeconds, formatTime } from '../../../chaincode/domain/time.js';
import type { FactRecord } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { clock, World } from '../harness.js';

const now = clock();
const day = (days: number): string => formatTime(now + days * daySeconds);

interface Found {
  readonly items: readonly {
    readonly certificate: string;
    readonly number: number;
    readonly scheme: string;
    readonly seller: string;
    readonly standing: string;
  }[];
  readonly next: string | null;
}

describe('a certificate that somebody holds in hand', () => {
  let world: World;
  let gateway: Gateway;

  const certificate = (
    shop: string,
    number: string,
    { scheme = 'iso-9001', from = -90, until = 300 } = {},
  ): FactRecord => ({
    ...{ kind: 'certification', seller: `demo-platform.${shop}`, at: day(Math.min(from, -2)) },
    ...{ certificate: number, subject: 'organisation', scheme, jurisdictions: ['BR', 'CN'] },
    ...{ validFrom: day(from), validUntil: day(until), assessmentLevel: 'scheme-cab' },
  });

  before(async () => {
    world = await World.found();
    gateway = await world.start();
    const [from, until] = [day(-1_000), day(1_000)].map((time) => time.slice(0, 10)) as [string, string];
    await world.decide(gateway, {
      ...{ type: 'participant.update', id: 'demo-certifier' },
      accreditation: [
        {
          ...{ body: 'DAkkS', number: 'D-1', schemes: ['iso-9001', 'gots'] },
          ...{ from: `${from}T00:00:00Z`, until: `${until}T00:00:00Z` },
        },
      ],
    });
    const name = '<b onmouseover=alert(1)>Müller & Söhne';
    await world.state(gateway, 'demo-platform', [
      { kind: 'identity', seller: 'demo-platform.shop1', at: day(-100), tradingName: name },
    ]);
    const { batch } = await world.state(gateway, 'demo-certifier', [
      certificate('shop1', 'DC-11'),
      certificate('shop2', 'DC-1-1'),
      certificate('shop3', 'DC-1-1', { scheme: 'gots' }),
      certificate('shop1', 'OLD-1', { from: -90, until: -1 }),
      certificate('shop1', 'NEXT-1', { from: 30 }),
      certificate('shop2', 'ODD-1', { scheme: 'made-up' }),
      certificate('shop2', 'GONE-1'),
      certificate('shop2', 'WRONG-1'),
    ]);
    await world.state(gateway, 'demo-certifier', [
      {
        ...{ kind: 'certification-status', seller: 'demo-platform.shop2', at: day(-1) },
        ...{ certificate: 'GONE-1', status: 'revoked', reason: 'misuse' },
      },
      {
        ...{ kind: 'correction', seller: 'demo-platform.shop2', at: day(-1), target: `${batch}.7` },
        ...{ reason: 'did_not_occur' },
      },
    ]);
  });
  after(async () => {
    await gateway?.close();
    await world?.remove();
  });

  const ask = (query: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${gateway.url}/v1/certificates?${new URLSearchParams(query).toString()}`);
  const find = async (query: Readonly<Record<string, string>>): Promise<Found> =>
    (await (await ask(query)).json()) as Found;
  const page = async (query: Readonly<Record<string, string>>): Promise<string> =>
    (await fetch(`${gateway.url}/certificates?${new URLSearchParams(query).toString()}`)).text();

  it('is found by its number, the one that bears it letter by letter first', async () => {
    const { items, next } = await find({ number: 'DC-1-1' });
    expect(items.map((one) => [one.certificate, one.seller, one.standing])).to.deep.equal([
      ['DC-1-1', 'demo-platform.shop2', 'valid'],
      ['DC-1-1', 'demo-platform.shop3', 'valid'],
      ['DC-11', 'demo-platform.shop1', 'valid'],
    ]);
    expect(next).to.equal(null);
    const one = await find({ number: 'dc 11', scheme: 'gots' });
    expect(one.items.map(({ scheme, seller }) => [scheme, seller])).to.deep.equal([
      ['gots', 'demo-platform.shop3'],
    ]);
    expect((await find({ number: 'DC-1' })).items).to.deep.equal([]);
    expect((await ask({ number: 'DC-1-1' })).headers.get('signature')).to.be.a('string');
  });

  it('is listed in pages that leave none out', async () => {
    const seen: string[] = [];
    let cursor: string | null = '0';
    while (cursor !== null) {
      const part: Found = await find({ number: 'DC11', limit: '1', cursor });
      expect(part.items.length).to.be.at.most(1);
      seen.push(...part.items.map(({ seller }) => seller));
      cursor = part.next;
    }
    expect(seen).to.deep.equal(['shop1', 'shop2', 'shop3'].map((shop) => `demo-platform.${shop}`));
  });

  it('has the standing of today', async () => {
    const standing = async (number: string) => (await find({ number })).items.map((one) => one.standing);
    expect(await standing('old 1')).to.deep.equal(['expired']);
    expect(await standing('next 1')).to.deep.equal(['not-yet-valid']);
    expect(await standing('odd 1')).to.deep.equal(['issuer-not-accredited']);
    expect(await standing('gone 1')).to.deep.equal(['revoked']);
    // Its certifier says that there never was one.
    expect(await standing('wrong 1')).to.deep.equal([]);
  });

  it('that was stated after the last question is found by the next one', async () => {
    expect((await find({ number: 'LATER-7' })).items).to.deep.equal([]);
    await world.state(gateway, 'demo-certifier', [certificate('shop3', 'LATER-7')]);
    expect((await find({ number: 'later7' })).items).to.have.length(1);
  });

  it('is refused where the question is none', async () => {
    for (const query of [{}, { number: '' }, { number: 'x'.repeat(201) }, { number: 'x', cursor: '-1' }])
      expect((await ask(query)).status, JSON.stringify(query)).to.equal(400);
    expect((await ask({ number: 'x', scheme: 'ISO 9001' })).status).to.equal(400);
  });

  it('has a page that says first where it stands', async () => {
    const { items } = await find({ number: 'GONE-1' });
    const text = await (await fetch(`${gateway.url}/certificates/${items[0]?.number ?? ''}`)).text();
    expect(text).to.include('<h1>Certificate <bdi>GONE-1</bdi></h1>');
    expect(text.indexOf('tone-bad')).to.be.greaterThan(0).and.lessThan(text.indexOf('id="terms"'));
    expect(text).to.include('It was misused.').and.to.include('DAkkS');
    expect(text).to.include('href="/sellers/demo-platform.shop2"');
    expect(text).to.include('href="/participants/demo-certifier"');
    // Without scripts, the proof is a click away, and so is the command that checks it.
    expect(text).to.include('href="/v1/sellers/demo-platform.shop2/proof"').and.to.include('stl proof ');
  });

  it('is looked up by a form that answers with the status first, and keeps what was typed', async () => {
    const text = await page({ number: 'dc 1 1', scheme: 'gots', lang: 'en' });
    expect(text).to.include('1 certificate found').and.to.include('value="dc 1 1"');
    expect(text).to.match(/<option value="gots" selected\s*>/);
    expect(text).to.match(/tone-good">\s*<h3>Valid<\/h3>/);
    expect(text).to.include('name="lang" value="en"');
    expect(await page({ number: 'dc11' })).to.include('3 certificates found');
  });

  it('that is not there gets advice in place of an empty list', async () => {
    const text = await page({ number: 'XX-404', scheme: 'gots' });
    expect(text).to.include('No certificate found').and.to.include('Ask the certifier');
    expect(text).to.include('href="/certificates?number=XX-404"');
    expect(await page({ number: 'XX-404', lang: 'zh' })).to.include('未找到证书');
  });

  it('shows names that others chose as text alone, whatever they are', async () => {
    const text = await page({ number: 'DC11' });
    expect(text).to.include('<bdi>&lt;b onmouseover=alert(1)&gt;Müller &amp; Söhne</bdi>');
    for (const number of [
      '"><script>alert(1)</script>',
      '\u202eevil',
      'x'.repeat(2_000),
      '%00',
      '__proto__',
    ]) {
      const answer = await page({ number, scheme: number, cursor: number });
      expect(answer, number.slice(0, 20)).to.include('No certificate found');
      expect(answer).not.to.include('<script>alert').and.not.to.include('<bdi>\u202e');
    }
  });

  it('has no page under an address that names none', async () => {
    for (const path of [
      '/certificates/',
      '/certificates/99',
      '/certificates/-1',
      '/certificates/1/2',
      '/certificates/%zz',
    ])
      expect((await fetch(gateway.url + path)).status, path).to.be.oneOf([400, 404]);
  });
});
