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

/** Faults that nothing else of a component outweighs in its words: they name it before more frequent ones. */
export const graveCodes: ReadonlySet<ReasonCode> = new Set([
  'confirmed_frauds',
  'withdrawn_certificates',
  'lost_orders',
]);
