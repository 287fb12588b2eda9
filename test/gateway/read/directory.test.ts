import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { Aggregate, Counters } from '../../../chaincode/domain/fold/aggregate.js';
import { scorePolicy1 } from '../../../chaincode/domain/policies/score-policy-1.js';
import { daySeconds, periodOf } from '../../../chaincode/domain/time.js';
import type { SellerListing } from '../../../gateway/projection/port.js';
import type { SellersAsked } from '../../../gateway/services/read/directory/asked.js';
import { Directory } from '../../../gateway/services/read/directory/directory.js';

const today = 20_800;
const all: SellersAsked = { text: '', bands: [] };
const certificateOf = (certificate: string) => ({ certificate, issuer: 'lab', scheme: 'iso-9001' });

interface Stated extends Partial<SellerListing> {
  readonly counters?: Counters;
}

const good: Counters = { orders: 60, promised: 60, onTime: 60, paid: 60, reviews: 40, ratingSum: 200 };
const bad: Counters = { orders: 60, promised: 60, onTime: 5, late: 55, paid: 60, reviews: 40, ratingSum: 40 };

/** A projection of a few sellers, that counts what is read of it. */
class Sellers {
  readonly ids: string[] = [];
  readonly stated = new Map<string, Stated>();
  readonly read = { listings: 0, aggregates: 0 };
  now = today * daySeconds;
  broken = false;
  readonly directory: Directory;

  constructor(sellers: Readonly<Record<string, Stated>>) {
    for (const [id, stated] of Object.entries(sellers)) this.state(id, stated);
    const queries = {
      listing: (id: string) => this.#listing(id),
      aggregate: (id: string) => this.#aggregate(id),
      consortium: () => undefined,
      participant: () => undefined,
      policy: () => scorePolicy1,
    };
    const numbers = {
      sellerCount: () => this.ids.length,
      sellerAt: (number: number) => this.ids[number],
      sellerNumber: (id: string) => (this.ids.includes(id) ? this.ids.indexOf(id) : undefined),
    };
    this.directory = new Directory(queries, numbers, () => this.now);
  }

  state(id: string, stated: Stated): void {
    if (!this.ids.includes(id)) this.ids.push(id);
    this.stated.set(id, stated);
  }

  async idsOf(asked: Partial<SellersAsked>): Promise<string[]> {
    const { items } = await this.directory.find({ ...all, ...asked }, 0, 100);
    return items.map(({ listed }) => listed.id);
  }

  #listing(id: string): SellerListing {
    this.read.listings += 1;
    if (this.broken) throw new Error('the store is damaged');
    return { shopDomains: [], certificates: [], newestDay: today, ...this.stated.get(id) };
  }

  #aggregate(seller: string): Aggregate | undefined {
    this.read.aggregates += 1;
    const { counters = {}, newestDay = today } = this.stated.get(seller) ?? {};
    const recent = [0, 1, 2, 3, 4].map((back) => ({ period: periodOf(newestDay) - back, counters }));
    return {
      public: {
        ...{ v: 1, seller, number: this.ids.indexOf(seller), records: { count: 1, head: '' } },
        ...{ newestDay, firstDay: newestDay - 200, shopDomains: [], joined: [], linked: [] },
        ...{ certifications: [], openCases: [] },
        periods: { recent: recent.reverse().filter(() => counters.orders !== undefined), lifetime: {} },
      },
      detail: { v: 1, days: [] },
    };
  }
}

