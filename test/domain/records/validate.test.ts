import { expect } from 'chai';
import { countries } from '../../../chaincode/domain/records/countries.js';
import { currencies } from '../../../chaincode/domain/records/currencies.js';
import { gtinIsValid } from '../../../chaincode/domain/records/gtin.js';
import { newestFold } from '../../../chaincode/domain/fold-version.js';
import { recordDefects } from '../../../chaincode/domain/records/validate.js';
import { commitment, fulfilmentRecord, orderRecord } from '../../support/records.js';

type Change = Readonly<Record<string, unknown>>;

const base = { seller: 'demo-platform.shop1', at: '2026-05-01T10:00:00Z' };
const order = commitment('1');
const recordId = `${commitment('batch')}.0`;
const within = { found: 0, limit: 2 };
const samples = {
  identity: { ...base, kind: 'identity', country: 'BR' },
  order: orderRecord('1'),
  dispatch: fulfilmentRecord('1'),
  delivery: { ...base, kind: 'fulfilment', order, event: 'delivered' },
  inspection: {
    ...base,
    kind: 'inspection',
    inspection: 'i-1',
    stage: 'pre-sale',
    lot: { id: 'lot-1', size: 100 },
    sample: 100,
    defects: { critical: within, major: within, minor: within },
    result: 'pass',
  },
  review: { ...base, kind: 'review', order, reviewer: commitment('buyer'), rating: { item: 5 } },
  certification: {
    ...base,
    kind: 'certification',
    certificate: 'c-1',
    subject: 'product',
    scheme: 'ce.toys',
    jurisdictions: ['DE', 'FR'],
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
    assessmentLevel: 'scheme-cab',
  },
  'certification-status': {
    ...base,
    kind: 'certification-status',
    certificate: 'c-1',
    status: 'revoked',
    reason: 'misuse',
  },
  payment: {
    ...base,
    kind: 'payment',
    order,
    token: commitment('t'),
    event: 'settled',
    amount: { currency: 'BRL', band: 3 },
  },
  case: { ...base, kind: 'case', case: 'k-1', step: 'opened', type: 'late' },
  trace: { ...base, kind: 'trace', order, event: 'import-customs-held', place: 'BRSSZ' },
  reply: { ...base, kind: 'reply', target: recordId, text: commitment('text') },
  correction: { ...base, kind: 'correction', target: recordId, reason: 'incorrect_data' },
} satisfies Record<string, Change>;

const defectsOf = (name: keyof typeof samples, change: Change): string[] =>
  recordDefects({ ...samples[name], ...change }, newestFold).map(({ code, pointer }) => `${code} ${pointer}`);

