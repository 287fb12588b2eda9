import { expect } from 'chai';
import { halfLives } from '../../../chaincode/domain/policies/half-lives.js';
import { decayWeight } from '../../../chaincode/domain/score/measure/decay.js';

describe('decay table', () => {
  for (const halfLife of halfLives) {
    it(`holds round(10^6 * 2^(-age / ${halfLife})) for ages 0 to 14, by whole arithmetic`, () => {
      const h = BigInt(halfLife);
      const whole = 2_000_000n ** h;
      for (let age = 0n; age < 15n; age += 1n) {
        const x = BigInt(decayWeight(Number(age), halfLife));
        // x - 1/2 <= 10^6 * 2^(-age/h) < x + 1/2, to the h-th power
        expect((2n * x - 1n) ** h * 2n ** age <= whole, `age ${age} not too high`).to.equal(true);
        expect((2n * x + 1n) ** h * 2n ** age > whole, `age ${age} not too low`).to.equal(true);
      }
    });
  }

  it('halves after one half-life and forgets what the aggregate no longer holds', () => {
    expect(decayWeight(0, 6)).to.equal(1_000_000);
    expect(decayWeight(6, 6)).to.equal(500_000);
    expect(decayWeight(15, 6)).to.equal(0);
  });
});
