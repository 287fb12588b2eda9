import { expect } from 'chai';
import type { FactRecord, Order } from '../../../chaincode/domain/records/index.js';
import { commitment } from '../../support/records.js';
import { mapOf, orderHeadings, orderRow, orders, saidBy, type Said } from './records-of.js';

type More = Parameters<typeof orders>;
const of = (rows: readonly (readonly string[])[], ...more: More): Said =>
  saidBy(mapOf(orders(...more)), [orderHeadings, ...rows]);
const recordsOf = (...given: Parameters<typeof of>): readonly FactRecord[] => {
  const { mistakes, records } = of(...given);
  expect(mistakes).to.deep.equal([]);
  return records;
};
const orderOf = (...given: Parameters<typeof of>): Order => {
  const records = recordsOf(...given);
  expect(records.map(({ kind }) => kind)).to.deep.equal(['order']);
  return records[0] as Order;
};

describe('"optional" in a map', () => {
  const [shopify, amazon] = [
    ['#1050,EUR,100.90,2026-05-01 09:59:00 +0200,NL', 'Name,Currency,Total,Created at,Shipping Country'],
    [
      '112-1\t2026-09-17T08:04:21+00:00\tEUR\t89.95\tIT\t12" pan',
      'amazon-order-id\tpurchase-date\tcurrency\titem-price\tship-country\tproduct-name',
    ],
  ].map(([row = '', headings = '']) => [headings, row].map((line) => line.split(/[,\t]/))) as [
    string[][],
    string[][],
  ];
  const shops = { timeZone: 'Europe/Berlin', promises: { dispatchBy: 2, deliverBy: 7 } };
  const constants = { seller: 'demo-platform.shop-1' };

  it('lets an export lack what its shop did not choose, and states what it has', () => {
    for (const [name, table, band] of [
      ['shopify', shopify, 8],
      ['amazon-orders', amazon, 7],
    ] as const) {
      const said = saidBy(mapOf({ extends: name, ...shops, constants }), table);
      expect(said.mistakes, name).to.deep.equal([]);
      expect(said.records, name).to.have.length(1);
      expect(said.records[0], name).to.deep.include({ kind: 'order', value: { currency: 'EUR', band } });
    }
  });

  it('leaves every other heading needed', () => {
    const [headings = [], ...rows] = shopify;
    const without = headings.map((heading) => (heading === 'Total' ? 'Sum' : heading));
    const map = mapOf({ extends: 'shopify', ...shops, constants });
    expect(() => saidBy(map, [without, ...rows])).to.throw('lacks headings that the map names');
  });
});