describe('the directory of sellers', () => {
  const named = new Sellers({
    'mall.one': { shopDomains: ['acme.example'], tradingName: 'Müller & Søn GmbH', country: 'DE' },
    'mall.two': { shopDomains: ['www.straße.example', 'xn--mnchen-3ya.example'], tradingName: '杭州丝绸店' },
    'mall.three': { shopDomains: ['three.mall.example'], certificates: [certificateOf('TÜV-2024.00-17')] },
    'mall.Four_4': { shopDomains: ['four.mall.example'], tradingName: 'İstanbul ΟΔΟΣ', country: 'TR' },
    'other.one': { shopDomains: ['notacme.example'], certificates: [certificateOf('17')] },
  });

  const finds: readonly (readonly [typed: string, first: string | undefined, count: number])[] = [
    ['https://www.acme.example/products/12?ref=mail#top', 'mall.one', 1],
    ['http://ACME.example:8443', 'mall.one', 1],
    ['acme.example.', 'mall.one', 2],
    ['//shop.acme.example/x', 'mall.one', 1],
    ['service@acme.example', 'mall.one', 1],
    ['münchen.example', 'mall.two', 1],
    ['https://münchen.example/', 'mall.two', 1],
    ['xn--mnchen-3ya.example', 'mall.two', 1],
    ['https://ledger.example/sellers/mall.three?lang=zh', 'mall.three', 1],
    ['http://localhost:8080/verify/mall.three', 'mall.three', 1],
    ['https://mall.example/shops/four_4', 'mall.Four_4', 1],
    ['https://mall.example/help', 'mall.three', 2],
    ['mueller', undefined, 0],
    ['MULLER SON', 'mall.one', 1],
    ['ｍüｌｌｅｒ\u200b', 'mall.one', 1],
    ['丝绸', 'mall.two', 1],
    ['istanbul', 'mall.Four_4', 1],
    ['οδος', 'mall.Four_4', 1],
    ['mall.one', 'mall.one', 1],
    ['MALL.ONE', 'mall.one', 1],
    ['one', 'mall.one', 2],
    ['TUV 2024 00 17', 'mall.three', 1],
    ['tüv‑2024/00‑17', 'mall.three', 1],
    ['20240017', 'mall.three', 1],
    ['<script>', undefined, 0],
    ['. - _ ( )', undefined, 0],
    ['https://[', undefined, 0],
    ['javascript:alert(1)', undefined, 0],
    ['a'.repeat(100_000), undefined, 0],
    ['__proto__', undefined, 0],
  ];
  for (const [typed, first, count] of finds) {
    it(`finds by ${JSON.stringify(typed.slice(0, 60))} ${first ?? 'nobody'}`, async () => {
      const found = await named.idsOf({ text: typed });
      expect([found[0], found.length]).to.deep.equal([first, count]);
    });
  }

  it('says by which certificate a seller was found', async () => {
    const { items } = await named.directory.find({ ...all, text: '2024-0017' }, 0, 10);
    expect(items.map(({ certificate, listed }) => listed.certificates[certificate ?? -1])).to.deep.equal([
      certificateOf('TÜV-2024.00-17'),
    ]);
  });

  it('gives all that fit in parts, with their number, in the order wanted', async () => {
    const sellers = new Sellers({
      'm.b': { counters: good, newestDay: today - 100 },
      'm.c': { newestDay: today - 10 },
      'm.a': { counters: bad, country: 'DE' },
    });
    const { items, total } = await sellers.directory.find({ ...all, sort: 'name' }, 1, 1);
    expect([items.map(({ listed }) => listed.id), total]).to.deep.equal([['m.b'], 3]);
    expect(await sellers.idsOf({})).to.deep.equal(['m.b', 'm.c', 'm.a']);
    expect(await sellers.idsOf({ sort: 'newest' })).to.deep.equal(['m.a', 'm.c', 'm.b']);
    expect(await sellers.idsOf({ sort: 'score' })).to.deep.equal(['m.b', 'm.a', 'm.c']);
    expect(await sellers.idsOf({ sort: 'score-lowest' })).to.deep.equal(['m.a', 'm.b', 'm.c']);
    expect(await sellers.idsOf({ country: 'DE' })).to.deep.equal(['m.a']);
    expect(await sellers.idsOf({ bands: ['poor', 'weak'] })).to.deep.equal(['m.a']);
    expect(await sellers.idsOf({ bands: ['not-enough-history'] })).to.deep.equal(['m.c']);
    expect(await sellers.idsOf({ activity: 'recent' })).to.deep.equal(['m.c', 'm.a']);
    expect(await sellers.idsOf({ activity: 'dormant' })).to.deep.equal([]);
    sellers.now += 600 * daySeconds;
    await sellers.directory.find({ ...all, sort: 'score' }, 0, 1);
    // All are older by then: their new standings are made in the background.
    while ((await sellers.idsOf({ activity: 'dormant' })).length < 2) await setImmediate();
    expect(await sellers.idsOf({ activity: 'dormant' })).to.deep.equal(['m.b', 'm.a']);
    expect(await sellers.idsOf({ activity: 'recent' })).to.deep.equal([]);
  });

  it('puts the same sellers in the same order, whether it is asked for a page or for all', async () => {
    const stated = Array.from({ length: 160 }, (_, i): [string, Stated] => [
      `shop-${(i * 77) % 160}`,
      {
        tradingName: `Shop ${(i * 31) % 50}`,
        newestDay: today - (i % 7),
        counters: i % 3 === 0 ? good : bad,
      },
    ]);
    const { directory } = new Sellers(Object.fromEntries(stated));
    for (const sort of [undefined, 'name', 'newest', 'score', 'score-lowest'] as const) {
      const ids = async (from: number, limit: number): Promise<string[]> => {
        const { items } = await directory.find({ ...all, sort }, from, limit);
        return items.map(({ listed }) => listed.id);
      };
      const whole = await ids(0, 160);
      expect(new Set(whole).size).to.equal(160);
      const pages = await Promise.all(Array.from({ length: 16 }, (_, page) => ids(page * 10, 10)));
      expect(pages.flat(), sort ?? 'as the ledger has them').to.deep.equal(whole);
    }
  });

  it('reads again only what a block has changed', async () => {
    const sellers = new Sellers({ 'm.a': {}, 'm.b': {}, 'm.c': { certificates: [certificateOf('1')] } });
    expect(await sellers.idsOf({ sort: 'score' })).to.have.length(3);
    expect(sellers.read).to.deep.equal({ listings: 3, aggregates: 3 });
    await sellers.idsOf({ text: 'm' });
    expect(sellers.read).to.deep.equal({ listings: 3, aggregates: 3 });
    sellers.state('m.b', { tradingName: 'Blue', counters: good });
    sellers.state('m.new', {});
    sellers.directory.changed([
      'profile/m.b',
      'period/m.b/743',
      'batch/x',
      'profile/m.unknown',
      'list/sellers',
    ]);
    expect(await sellers.idsOf({ text: 'blue', bands: ['excellent', 'good', 'fair'] })).to.deep.equal([
      'm.b',
    ]);
    expect(await sellers.idsOf({})).to.have.length(4);
    expect(sellers.read).to.deep.equal({ listings: 5, aggregates: 5 });
    // What its certificates are worth may have changed with a certifier.
    sellers.directory.changed(['participant/lab']);
    await sellers.idsOf({ sort: 'score' });
    expect(sellers.read).to.deep.equal({ listings: 5, aggregates: 6 });
  });

  it('tells who asks when a store cannot be read, and works again when it can', async () => {
    const sellers = new Sellers({ 'm.a': {}, 'm.b': {} });
    sellers.broken = true;
    const failed = await sellers.idsOf({}).catch((error: unknown) => error);
    expect(failed).to.be.an('error').with.property('message', 'the store is damaged');
    sellers.broken = false;
    expect(await sellers.idsOf({})).to.deep.equal(['m.a', 'm.b']);
  });
});
