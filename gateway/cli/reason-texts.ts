import type { ReasonCode } from '../../chaincode/domain/score/types.js';

/** The reasons in plain words, as docs/scoring.md has them. */
export const reasonTexts: Readonly<Record<ReasonCode, string>> = {
  on_time_deliveries: 'Most orders arrived by the promised time.',
  late_deliveries: 'Too many orders came late.',
  overdue_orders: 'Orders have no end long after they were accepted.',
  lost_orders: 'Too many orders were lost on the way.',
  seller_cancellations: 'The seller cancelled too many orders.',
  sound_products: 'Few product complaints were upheld, and inspected lots passed.',
  product_cases: 'Too many buyers were right that the product was damaged, false or not as described.',
  failed_inspections: 'Inspected lots failed.',
  good_reviews: 'Buyers of recorded orders rate the seller well.',
  poor_reviews: 'Buyers of recorded orders rate the seller poorly.',
  few_cases: 'Few orders end in a dispute, or the seller was in the right.',
  cases_for_buyer: 'Too many disputes were decided for the buyer.',
  unanswered_cases: 'The seller left too many disputes unanswered.',
  open_cases: 'Too many disputes are still open.',
  valid_certificates: 'Accredited bodies certify the seller or its products.',
  withdrawn_certificates: 'A certificate was suspended or revoked for what the seller did.',
  clean_payments: 'Few payments were charged back or fraudulent.',
  chargebacks: 'Too many payments were charged back.',
  confirmed_frauds: 'Too many payments were confirmed as fraud.',
  limited_evidence: 'The facts are few, so the score holds back. More of the same would raise it.',
  young_seller: "The seller's history is too short for a score.",
  too_few_facts: 'This component has too few recent facts.',
};
