import { expect } from 'chai';
import { Refusal } from '../../chaincode/domain/errors.js';
import { checkEndorserClock } from '../../chaincode/fabric/endorser-clock.js';

const now = 1_800_000_000;

describe("the endorser's clock", () => {
  for (const away of [-900, 0, 900])
    it(`accepts a time ${away} s away`, () => checkEndorserClock(now + away, { now }));

  for (const away of [-300, 0, 300])
    it(`accepts a Seal ${away} s away`, () => checkEndorserClock(now + away, { now, isSeal: true }));

  for (const away of [-301, 301]) {
    it(`refuses a Seal ${away} s away, for nobody would cosign it`, () => {
      expect(() => checkEndorserClock(now + away, { now, isSeal: true }))
        .to.throw(Refusal)
        .with.property('code', 'time_window');
    });
  }
  for (const away of [-901, 901]) {
    it(`refuses a time ${away} s away`, () => {
      expect(() => checkEndorserClock(now + away, { now }))
        .to.throw(Refusal)
        .with.property('code', 'time_window');
    });
  }
});
