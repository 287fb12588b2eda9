/** Every refusal the domain can give. `docs/errors.md` has one section a code. */
export const refusalCodes = [
  // the bytes are bad
  'batch_framing',
  'batch_too_large',
  'line_not_canonical',
  'jws_malformed',
  'signature_form',
  'signature_invalid',
  'root_mismatch',
  'record_schema',
  'record_semantics',
  'document_schema',
  // policy says no
  'audience_mismatch',
  'time_window',
  'issuer_unknown',
  'issuer_not_active',
  'key_unknown',
  'key_not_valid',
  'key_unacceptable',
  'kind_not_enabled',
  'not_authorised',
  'out_of_scope',
  'jti_conflict',
  'proposal_unknown',
  'proposal_stale',
  'proposal_expired',
  'already_approved',
  'admin_required',
  'organisation_unknown',
  'not_initialised',
  'already_initialised',
  'exists',
  'not_found',
  'as_of_out_of_range',
  'epoch_stale',
  'checkpoint_mismatch',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** One defect of an input: where it is and why it is refused. */
export interface Defect {
  readonly code: RefusalCode;
  /** Plain words for a person. Never holds a value of the input: inputs may be personal data. */
  readonly reason: string;
  /** 1-based line of a batch. */
  readonly line?: number;
  /** RFC 6901 JSON pointer within the line or document. */
  readonly pointer?: string;
}

/** The domain says no. `code` is that of the first defect. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly defects: readonly Defect[];

  constructor(defects: Defect | readonly [Defect, ...Defect[]], options?: ErrorOptions) {
    const all = Array.isArray(defects) ? (defects as readonly Defect[]) : [defects as Defect];
    const first = all[0] as Defect;
    super(first.reason, options);
    this.name = 'Refusal';
    this.code = first.code;
    this.defects = all;
  }
}