describe('the map of an importer', () => {
  it('makes an order of what a shop writes, with commitments, a band, and promises that end with local days', () => {
    expect(orderOf([orderRow()])).to.deep.equal({
      kind: 'order',
      seller: 'demo-platform.c17',
      order: commitment('order demo-platform.c17 #1001'),
      // 21:40 on the first of October in Denver.
      at: '2026-10-02T03:00:00Z',
      dispatchBy: '2026-10-04T05:00:00Z',
      deliverBy: '2026-10-10T05:00:00Z',
      country: 'US',
      value: { currency: 'USD', band: 7 },
      channel: 'web',
    });
  });

  describe('promises', () => {
    it('count days from the local day, also of a time that is written with another offset', () => {
      const { deliverBy } = orderOf([orderRow({ Placed: '2026-10-02T03:40:12Z' })]);
      expect(deliverBy).to.equal('2026-10-10T05:00:00Z');
    });

    it('end with a day of 25 hours where clocks are set back', () => {
      const { dispatchBy } = orderOf([orderRow({ Placed: '2026-10-30 23:59' })]);
      expect(dispatchBy).to.equal('2026-11-02T06:00:00Z');
    });

    it('count from the local day in a zone that is half an hour off, where the rounded hour is of the day before', () => {
      const { at, dispatchBy } = orderOf([orderRow({ Placed: '2026-10-02 00:10' })], {
        timeZone: 'Asia/Kolkata',
      });
      expect(at).to.equal('2026-10-01T18:00:00Z');
      expect(dispatchBy).to.equal('2026-10-04T18:00:00Z');
    });

    it('give way to a cell that says the day', () => {
      const [headings, row] = [
        [...orderHeadings, 'Due'],
        [...orderRow(), '2026-10-20'],
      ];
      const map = mapOf(orders({ columns: { Due: 'deliverBy' } }));
      expect((saidBy(map, [headings, row]).records[0] as Order).deliverBy).to.equal('2026-10-21T05:00:00Z');
      expect((saidBy(map, [headings, [...orderRow(), '']]).records[0] as Order).deliverBy).to.equal(
        '2026-10-10T05:00:00Z',
      );
    });

    it('are refused as days of no zone', () => {
      const map = mapOf(
        orders(
          { timeZone: 'UTC' },
          {
            promises: {},
            columns: {
              Placed: 'at',
              Order: 'number',
              Due: ['dispatchBy', 'deliverBy'],
              Total: 'value.amount',
              Currency: 'value.currency',
              Country: 'country',
            },
          },
        ),
      );
      const table = [
        [...orderHeadings, 'Due'],
        [...orderRow({ Placed: '2026-10-01T08:00:00Z' }), '2026-10-09'],
      ];
      expect(saidBy({ ...map, timeZone: undefined }, table).mistakes[0]).to.match(
        /^2, Due: a day of no zone/,
      );
    });
  });

  describe('words', () => {
    const by = (values: Readonly<Record<string, string>>, cell: string): unknown =>
      of([orderRow({ Status: cell })], {
        columns: { Status: 'channel' },
        values: { channel: values },
      }).records.map((record) => (record as Order).channel)[0];

    it('are replaced exactly first, then without regard to case and spaces, then by what stands for all others', () => {
      expect(by({ POS: 'in-store', pos: 'app' }, 'pos')).to.equal('app');
      expect(by({ POS: 'in-store' }, ' pos ')).to.equal('in-store');
      expect(by({ POS: 'in-store', '*': 'other' }, 'tiktok')).to.equal('other');
      expect(by({ POS: 'in-store' }, 'social')).to.equal('social');
    });

    it('of another table never fit by a name of the language', () => {
      expect(by({ '*': 'other' }, 'constructor')).to.equal('other');
      expect(by({ '*': 'other' }, '__proto__')).to.equal('other');
    });

    it('can become nothing: then a constant counts', () => {
      expect(by({ 'n/a': '' }, 'n/a')).to.equal('web');
    });
  });

  describe('filters', () => {
    it('leave rows out, and tell how many', () => {
      const rows = [
        orderRow(),
        orderRow({ Order: '#1002', Status: 'TEST' }),
        orderRow({ Order: '#1003', Status: '' }),
      ];
      const except = of(rows, { except: { Status: ['test', ''] } });
      expect([except.records.length, except.leftOut]).to.deep.equal([1, 2]);
      const only = of(rows, { only: { Status: ['shipped', ''] } });
      expect([only.records.length, only.leftOut]).to.deep.equal([2, 1]);
    });

    it('of one record leave the others alone', () => {
      const dispatched = {
        name: 'sent',
        kind: 'fulfilment',
        columns: { Order: 'number', Shop: 'shop', Placed: 'at' },
        constants: { event: 'dispatched' },
        only: { Status: ['Shipped'] },
      };
      const { records } = orders() as unknown as { records: [] };
      const { leftOut, records: made } = of([orderRow({ Status: 'Open' })], {
        records: [...records, dispatched],
      });
      expect(made.map(({ kind }) => kind)).to.deep.equal(['order']);
      expect(leftOut).to.equal(0);
    });
  });

  describe('several rows of one key', () => {
    const lines = [
      orderRow({ Total: '84.50', Placed: '2026-10-03 10:00' }),
      orderRow({ Order: '#1002' }),
      orderRow({ Total: '0.10', Placed: '2026-10-01 10:00', Country: 'DE' }),
      orderRow({ Total: '15.40', Placed: '2026-10-05 10:00' }),
    ];
    const first = (combine: Readonly<Record<string, string>>): Order =>
      recordsOf(lines, { combine })[0] as Order;

    it('are one record, wherever they stand, of which the first filled cells count', () => {
      expect(recordsOf(lines).length).to.equal(2);
      expect(first({})).to.deep.include({
        at: '2026-10-03T16:00:00Z',
        country: 'US',
        value: { currency: 'USD', band: 7 },
      });
    });

    it('add amounts up before the band is taken, exactly', () => {
      // 84.50 + 0.10 + 15.40 is 100.00: the least of band 8.
      expect(first({ 'value.amount': 'sum' }).value.band).to.equal(8);
    });

    it('of several currencies have no sum', () => {
      const said = of([...lines, orderRow({ Currency: 'EUR' })], { combine: { 'value.amount': 'sum' } });
      expect(said.records).to.have.length(1);
      expect(said.mistakes).to.deep.equal([
        '2, Total: its rows are of several currencies, whose amounts cannot be added',
      ]);
    });

    it('take the last, the earliest or the latest where the map says so; promises follow', () => {
      expect(first({ country: 'last', at: 'latest' })).to.deep.include({
        country: 'US',
        at: '2026-10-05T16:00:00Z',
      });
      expect(first({ at: 'earliest' })).to.deep.include({
        at: '2026-10-01T16:00:00Z',
        dispatchBy: '2026-10-04T05:00:00Z',
      });
    });

    it('make no record of rows without its time, which is no mistake: it has not happened', () => {
      const said = of([orderRow(), orderRow({ Placed: '', Country: 'FR' })], {
        combine: { country: 'last' },
      });
      expect(said.mistakes).to.deep.equal([]);
      expect((said.records[0] as Order).country).to.equal('US');
    });
  });

  it('takes the first filled of several headings for one column', () => {
    const table = [
      [...orderHeadings, 'Billing'],
      [...orderRow({ Country: '' }), 'fr'],
    ];
    const said = saidBy(mapOf(orders({ columns: { Billing: 'country' } })), table);
    expect((said.records[0] as Order).country).to.equal('FR');
  });

  it('gives one heading to several columns', () => {
    const sent = {
      name: 'sent',
      kind: 'fulfilment',
      columns: { Order: 'number', Shop: 'shop', Placed: 'at', Status: ['event', 'tracking'] },
      values: { event: { '*': 'dispatched' }, tracking: { Shipped: 'valid' } },
    };
    const [record] = recordsOf([orderRow()], { records: [sent] });
    expect(record).to.deep.include({ event: 'dispatched', tracking: 'valid' });
  });

  it('makes reviewers, texts and tokens of what never leaves the house', () => {
    const headings = ['Order', 'Shop', 'When', 'Buyer', 'Stars', 'Title', 'Words', 'Charge', 'Sum'];
    const map = mapOf({
      timeZone: 'UTC',
      hours: 'round',
      key: ['Order'],
      columns: { Order: 'number', Shop: 'shop', When: 'at' },
      records: [
        {
          name: 'review',
          kind: 'review',
          columns: { Buyer: 'buyer', Stars: 'rating.item', Title: 'title', Words: 'message' },
        },
        {
          name: 'payment',
          kind: 'payment',
          as: 'payment-provider',
          columns: { Charge: 'payment', Sum: 'amount.size' },
          constants: { event: 'refunded', 'amount.currency': 'JPY' },
        },
      ],
    });
    const { mistakes, records } = saidBy(map, [
      headings,
      ['7', 'c17', '2026-10-01 10:20', 'ann@example.com', '5', '', 'fine', 'ch_1', '-1500'],
    ]);
    expect(mistakes).to.deep.equal([]);
    expect(records[0]).to.deep.include({
      reviewer: commitment('reviewer demo-platform.c17 ann@example.com'),
      text: commitment('text demo-platform.c17  fine'),
      rating: { item: 5 },
    });
    expect(records[1]).to.deep.include({
      token: commitment('token demo-platform.c17 ch_1'),
      amount: { currency: 'JPY', band: 6 },
    });
    expect(map.records[1]?.as).to.equal('payment-provider');
    expect(JSON.stringify(records)).to.not.match(/ann@|fine|ch_1|1500/);
  });
});

