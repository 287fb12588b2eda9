import { expect } from 'chai';
import { CellError } from '../../../gateway/cli/forms/cell-error.js';
import { columnsOf, type Column } from '../../../gateway/cli/forms/columns.js';
import { readCountry } from '../../../gateway/cli/forms/country.js';
import { addDecimals, bandOfMoney, readMoney, type MoneyReading } from '../../../gateway/cli/forms/money.js';
import { readTime, type TimeReading } from '../../../gateway/cli/forms/time-cell.js';
import { TimeZone } from '../../../gateway/cli/forms/time-zone.js';

describe('a text of money', () => {
  const amountOf = (text: string, reading: MoneyReading = {}, currency = 'USD'): string =>
    readMoney(text, reading, currency).amount;

  for (const [text, amount, decimals, currency] of [
    ['84.50', '84.5'],
    ['1234', '1234'],
    ['1,234.56', '1234.56'],
    ['12,34,567.89', '1234567.89'],
    ['1.234,56', '1234.56', ','],
    ['1234,5', '1234.5', ','],
    ["1'234.50", '1234.5'],
    ['1 234,50 €', '1234.5', ',', 'EUR'],
    ['1\u202f234,50', '1234.5', ','],
    ['$84.50', '84.5'],
    ['US $84.50', '84.5'],
    ['USD 84.50', '84.5'],
    ['84.50 usd', '84.5'],
    ['AU $84.50', '84.5', '.', 'AUD'],
    ['R$ 84,50', '84.5', ',', 'BRL'],
    ['99 kr', '99', '.', 'SEK'],
    ['¥1500', '1500', '.', 'JPY'],
    ['-4.10', '-4.1'],
    ['(4.10)', '-4.1'],
    ['4.10-', '-4.1'],
    ['-$4.10', '-4.1'],
    ['$-4.10', '-4.1'],
    ['\u22124.10', '-4.1'],
    ['.5', '0.5'],
    ['007', '7'],
    ['0.00', '0'],
    ['1.500', '1.5', '.'],
    ['9.9900', '9.99'],
  ] as const) {
    it(`is read: ${text} is ${amount}`, () => {
      expect(amountOf(text, { decimals }, currency)).to.equal(amount);
    });
  }

  for (const [text, reason, decimals] of [
    // A shop in Berlin means fifteen hundred.
    ['1.500', 'two ways'],
    ['1,500', 'two ways'],
    ['1,50', '"decimals": ","'],
    ['1.234,56', '"decimals": ","'],
    ['1,23.45', 'decimals'],
    ['1.2.3', 'decimals'],
    ['€84.50', 'another currency'],
    ['EUR 84.50', 'another currency'],
    ['AU $84.50', 'another currency'],
    ['12,5', 'decimals', '.'],
    ['1e5', 'not an amount'],
    ['0x10', 'not an amount'],
    ['(4.10', 'not an amount'],
    ['(-4.10)', 'two signs'],
    ['--4', 'not an amount'],
    ['free', 'not an amount'],
    ['4 + 5', 'not an amount'],
    ['1'.repeat(400), 'too many digits'],
    ['٣', 'not an amount'],
  ] as const) {
    it(`is a mistake: ${text.slice(0, 20)}`, () => {
      expect(() => amountOf(text, { decimals })).to.throw(CellError, reason);
    });
  }

  it('says its currency where the row does not, by its code or by what the map says of its sign', () => {
    const symbols = new Map([['us$', 'USD']]);
    expect(readMoney('12 EUR', {}, undefined).currency).to.equal('EUR');
    expect(readMoney('US $12', { symbols }, undefined).currency).to.equal('USD');
    expect(readMoney('12', {}, undefined).currency).to.equal(undefined);
    expect(() => readMoney('$12', {}, undefined)).to.throw(CellError, 'no cell says which');
    expect(() => readMoney('US $12', { symbols }, 'EUR')).to.throw(CellError, 'another currency');
  });

  it('has the decimals of its currency by ISO 4217', () => {
    for (const [amount, currency, band] of [
      ['1000', 'JPY', 6],
      ['10', 'EUR', 6],
      ['1', 'KWD', 6],
      ['0.1', 'CLF', 6],
      // Cash in forints has no decimals; the currency has two.
      ['10', 'HUF', 6],
      ['0', 'EUR', 0],
    ] as const)
      expect(bandOfMoney(amount, currency, true), currency).to.equal(band);
  });

  it('with more decimals than its currency is a mistake, or cut off where the map names the sign', () => {
    expect(() => bandOfMoney('1.234', 'EUR', true)).to.throw(CellError, 'more decimals than EUR');
    expect(bandOfMoney('9.999', 'EUR', false)).to.equal(bandOfMoney('9.99', 'EUR', true));
    expect(() => bandOfMoney('-0.01', 'EUR', false)).to.throw(CellError, 'below zero');
    expect(bandOfMoney('-0', 'EUR', false)).to.equal(0);
  });

  it('is added exactly', () => {
    expect(['0.1', '0.2', '-0.3'].reduce(addDecimals)).to.equal('0');
    expect(addDecimals('999999999999999.99', '0.01')).to.equal('1000000000000000');
    expect(addDecimals('-1.5', '0.25')).to.equal('-1.25');
  });
});

