/** Why a record does not count. docs/standing.md says of each what it means and what to do. */
export const flagCodes = [
  'not_a_party',
  'order_missing',
  'outranked',
  'corrected',
  'key_revoked',
  'review_too_early',
  'too_many',
  'certificate_missing',
  'case_missing',
  'target_missing',
  'target_not_own',
  'target_is_correction',
  'already_corrected',
  'target_not_about_seller',
  'before_order',
  'before_case',
  'order_in_use',
] as const;
export type FlagCode = (typeof flagCodes)[number];

/** Whether a flag can end by what others state later, so that asking again is worth it. The others need a new statement. */
export const endsByItself: Readonly<Record<FlagCode, boolean>> = {
  not_a_party: true, // the platform may name the issuer when it dispatches
  order_missing: true,
  outranked: false,
  corrected: false,
  key_revoked: false,
  review_too_early: true,
  too_many: false,
  certificate_missing: true,
  case_missing: true,
  target_missing: false, // a correction follows its target on the ledger, or it never has one
  target_not_own: false,
  target_is_correction: false,
  already_corrected: false,
  target_not_about_seller: false,
  before_order: true, // whoever stated the order may mend its date
  before_case: true,
  order_in_use: false,
};
