/**
 * Why a proof does not hold. `proof_malformed`: the bytes are no proof. `ledger_unknown` and `too_few_organisations`: too
 * few of those whom the reader trusts vouch for it, so nothing is shown either way. All others: it contradicts itself or
 * what was signed.
 */
export type ProofFailureCode =
  | 'proof_malformed'
  | 'ledger_unknown'
  | 'too_few_organisations'
  | 'signature_invalid'
  | 'not_in_batch'
  | 'not_in_log'
  | 'not_in_map'
  | 'not_of_order'
  | 'not_of_decision';

export class ProofFailure extends Error {
  constructor(
    readonly code: ProofFailureCode,
    reason: string,
  ) {
    super(reason);
    this.name = 'ProofFailure';
  }
}
