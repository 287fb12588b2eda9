/**
 * The input files cannot be imported. The message names file, line and column, never a value: values are
 * order numbers, customer ids and comments, and messages end up in logs.
 */
export class ImportFailure extends Error {
  readonly code: ImportFailureCode;

  constructor(code: ImportFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ImportFailure';
    this.code = code;
  }
}

export type ImportFailureCode =
  | 'file_missing'
  | 'file_malformed'
  | 'rows_inconsistent'
  | 'nothing_to_import'
  | 'end_malformed'
  | 'end_in_future'
  | 'shift_differs'
  | 'other_ledger';
