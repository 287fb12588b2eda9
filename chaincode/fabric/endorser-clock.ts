import { Refusal } from '../domain/errors.js';

const tolerance = 900;

/**
 * A client chooses its transaction's time. An endorser refuses one that lies more than 900 s from its own clock, so
 * that a batch cannot be signed into the past. This is the only clock a chaincode may read, and it may only refuse:
 * nothing it says ever reaches a write, or endorsers would disagree.
 * @throws Refusal `time_window`
 */
export function checkEndorserClock(txTime: number, now = Math.floor(Date.now() / 1000)): void {
  if (Math.abs(txTime - now) > tolerance) {
    throw new Refusal({
      code: 'time_window',
      reason: `the transaction's time is more than ${tolerance} s from the endorser's clock`,
    });
  }
}
