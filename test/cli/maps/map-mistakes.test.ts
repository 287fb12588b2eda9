import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Json, JsonObject } from '../../../chaincode/domain/canonical.js';
import { CliFailure } from '../../../gateway/cli/frame/failure.js';
import { csvMapOf, readCsvMap, readImportMap } from '../../../gateway/cli/maps/read-map.js';
import type { ImportMap } from '../../../gateway/cli/maps/record-map.js';
import { mapOf, orders } from './records-of.js';

function detailsOf(attempt: () => unknown): readonly string[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof CliFailure) return [error.message, ...error.details];
    throw error;
  }
  throw new Error('it was taken');
}
const ofImport = (...more: Parameters<typeof orders>): string =>
  detailsOf(() => mapOf(orders(...more))).join('\n');
const ofCsv = (value: Readonly<Record<string, Json>>): string =>
  detailsOf(() => csvMapOf({ value, at: (pointer) => `map.json${pointer}` }, 'order', 'map.json')).join('\n');

describe('a mistake in a map', () => {
  for (const [what, more, ofOrder, reason] of [
    ['an unknown member', { dats: 'excel' }, {}, '/dats unknown member; known here: extends, dates,'],
    ['an unknown member of a record', {}, { colums: {} }, '/records/0/colums unknown member'],
    ['a format of days that is none', { dates: 'YY' }, {}, '/dates must be one of: YYYY-MM-DD,'],
    ['a zone without a region', { timeZone: 'MST' }, {}, '/timeZone must be a name of the IANA time zones'],
    ['a sign of no currency', { symbols: { $: 'USDollar' } }, {}, '/symbols/$ not a currency of ISO 4217'],
    [
      'a column that is none',
      {},
      { columns: { 'a/b': 'ordr' } },
      '/records/0/columns/a~1b "ordr" is not a column of kind order',
    ],
    [
      'a default that no record has',
      { columns: { X: 'rating.item' } },
      {},
      '/columns/X "rating.item" is not a column',
    ],
    [
      'a word that the record does not know',
      {},
      { values: { channel: { POS: 'shop' } } },
      '/records/0/values/channel/POS becomes "shop", which is not one of: web',
    ],
    [
      'a constant that cannot be read',
      {},
      { constants: { channel: 'web', deliverBy: '5 Oct' } },
      '/records/0/constants/deliverBy not a date',
    ],
    ['a sum of words', {}, { combine: { country: 'sum' } }, '/records/0/combine/country only amounts'],
    [
      'the earliest of countries',
      {},
      { combine: { country: 'earliest' } },
      '/records/0/combine/country only days',
    ],
    ['no record at all', { records: [] }, {}, '/records too few'],
    ['a key of nothing', { key: [] }, {}, '/key too few'],
    ['what nobody has filled in yet', { timeZone: null }, {}, '/timeZone is still to be filled in'],
    [
      'two records of one name',
      { records: [0, 1].map(() => ({ name: 'a', kind: 'reply' })) },
      {},
      '/records/1/name another record has this name',
    ],
    ['a table that is not there', {}, { table: 'items' }, '/records/0/table no such table'],
    [
      'two columns that say one thing',
      {},
      { columns: { Shop: ['shop', 'seller'] } },
      '"shop" and "seller" both say the seller',
    ],
    [
      'what is needed and not said',
      {},
      { promises: {}, columns: { Order: 'number', Placed: 'at', Country: 'country' } },
      'nothing says dispatchBy, or "promises"',
    ],
  ] as const) {
    it(`is told with its place: ${what}`, () => {
      expect(ofImport(more, ofOrder)).to.include(
        `map.json${reason.startsWith('/') ? (reason.split(' ')[0] ?? '') : ''}`,
      );
      expect(ofImport(more, ofOrder)).to.include(reason);
    });
  }

  it('is told together with all others', () => {
    const told = ofImport({ dates: 'x', hours: 'up' }, { kind: 'ordr' });
    for (const pointer of ['/dates', '/hours', '/records/0/kind']) expect(told).to.include(pointer);
  });

  it('of a constant for all records is none where it fits one of them, and another has its own', () => {
    const { records } = orders() as unknown as { records: [] };
    const more = (event: string | undefined): JsonObject => ({
      name: 'paid',
      kind: 'payment',
      columns: { Order: ['number', 'payment'], Shop: 'shop', Placed: 'at', Total: 'amount.amount' },
      constants: { 'amount.currency': 'USD', ...(event === undefined ? {} : { event }) },
    });
    const sent = {
      name: 'sent',
      kind: 'fulfilment',
      columns: { Order: 'number', Shop: 'shop', Placed: 'at' },
    };
    const withAll = (event: string, ofPayment: string | undefined): ImportMap =>
      mapOf(orders({ constants: { event }, records: [...records, more(ofPayment), sent] }));
    const [, paid, dispatched] = withAll('dispatched', 'settled').records;
    expect(paid?.constants.get('event')).to.equal('settled');
    expect(dispatched?.constants.get('event')).to.equal('dispatched');
    expect(detailsOf(() => withAll('dispatched', undefined))[1]).to.include('/records/1 nothing says event');
    expect(detailsOf(() => withAll('sent off', 'settled'))[1]).to.include('/constants/event not one of');
  });

  it('of promises without a zone says that days need one', () => {
    const rest = Object.entries(orders()).filter(([member]) => member !== 'timeZone');
    expect(detailsOf(() => mapOf(Object.fromEntries(rest))).join()).to.include(
      'days end where "timeZone" says',
    );
  });

  it('of stl csv names the command for what needs a store of secrets', () => {
    expect(ofCsv({ columns: { 'Order ID': 'number' } }))
      .to.include('/columns/Order ID "number"')
      .and.include('stl import orders');
    expect(ofCsv({ records: [] })).to.include('stl import orders takes it');
    expect(ofCsv({ combine: {} })).to.include('/combine unknown member');
  });
});

