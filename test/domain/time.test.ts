import { expect } from 'chai';
import fc from 'fast-check';
import { bandOf } from '../../chaincode/domain/amount-band.js';
import { dayOf, floorToHour, formatTime, parseTime, periodOf } from '../../chaincode/domain/time.js';

const first = Date.parse('0000-01-01T00:00:00Z') / 1_000;
const last = Date.parse('9999-12-31T23:59:59Z') / 1_000;

describe('time', () => {
  it("agrees with the platform's own calendar from year 0 to 9999", () => {
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (seconds) => {
        const written = new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');
        expect(formatTime(seconds)).to.equal(written);
        expect(parseTime(written)).to.equal(seconds);
      }),
      { numRuns: 2_000 },
    );
    for (const seconds of [first, last]) expect(parseTime(formatTime(seconds))).to.equal(seconds);
  });

  it('refuses dates that do not exist and other spellings', () => {
    const odd = [
      '2023-02-29T00:00:00Z',
      '1900-02-29T00:00:00Z',
      '2024-04-31T00:00:00Z',
      '2024-00-10T00:00:00Z',
      '2024-13-10T00:00:00Z',
      '2024-01-00T00:00:00Z',
      '2024-01-01T24:00:00Z',
      '2024-01-01T00:60:00Z',
      '2016-12-31T23:59:60Z',
      '2024-01-01t00:00:00Z',
      '2024-01-01T00:00:00z',
      '2024-01-01T00:00:00+00:00',
      '2024-01-01T00:00:00.0Z',
      '2024-1-01T00:00:000Z',
      '+024-01-01T00:00:00Z',
      '2024-01-01T00:00: 0Z',
      '٢٠٢٤-01-01T00:00:00Z',
      '',
    ];
    for (const text of odd) expect(parseTime(text), text).to.equal(undefined);
    expect(parseTime('2024-02-29T00:00:00Z')).to.equal(1_709_164_800);
    expect(parseTime('2000-02-29T00:00:00Z')).to.equal(951_782_400);
  });

  it('refuses to write what is not whole seconds of a four-digit year', () => {
    for (const odd of [first - 1, last + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => formatTime(odd)).to.throw(RangeError);
  });

  it('counts days, 28-day periods and hours down, also before 1970', () => {
    expect([dayOf(0), dayOf(86_399), dayOf(86_400), dayOf(-1)]).to.deep.equal([0, 0, 1, -1]);
    expect([periodOf(0), periodOf(27), periodOf(28), periodOf(-1)]).to.deep.equal([0, 0, 1, -1]);
    expect([floorToHour(3_599), floorToHour(3_600), floorToHour(-1)]).to.deep.equal([0, 3_600, -3_600]);
  });
});

describe('amount band', () => {
  it('is floor(2 log10) exactly: 10^band is at most the square of the amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), (amount) => {
        const band = BigInt(bandOf(amount));
        expect(10n ** band <= amount * amount && amount * amount < 10n ** (band + 1n)).to.equal(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('changes exactly at each power of the square root of ten', () => {
    for (let band = 1; band <= 30; band++) {
      let least = 1n;
      for (let step = 10n ** 15n; step > 0n; step /= 10n)
        while ((least + step) ** 2n < 10n ** BigInt(band)) least += step;

      if (least ** 2n < 10n ** BigInt(band)) least += 1n;
      expect([bandOf(least - 1n), bandOf(least)]).to.deep.equal([band - 1, band]);
    }
  });

  it('ends at 30, starts at nothing and refuses a negative amount', () => {
    expect([bandOf(0n), bandOf(1n), bandOf(10n ** 40n)]).to.deep.equal([0, 0, 30]);
    expect(() => bandOf(-1n)).to.throw(RangeError);
  });
});
