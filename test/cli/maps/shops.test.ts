import { expect } from 'chai';
import { constants, happened, order } from './facts.js';
import { expectStated, readSample } from './read-sample.js';

describe('the map shopify', () => {
  it('states an order of several items once, with what became of it', async () => {
    await expectStated(
      'shopify.csv',
      {
        extends: 'shopify',
        constants,
        timeZone: 'Europe/Berlin',
        promises: { dispatchBy: 2, deliverBy: 7 },
      },
      {
        records: [
          order('#1001', ['2026-05-01T07', '2026-05-03T21', '2026-05-08T21'], ['NL', 'EUR', 8]),
          order('#1002', ['2026-05-02T21', '2026-05-04T21', '2026-05-09T21'], ['JP', 'JPY', 8], 'app'),
          order('#1003', ['2026-05-03T06', '2026-05-05T21', '2026-05-10T21'], ['DE', 'EUR', 7]),
          order('#1004', ['2026-05-05T10', '2026-05-07T21', '2026-05-12T21'], ['GB', 'GBP', 6], 'in-store'),
          order('#1005', ['2026-05-05T22', '2026-05-08T21', '2026-05-13T21'], ['KW', 'KWD', 8], 'other'),
          happened('dispatched', '#1001', '2026-05-03T09'),
          happened('dispatched', '#1004', '2026-05-05T10'),
          happened('cancelled', '#1003', '2026-05-04T06'),
        ],
      },
    );
  });
});

describe('the map woocommerce', () => {
  it('reads times of the shop on both sides of the change of clocks, and leaves out what was never paid for', async () => {
    await expectStated(
      'woocommerce.csv',
      {
        extends: 'woocommerce',
        constants,
        timeZone: 'Europe/Berlin',
        promises: { dispatchBy: 2, deliverBy: 5 },
      },
      {
        leftOut: 1,
        records: [
          order('700', ['2026-03-28T21', '2026-03-30T21', '2026-04-02T21'], ['AT', 'EUR', 8]),
          order('701', ['2026-03-29T00', '2026-03-31T21', '2026-04-03T21'], ['DE', 'EUR', 6]),
          order('702', ['2026-03-29T10', '2026-03-31T21', '2026-04-03T21'], ['FR', 'EUR', 7]),
          order('704', ['2026-03-30T06', '2026-04-01T21', '2026-04-04T21'], ['CH', 'CHF', 7]),
          happened('dispatched', '700', '2026-03-30T07'),
          happened('dispatched', '704', '2026-03-31T06'),
          happened('cancelled', '702', '2026-03-31T14'),
        ],
      },
    );
  });
});

describe('the map ebay', () => {
  it('takes the totals of an order of several items, its promised days, and no row without a number', async () => {
    await expectStated(
      'ebay.csv',
      { extends: 'ebay', timeZone: 'America/Los_Angeles', constants },
      {
        leftOut: 2,
        records: [
          order('11-10000-00001', ['2026-09-18T07', '2026-09-22T06', '2026-09-29T06'], ['US', 'USD', 7]),
          order('11-10000-00003', ['2026-08-25T07', '2026-08-29T06', '2026-09-05T06'], ['TR', 'USD', 10]),
          order('11-10000-00004', ['2026-11-01T07', '2026-11-04T07', '2026-11-07T07'], ['CA', 'USD', 5]),
          happened('dispatched', '11-10000-00001', '2026-09-19T07'),
          happened('dispatched', '11-10000-00003', '2026-08-26T07'),
        ],
      },
    );
  });

  it('refuses amounts in another currency than the map says', async () => {
    const { mistakes } = await readSample('ebay.csv', {
      extends: 'ebay',
      timeZone: 'Europe/Berlin',
      constants: { ...constants, 'value.currency': 'EUR' },
    });
    expect(mistakes).to.have.length.above(0);
    for (const mistake of mistakes) expect(mistake).to.match(/^\d+, Total Price: it names another currency/);
  });
});

describe('the maps of Etsy', () => {
  const shop = { constants, timeZone: 'America/New_York', promises: { dispatchBy: 3, deliverBy: 14 } };
  const days = {
    first: ['2026-09-03T04', '2026-09-07T03', '2026-09-18T03'],
    second: ['2026-09-12T04', '2026-09-16T03', '2026-09-27T03'],
    third: ['2026-09-20T04', '2026-09-24T03', '2026-10-05T03'],
  } as const;

  it('state the orders of the one file', async () => {
    await expectStated(
      'etsy-orders.csv',
      { extends: 'etsy-orders', ...shop },
      {
        records: [
          order('3310009001', days.first, ['CA', 'CAD', 7]),
          order('3310009002', days.second, ['US', 'USD', 10]),
          order('3310009003', days.third, ['CI', 'EUR', 6]),
          happened('dispatched', '3310009001', '2026-09-05T04'),
          happened('dispatched', '3310009003', '2026-09-20T04'),
        ],
      },
    );
  });

  it('add up the items of the other, wherever they stand', async () => {
    await expectStated(
      'etsy-items.csv',
      { extends: 'etsy-items', ...shop },
      {
        records: [
          order('3310009001', days.first, ['CA', 'CAD', 7]),
          order('3310009002', days.second, ['US', 'USD', 6]),
          happened('dispatched', '3310009001', '2026-09-05T04'),
        ],
      },
    );
  });
});