describe('a map in a file', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-maps-'));
  });
  after(() => rm(dir, { recursive: true }));

  const failureOf = async (name: string, text?: string): Promise<CliFailure> => {
    const path = text === undefined ? name : join(dir, name);
    if (text !== undefined) await writeFile(path, text);
    const failure: unknown = await readImportMap(path).catch((error: unknown) => error);
    if (failure instanceof CliFailure) return failure;
    throw new Error('it was taken');
  };

  it('may have comments, and names lines where it is wrong', async () => {
    const text = '{\n  // how days look\n  "dates": "DD.MM",\n  "key": ["Order"], "records": [],\n}';
    const { code, details } = await failureOf('a.json', text);
    expect(code).to.equal('map_malformed');
    expect(details[0]).to.match(/a\.json:3:\d+ \/dates must be one of/);
  });

  for (const [what, text] of [
    ['no JSON', 'columns: {}'],
    ['a list', '[]'],
    ['nothing', ''],
    ['a member twice', '{"dates": "excel", "dates": "YYYY-MM-DD"}'],
    ['nesting without end', '['.repeat(100_000)],
    ['a prototype', '{"__proto__": {"dates": "excel"}, "records": []}'],
  ] as const) {
    it(`that holds ${what} is refused`, async () => {
      expect((await failureOf('b.json', text)).code).to.equal('map_malformed');
    });
  }

  it('that comes with stl says what it leaves open, and how to say it', async () => {
    const { details, message } = await failureOf('shopify');
    expect(message).to.include('leaves open');
    expect(details[0]).to.match(/^shopify \/records\/0 nothing says dispatchBy/);
    const [, own = ''] = /as (\{.*\})$/.exec(details.at(-1) ?? '') ?? [];
    const path = join(dir, 'own.json');
    await writeFile(path, own);
    expect((await readImportMap(path)).records).to.have.length.above(1);
    const ofCsv: unknown = await readCsvMap('shopify', 'order').catch((error: unknown) => error);
    expect((ofCsv as CliFailure).message).to.include('stl import orders takes it');
  });

  it('that is not there may be the wrong name of a map that comes with stl', async () => {
    const { details, message } = await failureOf('shopware');
    expect(message).to.include('neither a file nor the name of a map');
    expect(details[0]).to.include('maps that come with it');
    expect((await failureOf('./nothing.json')).message).to.include('nothing.json');
  });
});
