import type { Accreditation } from '../participants/types.js';

export const componentNames = [
  'delivery',
  'quality',
  'reviews',
  'after-sales',
  'certification',
  'payment',
] as const;
export type ComponentName = (typeof componentNames)[number];

/** What the score needs to know of a certifier: proven from the map beside a badge. */
export interface CertifierState {
  readonly id: string;
  readonly status: 'active' | 'suspended' | 'ended';
  /** RFC 3339: the participant's own registration ends then. */
  readonly validUntil: string;
  readonly accreditation: readonly Accreditation[];
}

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
  /** The undecayed counts behind it, by counter name. */
  readonly counts: Readonly<Record<string, number>>;
  /** 0..1000 after the policy's mapping. */
  readonly points: number;
  readonly weight: number;
}

/** Stable: docs/scoring.md and the pages have a text for each. */
export const reasonCodes = [
  'on_time_deliveries',
  'late_deliveries',
  'overdue_orders',
  'lost_orders',
  'seller_cancellations',
  'sound_products',
  'product_cases',
  'failed_inspections',
  'good_reviews',
  'poor_reviews',
  'few_cases',
  'cases_for_buyer',
  'unanswered_cases',
  'open_cases',
  'valid_certificates',
  'withdrawn_certificates',
  'clean_payments',
  'chargebacks',
  'confirmed_frauds',
  'limited_evidence',
  'young_seller',
  'too_few_facts',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export interface Reason {
  readonly code: ReasonCode;
  readonly component: ComponentName;
  /** Points of the overall score gained or lost against the policy's neutral value. */
  readonly effect: number;
  readonly numbers: Readonly<Record<string, number>>;
}

export interface ScoreResult {
  readonly v: 1;
  readonly seller: string;
  /** Seconds since the epoch, start of a UTC day. */
  readonly asOf: number;
  readonly policy: { readonly name: 'score'; readonly version: number };
  readonly status: 'scored' | 'not-enough-history';
  readonly overall: number | null;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  readonly band: string | null;
  readonly provisional: boolean;
  readonly components: readonly ComponentResult[];
  /** In order of effect, largest first (by absolute value, then by code). */
  readonly reasons: readonly Reason[];
  /** Present when an open case contests facts that matter: the overall score without them. */
  readonly uncontested?: { readonly overall: number | null };
}
