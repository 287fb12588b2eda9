import { expect } from 'chai';
import fc from 'fast-check';
import { wilsonBounds } from '../../../chaincode/domain/score/wilson.js';

/** The textbook form in floating point: another way to the same number. */
function floatBounds(x: number, n: number): [number, number] {
  const z = 1.96;
  const p = x / n;
  const middle = p + (z * z) / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const divisor = 1 + (z * z) / n;
  return [(middle - spread) / divisor, (middle + spread) / divisor];
}

describe('wilsonBounds', () => {
  it('gives the known lower bound of 90 in 100, rounded down', () => {
    // 0.8256326956..., ten digits.
    expect(wilsonBounds(90n, 100n, 1n, 10n ** 10n).lower).to.equal(8_256_326_956n);
  });

  it('mirrors: the upper bound of x in n is what the lower bound of n - x leaves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000), (n, k) => {
        const x = BigInt(k % (n + 1));
        const trials = BigInt(n);
        const scale = 1_000_000n;
        expect(wilsonBounds(x, trials, 1n, scale).upper).to.equal(
          scale - wilsonBounds(trials - x, trials, 1n, scale).lower,
        );
      }),
    );
  });

  it('agrees with floating point within 10^-9 over 5,000 cases up to n = 10^7', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const x = Math.floor(n * share);
          const { lower, upper } = wilsonBounds(BigInt(x), BigInt(n), 1n, 10n ** 12n);
          const [low, high] = floatBounds(x, n);
          expect(Number(lower) / 1e12).to.be.closeTo(low, 1e-9);
          expect(Number(upper) / 1e12).to.be.closeTo(high, 1e-9);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('rounds outward, and exactly', () => {
    // At x = 0 the lower bound is exactly 0, at x = n the upper one exactly 1: no rounding may move them.
    for (const n of [1n, 7n, 20n, 999n, 1_000_000n]) {
      expect(wilsonBounds(0n, n, 1n, 1_000_000n).lower).to.equal(0n);
      expect(wilsonBounds(n, n, 1n, 1_000_000n).upper).to.equal(1_000_000n);
    }
    // 20 in 20: n / (n + z^2) = 20 / 23.8416 = 0.838869...
    expect(wilsonBounds(20n, 20n, 1n, 1_000_000n).lower).to.equal(838_869n);
  });

  it('does not depend on the unit facts are counted in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(10_000), (n, k) => {
        const x = BigInt(k % (n + 1));
        expect(wilsonBounds(x * 1_000_000n, BigInt(n) * 1_000_000n, 1_000_000n, 1_000_000n)).to.deep.equal(
          wilsonBounds(x, BigInt(n), 1n, 1_000_000n),
        );
      }),
    );
  });

  it('refuses what is not a share', () => {
    expect(() => wilsonBounds(2n, 1n, 1n, 1n)).to.throw(RangeError);
    expect(() => wilsonBounds(0n, 0n, 1n, 1n)).to.throw(RangeError);
    expect(() => wilsonBounds(-1n, 1n, 1n, 1n)).to.throw(RangeError);
  });
});
