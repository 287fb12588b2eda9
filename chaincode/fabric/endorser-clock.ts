import { Refusal } from '../domain/errors.js';
import { clockToleranceSeconds } from '../domain/time.js';

const transactionToleranceSeconds = 900;

/**
 * A client chooses its transaction's time. An endorser refuses one that lies more than 900 s from its own clock, so
 * that a batch cannot be signed into the past; and a Seal already where nobody would cosign it: one organisation whose
 * clock is fast seals before all others, and would leave every epoch without an agreement. This is the only clock a
 * chaincode may read, and it may only refuse: nothing it says ever reaches a write, or endorsers would disagree.
 * @throws Refusal `time_window`
 */
export function checkEndorserClock(
  txTime: number,
  { isSeal = false, now = Math.floor(Date.now() / 1000) } = {},
): void {
  const most = isSeal ? clockToleranceSeconds : transactionToleranceSeconds;
  if (Math.abs(txTime - now) > most) {
    throw new Refusal({
      code: 'time_window',
      reason: `the transaction's time is more than ${most} s from the endorser's clock`,
    });
  }
}
