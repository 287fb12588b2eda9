import type { ReasonCode } from './reason-codes.js';

/** What a component found in the facts, before any rating. */
export interface Measure {
  /** In millionths of a fact; 0 <= numerator <= denominator. */
  readonly numerator: bigint;
  readonly denominator: bigint;
  /**
   * Judged facts in millionths, compared with the policy's minimum: the denominator but for what was only imagined. Faults
   * may outnumber what they are faults of; evidence without them would have each good fact drive out one that stands in.
   */
  readonly evidence: bigint;
  readonly counts: Readonly<Record<string, number>>;
  /** Why a good rate is good. */
  readonly merit: ReasonCode;
  /** Why a bad rate is bad: a grave one names the reason, else the largest count, the earlier one in a tie. */
  readonly faults: readonly { readonly code: ReasonCode; readonly count: number }[];
  /** False where all there is was counted, so that no sampling error remains. */
  readonly sampled: boolean;
}

/** `good` kept within what `total` allows: facts of one order may lie in different periods, and decay apart. */
export function within(good: bigint, total: bigint): bigint {
  if (good < 0n) return 0n;
  return good > total ? total : good;
}

export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
