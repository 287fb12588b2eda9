/**
 * What was given cannot be imported. Message and details name file, row and column, never a value: values are order numbers, customer
 * ids and comments, and messages end up in logs.
 */
export class ImportFailure extends Error {
  readonly code: ImportFailureCode;
  /** One line each: where it is wrong. */
  readonly details: readonly string[];

  constructor(
    code: ImportFailureCode,
    message: string,
    { details = [], ...options }: ErrorOptions & { readonly details?: readonly string[] } = {},
  ) {
    super(message, options);
    this.name = 'ImportFailure';
    this.code = code;
    this.details = details;
  }
}

/**
 * - `mistakes`: of the file; `nothing_to_import`: it has no row that says anything
 * - `table_missing`: a file that the map names was not given; `rows_inconsistent`: a row names one that another file lacks
 * - `many_missing`: so much would be taken back that a file may have been cut off
 * - `key_missing`: of a participant whom the map has state something
 * - `refused`: by the ledger
 * - `end_malformed`, `end_in_future`, `shift_differs`: the day that times are to be moved to
 * - `other_ledger`, `other_participant`, `other_layout`: whose the store is
 */
export type ImportFailureCode =
  | 'mistakes'
  | 'nothing_to_import'
  | 'table_missing'
  | 'rows_inconsistent'
  | 'many_missing'
  | 'key_missing'
  | 'refused'
  | 'end_malformed'
  | 'end_in_future'
  | 'shift_differs'
  | 'other_ledger'
  | 'other_participant'
  | 'other_layout';