describe('records', () => {
  for (const name of Object.keys(samples) as (keyof typeof samples)[]) {
    it(`of kind ${name} are accepted, and refused with an unknown member or a date that does not exist`, () => {
      expect(defectsOf(name, {})).to.deep.equal([]);
      expect(defectsOf(name, { note: 'x' })).to.deep.equal(['record_schema ']);
      expect(defectsOf(name, { at: '2025-02-29T10:00:00Z' })).to.include('record_semantics /at');
      expect(defectsOf(name, { at: '1969-12-31T23:00:00Z' })).to.include('record_semantics /at');
    });
  }

  const refused: readonly (readonly [
    what: string,
    name: keyof typeof samples,
    change: Change,
    pointer: string,
  ])[] = [
    ['an identity that states nothing', 'identity', { country: undefined }, ''],
    ['a join with itself', 'identity', { sameAs: base.seller }, '/sameAs'],
    ['an unassigned country', 'identity', { country: 'XX' }, '/country'],
    ['UK, which is GB', 'identity', { country: 'UK' }, '/country'],
    [
      'a register of no country',
      'identity',
      { registers: [{ country: 'QQ', registrar: 'hrb', number: '1' }] },
      '/registers/0/country',
    ],
    ['a name of a sole trader', 'identity', { tradingName: 'Anna Schmidt', natural: true }, '/tradingName'],
    ['a name of 101 units', 'identity', { tradingName: '\u{1F600}'.repeat(50) + 'a' }, '/tradingName'],
    ['a dispatch promised before the order', 'order', { dispatchBy: '2026-05-01T09:00:00Z' }, '/dispatchBy'],
    ['a delivery promised before the order', 'order', { deliverBy: '2026-05-01T09:00:00Z' }, '/deliverBy'],
    ['hour 24', 'order', { deliverBy: '2026-06-01T24:00:00Z' }, '/deliverBy'],
    ['an unknown currency', 'order', { value: { currency: 'ZZZ', band: 1 } }, '/value/currency'],
    ['a product without a number', 'order', { product: {} }, '/product'],
    ['a wrong GTIN check digit', 'order', { product: { gtin: '4006381333932' } }, '/product/gtin'],
    ['a jurisdiction that is no country', 'order', { jurisdiction: 'EU' }, '/jurisdiction'],
    ['a delivery with tracking', 'delivery', { tracking: 'valid' }, '/tracking'],
    ['a delivery with parties', 'delivery', { parties: { carrier: 'c' } }, '/parties'],
    ['a delivery that counts parcels', 'delivery', { parcels: 2 }, '/parcels'],
    ['a delivery with a reason', 'delivery', { reason: 'refused' }, '/reason'],
    [
      'a tariff code of another heading',
      'order',
      { product: { hs: '950300', tariff: '9504007000' } },
      '/product/tariff',
    ],
    ['a delivery by someone', 'delivery', { by: 'seller' }, '/by'],
    ['a sample larger than its lot', 'inspection', { sample: 101 }, '/sample'],
    [
      'a pass in spite of critical defects',
      'inspection',
      { defects: { critical: { found: 1, limit: 0 }, major: within, minor: within } },
      '/result',
    ],
    [
      'a certificate that ends before it starts',
      'certification',
      { validFrom: '2027-01-01T00:00:00Z' },
      '/validUntil',
    ],
    [
      'a certificate that ended before it was issued',
      'certification',
      { validFrom: '0026-01-01T00:00:00Z', validUntil: '0029-01-01T00:00:00Z' },
      '/validUntil',
    ],
    ['a right of a product', 'certification', { right: 'patent' }, '/right'],
    ['an IP right that is none', 'certification', { subject: 'ip-right' }, '/right'],
    ['a jurisdiction that is none', 'certification', { jurisdictions: ['DE', 'ZZ'] }, '/jurisdictions/1'],
    ['an unknown currency paid', 'payment', { amount: { currency: 'XTS', band: 1 } }, '/amount/currency'],
    ['an outcome without a decision', 'case', { outcome: 'shared' }, '/outcome'],
    ['a decision without an outcome', 'case', { step: 'resolved' }, '/outcome'],
    ['an answer that contests', 'case', { step: 'responded', contests: [recordId] }, '/contests'],
    ['a contested record without its name', 'case', { type: 'record-contested' }, '/contests'],
    [
      'a replacement of what did not occur',
      'correction',
      { reason: 'did_not_occur', replacement: samples.delivery },
      '/replacement',
    ],
    ['a correction of a correction', 'correction', { replacement: samples.correction }, '/replacement/kind'],
    [
      'a replacement about another seller',
      'correction',
      { replacement: { ...samples.delivery, seller: 'demo-platform.shop2' } },
      '/replacement/seller',
    ],
    [
      'a replacement that is wrong itself',
      'correction',
      { replacement: { ...samples.delivery, by: 'buyer' } },
      '/replacement/by',
    ],
  ];
  for (const [what, name, change, pointer] of refused) {
    it(`refuse ${what}`, () => {
      expect(defectsOf(name, change)).to.deep.equal([`record_semantics ${pointer}`]);
    });
  }

  it('say how many parcels there are, why one came back, and that a chargeback was won', () => {
    expect(defectsOf('order', { parcels: 99 })).to.deep.equal([]);
    expect(defectsOf('dispatch', { parcel: 2, parcels: 3 })).to.deep.equal([]);
    for (const parcels of [0, 100, 1.5]) expect(defectsOf('order', { parcels })).to.not.deep.equal([]);
    for (const reason of ['refused', 'unclaimed', 'address', 'damaged', 'recalled', 'seller'])
      expect(defectsOf('delivery', { event: 'returned', reason }), reason).to.deep.equal([]);
    expect(defectsOf('delivery', { event: 'returned', reason: 'late' })).to.deep.equal([
      'record_schema /reason',
    ]);
    expect(defectsOf('payment', { event: 'chargeback-reversed' })).to.deep.equal([]);
  });

  it('name a product by GTIN, HS code or a national tariff code that begins with it', () => {
    for (const product of [
      { tariff: '950300' },
      { tariff: '9503007000' },
      { hs: '950300', tariff: '95030070' },
      { gtin: '4006381333931', tariff: '9503007' },
    ])
      expect(defectsOf('order', { product }), JSON.stringify(product)).to.deep.equal([]);
    for (const tariff of ['95030', '95030070001', '9503.00']) {
      expect(defectsOf('order', { product: { tariff } }), tariff).to.deep.equal([
        'record_schema /product/tariff',
      ]);
    }
  });

  const named = (tradingName: string): readonly string[] =>
    recordDefects({ ...samples.identity, tradingName }, newestFold).map(({ pointer }) => pointer ?? '');

  it('let a company be called what companies are called', () => {
    for (const name of [
      'A',
      'Acme GmbH & Co. KG',
      '株式会社 山田\u3000商店',
      'شركة المثال',
      '"><script>alert(1)</script>',
      "L'Oréal – \u{1F600}",
      'x'.repeat(100),
    ])
      expect(named(name), name).to.deep.equal([]);
  });

  it('refuse names that are read otherwise than they are written', () => {
    for (const name of [
      '',
      ' Acme',
      'Acme ',
      '\u00a0Acme',
      'Acme\u3000',
      'x'.repeat(101),
      ...[0x00, 0x0a, 0x7f, 0x85, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200d, 0x200e, 0x2028].map(
        (code) => `Ac${String.fromCodePoint(code)}me`,
      ),
      ...[0x202e, 0x2060, 0x2066, 0x2800, 0x3164, 0xd800, 0xe000, 0xfe0f, 0xfeff, 0xffa0, 0xfffd].map(
        (code) => `Ac${String.fromCodePoint(code)}me`,
      ),
      ...[0x1d173, 0xe0041, 0xe0101, 0xf0000, 0x10fffe].map((code) => `Ac${String.fromCodePoint(code)}me`),
    ]) {
      const found = named(name);
      expect(new Set(found), `${name} ${name.codePointAt(2)?.toString(16)}`).to.deep.equal(
        new Set(['/tradingName']),
      );
    }
  });

  it('does not let a trace tell where the buyer lives, and knows no place outside a country', () => {
    expect(defectsOf('trace', { place: 'XXABC' })).to.deep.equal(['record_semantics /place']);
    expect(defectsOf('trace', { event: 'departed', place: 'BRSSZ' })).to.deep.equal([]);
    for (const event of ['signed', 'out-for-delivery'])
      expect(defectsOf('trace', { event })).to.deep.equal(['record_semantics /place']);
  });

  it('takes a later kind only from its fold version on', () => {
    for (const name of ['trace', 'reply'] as const) {
      expect(recordDefects(samples[name], 1)).to.deep.equal([
        {
          code: 'kind_not_enabled',
          reason: `this ledger does not take records of kind ${name} yet: the consortium activates fold version 2 by a proposal`,
          pointer: '/kind',
        },
      ]);
      expect(recordDefects(samples[name], 2)).to.deep.equal([]);
    }
    const replaced = { ...samples.correction, replacement: samples.trace };
    expect(recordDefects(replaced, 1).map(({ pointer }) => pointer)).to.deep.equal(['/replacement/kind']);
    expect(recordDefects(replaced, 2)).to.deep.equal([]);
  });

  it('apply the schema of a replacement', () => {
    expect(defectsOf('correction', { replacement: { ...samples.delivery, event: 'eaten' } })).to.deep.equal([
      'record_schema /replacement/event',
    ]);
    expect(defectsOf('correction', { replacement: { kind: 'gossip', seller: base.seller } })).to.deep.equal([
      'record_schema /replacement/kind',
    ]);
  });

  it('allow a dispatch deadline after the promised delivery, as real marketplaces state it', () => {
    expect(defectsOf('order', { dispatchBy: '2026-05-20T10:00:00Z' })).to.deep.equal([]);
  });

  it('refuse kinds that are names of Object.prototype', () => {
    for (const kind of ['constructor', 'toString', '__proto__', undefined, 1, null]) {
      expect(
        recordDefects({ ...samples.order, kind }, newestFold).map(({ pointer }) => pointer),
      ).to.deep.equal(['/kind']);
    }
  });
});

describe('code tables', () => {
  it('hold the 249 countries of ISO 3166-1 and no reserved codes', () => {
    expect(countries.size).to.equal(249);
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    for (const code of countries) expect(names.of(code), code).to.be.a('string');
    for (const code of ['EU', 'UK', 'XK', 'AN', 'SU', 'ZZ', 'XX'])
      expect(countries.has(code), code).to.equal(false);
  });

  it("hold the currencies that platforms know, and none of ISO 4217's codes for tests and metals", () => {
    expect(currencies.size).to.be.greaterThan(150);
    for (const code of ['USD', 'EUR', 'BRL', 'CNY', 'JPY', 'GBP'])
      expect(currencies.has(code)).to.equal(true);
    for (const code of ['XTS', 'XXX', 'XAU', 'DEM', 'BTC']) expect(currencies.has(code)).to.equal(false);
  });

  it('check GTINs of each length (examples of the GS1 General Specifications and of common goods)', () => {
    for (const good of ['4006381333931', '96385074', '614141000036', '10614141000415']) {
      expect(gtinIsValid(good), good).to.equal(true);
      expect(gtinIsValid(`${good.slice(0, -1)}${(Number(good.at(-1)) + 1) % 10}`), good).to.equal(false);
    }
  });
});
