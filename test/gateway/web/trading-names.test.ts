import { expect } from 'chai';
import type { FactRecord } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { formatTime, daySeconds } from '../../../chaincode/domain/time.js';
import { clock, World } from '../harness.js';

/** What a platform may put on the ledger, and what pages may make of it. */
const hostile = [
  ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
  [`"><img src=x onerror='alert(1)'>`, '&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;'],
  ['</title></svg><!--', '&lt;/title&gt;&lt;/svg&gt;&lt;!--'],
  ['&lt;b&gt; {seller} $& %s', '&amp;lt;b&amp;gt; {seller} $&amp; %s'],
  ['عالم الثقة', 'عالم الثقة'],
] as const;
const sellerOf = (n: number): string => `demo-platform.shop-${n}`;

describe('trading names of sellers', () => {
  let world: World;
  let gateway: Gateway;

  before(async () => {
    world = await World.found();
    gateway = await world.start();
    const at = formatTime(clock() - daySeconds);
    const identity = (seller: string, members: object): FactRecord => ({
      kind: 'identity',
      seller,
      at,
      ...members,
    });
    const platform = await world.client(gateway, 'demo-platform');
    const records = [
      ...hostile.map(([tradingName], n) => identity(sellerOf(n), { tradingName })),
      identity('demo-platform.person', { tradingName: 'Anna Schmidt' }),
      identity('demo-platform.person', { natural: true }),
    ];
    await platform.send(await platform.signBatch(records, { as: 'demo-platform' }), { wait: 20 });
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const text = async (path: string): Promise<string> => (await fetch(`${gateway.url}${path}`)).text();
  const json = async (path: string): Promise<unknown> => JSON.parse(await text(path)) as unknown;

  for (const [n, [name, escaped]] of hostile.entries()) {
    it(`stand escaped in pages and pictures, with the id beside them: ${name}`, async () => {
      const id = sellerOf(n);
      const page = await text(`/sellers/${id}`);
      expect(page).to.include(`<bdi>${escaped}</bdi> <span class="seller-id"><bdi>${id}</bdi></span>`);
      expect(page).to.include(`<title>${escaped} (${id})`);
      const found = await text(`/sellers?q=${encodeURIComponent(name.slice(0, 8))}`);
      expect(found).to.include(`<bdi>${escaped}</bdi>`).and.to.include(id);
      const picture = await text(`/badges/${id}.svg`);
      expect(picture).to.include(`Seller ${escaped} (${id})`).and.to.include(`>${id}</text>`);
      expect(picture.match(/<svg|<\/svg|<title|<script|<img/g)).to.deep.equal(['<svg', '<title', '</svg']);
      for (const html of [page, found])
        expect(html).not.to.match(/<script>alert|<img src=x|<\/title><\/svg>/);
    });

    it(`are told to programs as they are: ${name}`, async () => {
      const id = sellerOf(n);
      expect(await json(`/v1/sellers/${id}`)).to.have.nested.property('public.tradingName', name);
      expect(await json(`/v1/sellers/${id}/score`)).to.have.property('tradingName', name);
    });
  }

  it('are not shown of a natural person', async () => {
    const id = 'demo-platform.person';
    const { public: facts } = (await json(`/v1/sellers/${id}`)) as { public: object };
    expect(facts).to.include({ natural: true }).and.not.to.have.property('tradingName');
    const shown = [`/sellers/${id}`, '/sellers', `/badges/${id}.svg`, `/v1/sellers/${id}/score`];
    for (const path of shown) expect(await text(path), path).not.to.include('Schmidt');
    expect(await text(`/sellers/${id}`)).to.include('Sole trader');
    expect(await text('/sellers?q=schmidt')).not.to.include(id);
  });
});
