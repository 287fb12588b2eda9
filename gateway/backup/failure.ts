/**
 * - `nothing_to_keep`: there is no ledger in the data directory
 * - `not_a_backup`: the directory was not made by `stl backup`, or not to its end
 * - `damaged`: a file of the backup is not the one that was kept
 */
export type BackupFailureCode = 'nothing_to_keep' | 'not_a_backup' | 'damaged';

export class BackupFailure extends Error {
  readonly code: BackupFailureCode;
  constructor(code: BackupFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BackupFailure';
    this.code = code;
  }
}
