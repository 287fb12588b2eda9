import { expect } from 'chai';
import type { Json } from '../../../chaincode/domain/canonical.js';
import { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { csvMapOf, noMap } from '../../../gateway/cli/maps/read-map.js';
import type { CsvMap } from '../../../gateway/cli/maps/record-map.js';
import { rowReader, type RowRecord } from '../../../gateway/cli/maps/rows.js';
import { commitment } from '../../support/records.js';
import { mapOf } from './records-of.js';

const order = commitment('o');

describe('a map that extends one that ships', () => {
  const more = { timeZone: 'Europe/Berlin', promises: { dispatchBy: 2, deliverBy: 7 } };

  it('adds to all records, changes those of its names and brings others', () => {
    const shipped = mapOf({ extends: 'shopify', ...more }).records;
    const [first] = shipped;
    const { records } = mapOf({
      extends: 'shopify',
      ...more,
      constants: { seller: 'demo-platform.c17' },
      records: [
        { name: first?.name ?? '', kind: 'order', except: { Tags: ['test'] } },
        {
          name: 'own',
          kind: 'fulfilment',
          columns: { Name: 'number', Sent: 'at' },
          constants: { event: 'dispatched' },
        },
      ],
    });
    expect(records.map(({ name }) => name)).to.deep.equal([...shipped.map(({ name }) => name), 'own']);
    expect(records.every(({ constants }) => constants.get('seller') === 'demo-platform.c17')).to.equal(true);
    expect(records[0]?.columns).to.deep.equal(first?.columns);
    expect(records[0]?.except.get('Tags')?.has('test')).to.equal(true);
  });

  it('is refused where it extends nothing that there is', () => {
    expect(() => mapOf({ extends: 'constructor', ...more })).to.throw(CliFailure);
  });
});

describe('a row of stl csv', () => {
  const headings = ['Shop', 'at', 'order', 'Due', 'country', 'Sum', 'channel', 'Status'];
  const row = ['c17', '2026-10-01 10:20', order, '2026-10-09', 'us', '$84.50', 'web', 'ok'];
  const map = (more: Readonly<Record<string, Json>> = {}): CsvMap =>
    csvMapOf(
      {
        value: {
          columns: { Sum: 'value.amount', Due: ['dispatchBy', 'deliverBy'] },
          constants: { 'value.currency': 'USD' },
          timeZone: 'America/Denver',
          hours: 'round',
          ...more,
        },
        at: (pointer) => pointer,
      },
      'order',
      'map.json',
    );
  const read = (given: CsvMap, cells: readonly string[] = row, under = headings): RowRecord =>
    rowReader({ headings: under, name: 'rows.csv' }, given).read(
      { number: 2, cells },
      { platform: 'demo-platform' },
    );

  it('may hold a shop, an amount and local days', () => {
    expect(read(map())).to.deep.equal({
      record: {
        kind: 'order',
        seller: 'demo-platform.c17',
        at: '2026-10-01T16:00:00Z',
        order,
        dispatchBy: '2026-10-10T05:00:00Z',
        deliverBy: '2026-10-10T05:00:00Z',
        country: 'US',
        value: { currency: 'USD', band: 7 },
        channel: 'web',
      },
    });
  });

  it('is left out by a filter alone: without its time it is a mistake', () => {
    expect(read(map({ except: { Status: ['OK'] } }))).to.deep.equal({ leftOut: true });
    const timeless = read(map(), [row[0] ?? '', '', ...row.slice(2)]);
    expect(timeless).to.deep.equal({ findings: [{ row: 2, column: 'at', reason: 'missing' }] });
  });

  it('may promise days of UTC where there is no map, and of no zone nowhere else', () => {
    const plain = [
      'seller',
      'at',
      'order',
      'dispatchBy',
      'deliverBy',
      'country',
      'value.currency',
      'value.band',
      'channel',
    ];
    const cells = [
      'demo-platform.c17',
      '2026-10-01',
      order,
      '2026-10-03',
      '2026-10-09',
      'US',
      'USD',
      '7',
      'web',
    ];
    const [withoutMap, ofNoZone] = [
      read(noMap('order'), cells, plain),
      read(csvMapOf({ value: {}, at: (pointer) => pointer }, 'order', 'map.json'), cells, plain),
    ];
    expect('record' in withoutMap && withoutMap.record).to.deep.include({
      deliverBy: '2026-10-09T23:00:00Z',
    });
    expect('findings' in ofNoZone && ofNoZone.findings.map(({ column }) => column)).to.deep.equal([
      'dispatchBy',
      'deliverBy',
    ]);
  });

  it('names the importer, where the file has an order’s number and no commitment', () => {
    try {
      rowReader(
        { headings: ['Shop', 'at', 'number'], name: 'rows.csv' },
        map({ columns: {}, constants: {} }),
      );
    } catch (error) {
      expect((error as CliFailure).details.join()).to.match(/no column order.*stl import orders/);
      return;
    }
    throw new Error('it was taken');
  });
});