describe('mistakes in rows', () => {
  it('are told by row and heading, all at once, and never repeat a cell', () => {
    const secret = 'Zz9secret';
    const { mistakes } = of([
      orderRow({ Shop: `${secret} & Söhne`, Country: secret }),
      orderRow({ Order: '', Placed: secret, Total: secret, Currency: 'XXX' }),
      orderRow({ Order: '#3', Total: '-4.10' }),
    ]);
    expect(mistakes.map((line) => line.replace(/:.*/, ''))).to.have.members([
      '2, Country',
      '2, Shop',
      '3, Order',
      '3, Placed',
      '3, Total',
      '3, Currency',
      '4, Total',
    ]);
    expect(mistakes.join()).to.not.include(secret);
    expect(mistakes.at(-1)).to.include('below zero').and.include('amount.size');
  });

  it('are not told again of what hangs on them', () => {
    const { mistakes } = of([
      orderRow({ Currency: 'Q', Total: '€5' }),
      orderRow({ Order: '#2', Shop: '' }),
      orderRow({ Order: '#3', Country: 'D\0E' }),
    ]);
    expect(mistakes).to.deep.equal([
      '2, Currency: not a currency of ISO 4217, as EUR',
      '4, Country: it holds the character NUL',
      '3, Shop: missing',
    ]);
  });

  it('say of a seller without its platform that its column may be shop', () => {
    const { mistakes } = of(
      [orderRow()],
      {},
      {
        columns: {
          Shop: 'seller',
          Order: 'number',
          Placed: 'at',
          Total: 'value.amount',
          Currency: 'value.currency',
          Country: 'country',
        },
      },
    );
    expect(mistakes[0]).to.match(/^2, Shop: .*its column is shop$/);
  });
});
