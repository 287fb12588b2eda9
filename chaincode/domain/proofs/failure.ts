/**
 * Why a proof does not hold. `malformed`: its bytes are none. `unknown`: nobody we know vouches for it, or too few: nothing
 * is shown either way. All others: it contradicts itself or what was signed.
 */
export type ProofFailureCode =
  | 'proof_malformed'
  | 'ledger_unknown'
  | 'too_few_organisations'
  | 'signature_invalid'
  | 'not_in_batch'
  | 'not_in_log'
  | 'not_in_map'
  | 'not_of_order';

export class ProofFailure extends Error {
  constructor(
    readonly code: ProofFailureCode,
    reason: string,
  ) {
    super(reason);
    this.name = 'ProofFailure';
  }
}
