import { expect } from 'chai';
import type { JsonObject } from '../../../chaincode/domain/canonical.js';
import { shippedMaps } from '../../../gateway/cli/maps/shipped/index.js';
import { constants, happened } from './facts.js';
import { expectStated } from './read-sample.js';
import { mapOf } from './records-of.js';

const maps = Object.entries(shippedMaps);

/** What exports do not say, so that no map that comes with the program may. */
const ofTheShop: JsonObject = { timeZone: 'Europe/Berlin', promises: { dispatchBy: 2, deliverBy: 7 } };

describe('the maps that come with the program', () => {
  for (const [name, { map }] of maps) {
    it(`can be used once it is known whose orders they are: ${name}`, () => {
      const columns = [map, ...map.records].flatMap((part) => Object.values(part.columns ?? {}).flat());
      const saysWhose = columns.includes('shop') || columns.includes('reference');
      const hasOrders = map.records.some(({ kind }) => kind === 'order');
      const { records } = mapOf({
        extends: name,
        ...(saysWhose ? {} : { constants }),
        ...(hasOrders ? ofTheShop : {}),
      });
      expect(records).to.have.length(map.records.length);
    });
  }

  it('promise nothing, and name no zone but where the export does', () => {
    const promising = maps.filter(([, { map }]) =>
      [map, ...map.records].some(({ promises }) => promises !== undefined),
    );
    expect(promising).to.deep.equal([]);
    const zoned = maps.filter(([, { map }]) => map.timeZone !== undefined).map(([name]) => name);
    expect(zoned).to.deep.equal(['olist', 'stripe-balance', 'stripe-disputes']);
  });

  it('name each record apart, so that two exports about one order never correct each other', () => {
    const names = maps.flatMap(([, { map }]) => map.records.map((record) => record.name));
    expect(new Set(names).size).to.equal(names.length);
  });

  it('take a record that a user adds', async () => {
    const dispatched = {
      name: 'aftership-dispatched',
      kind: 'fulfilment',
      columns: { order_number: 'number', shipment_pickup_date: 'at' },
      constants: { event: 'dispatched' },
      combine: { at: 'earliest' },
    };
    await expectStated(
      'aftership.csv',
      { extends: 'aftership', timeZone: 'Europe/Berlin', constants, records: [dispatched] },
      {
        leftOut: 1,
        records: [
          happened('dispatched', '#1001', '2026-05-03T15'),
          happened('dispatched', '#1002', '2026-05-05T06'),
          happened('dispatched', '#1004', '2026-05-06T06'),
          happened('delivered', '#1001', '2026-05-07T08'),
        ],
      },
    );
  });
});
