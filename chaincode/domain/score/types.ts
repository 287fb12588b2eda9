import type { ComponentName } from '../policies/component-names.js';
import type { ReasonCode } from './measure/reason-codes.js';

/** All rates are integers in parts per million. */
export interface ComponentResult {
  readonly name: ComponentName;
  /** `insufficient`: under the policy's minimum of evidence; good facts then stand in for those that lack. */
  readonly status: 'scored' | 'insufficient';
  readonly window: { readonly fromDay: number; readonly toDay: number };
  /** Decayed and fixed-point (1,000,000 = one fact). */
  readonly numerator: number;
  readonly denominator: number;
  /** Of the stated facts; null where there are none. */
  readonly rate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** The undecayed counts behind it, by names of the component's own. */
  readonly counts: Readonly<Record<string, number>>;
  /** 0..1000 after the policy's mapping. */
  readonly points: number;
  readonly weight: number;
}

export interface Reason {
  readonly code: ReasonCode;
  /** Null where it is about the seller as a whole. */
  readonly component: ComponentName | null;
  /** Points of the overall score gained or lost against the policy's neutral value. */
  readonly effect: number;
  readonly numbers: Readonly<Record<string, number>>;
}

/**
 * Of the deliveries and the payments that the longest window sees, the share that an organisation other than that of the
 * order's platform states. Null where there is none to confirm.
 */
export interface Corroboration {
  readonly delivery: number | null;
  readonly payment: number | null;
}

export interface ScoreResult {
  readonly v: 1;
  readonly seller: string;
  /** Seconds since the epoch, start of a UTC day. */
  readonly asOf: number;
  readonly policy: { readonly name: 'score'; readonly version: number };
  /** `dormant`: it once had a score, and its facts are too old for one. */
  readonly status: 'scored' | 'not-enough-history' | 'dormant';
  readonly overall: number | null;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  readonly band: string | null;
  /** True of a score that may still move a lot; false where there is none. */
  readonly provisional: boolean;
  readonly corroboration: Corroboration;
  /** Of a dormant seller: its last score. The reasons are those of that score. */
  readonly last?: { readonly asOf: number; readonly overall: number; readonly band: string | null };
  readonly components: readonly ComponentResult[];
  /** Grave faults first, then other faults, then the rest; each by effect, largest first. */
  readonly reasons: readonly Reason[];
  /** Present when an open case contests facts that matter: the overall score without them. */
  readonly uncontested?: { readonly overall: number | null };
}
