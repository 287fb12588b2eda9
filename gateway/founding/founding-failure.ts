export type FoundingFailureCode =
  | 'keys_missing' // a directory lacks keys that are needed
  | 'key_mismatch' // a key is not the one that the document names
  | 'approval_unusable' // a file is no approval of this document
  | 'approvals_missing' // fewer than k, or none that this administrator may bring
  | 'other_ledger'; // the ledger, or the document, is another consortium's

/** A ledger cannot be founded, or a gateway not set up for it, with what was given. The message says what to do. */
export class FoundingFailure extends Error {
  readonly code: FoundingFailureCode;
  constructor(code: FoundingFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FoundingFailure';
    this.code = code;
  }
}