describe('a country', () => {
  it('is a code in any case or, where the map says so, an English name', () => {
    expect(readCountry('de', undefined)).to.equal('DE');
    for (const [name, code] of [
      ['United States', 'US'],
      ['united kingdom', 'GB'],
      ['UK', 'GB'],
      ['The Netherlands', 'NL'],
      ["Cote d'Ivoire", 'CI'],
      ['Turkey', 'TR'],
      ['Türkiye', 'TR'],
      ['DE', 'DE'],
    ] as const)
      expect(readCountry(name, 'names'), name).to.equal(code);
  });

  it('is nothing else', () => {
    expect(() => readCountry('Germany', undefined)).to.throw(CellError, '"countries": "names"');
    expect(() => readCountry('Atlantis', 'names')).to.throw(CellError, 'not the English name');
    expect(() => readCountry('XX', 'names')).to.throw(CellError);
    expect(() => readCountry('constructor', 'names')).to.throw(CellError);
  });
});

describe('a day, in the format that its map names', () => {
  const at = columnsOf('order').find(({ name }) => name === 'at') as Column;
  const inUtc = (dates: TimeReading['dates']): TimeReading => ({
    dates,
    hours: 'round',
    timeZone: new TimeZone('UTC'),
  });

  for (const [text, dates] of [
    ['2026/09/18', 'YYYY/MM/DD'],
    ['2026.9.18', 'YYYY.MM.DD'],
    ['9-18-2026', 'MM-DD-YYYY'],
    ['Sep 18, 2026', 'MMM DD, YYYY'],
    ['September 18, 2026', 'MMM DD, YYYY'],
    ['Sept. 18 2026', 'MMM DD, YYYY'],
    ['18 sep 2026', 'DD MMM YYYY'],
    ['18-SEP-2026', 'DD-MMM-YYYY'],
    ['09/18/26', 'MM/DD/YY'],
    ['18/09/26', 'DD/MM/YY'],
    ['18.09.26', 'DD.MM.YY'],
    ['Sep-18-26', 'MMM-DD-YY'],
    ['18-Sep-26', 'DD-MMM-YY'],
  ] as const) {
    it(`is read: ${text} as ${dates}, with a time, too`, () => {
      expect(readTime(text, at, inUtc(dates))).to.equal('2026-09-18T00:00:00Z');
      expect(readTime(`${text} 8:15 PM`, at, inUtc(dates))).to.equal('2026-09-18T20:00:00Z');
      expect(readTime(`${text}, 20:15:07`, at, inUtc(dates))).to.equal('2026-09-18T20:00:00Z');
    });
  }

  for (const [text, dates] of [
    ['09/18/2026', 'MM/DD/YY'],
    ['09/18/26', 'MM/DD/YYYY'],
    ['Sem 18, 2026', 'MMM DD, YYYY'],
    ['Foo-18-26', 'MMM-DD-YY'],
    ['2026-09-18x', 'YYYY-MM-DD'],
    ['2026-09-181', 'YYYY-MM-DD'],
    ['2026-09-18 20', 'YYYY-MM-DD'],
    ['18.09.2026', 'DD/MM/YYYY'],
  ] as const) {
    it(`is a mistake: ${text} as ${dates}`, () => {
      expect(() => readTime(text, at, inUtc(dates))).to.throw(CellError);
    });
  }

  it('is a time of RFC 3339 in any case, and as PostgreSQL writes it', () => {
    expect(readTime('2026-09-18 20:15:07.123456+02', at, inUtc('MM/DD/YY'))).to.equal('2026-09-18T18:00:00Z');
    expect(readTime('2026-09-18 20:15:07 +0200', at, inUtc('excel'))).to.equal('2026-09-18T18:00:00Z');
  });
});
