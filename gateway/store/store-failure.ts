/**
 * Why a store cannot be used.
 * - `missing`: there is none; `exists`: one would be overwritten
 * - `locked`: another process has it open
 * - `newer`: a later version of this program has written it
 * - `damaged`: bytes are lost or wrong; `detail` says which
 * - `unusable`: the system does not let us: rights, space, open files
 */
export type StoreFailureCode = 'missing' | 'exists' | 'locked' | 'newer' | 'damaged' | 'unusable';

export class StoreFailure extends Error {
  readonly code: StoreFailureCode;
  readonly directory: string;
  /** What is wrong, without the directory. */
  readonly detail: string;

  constructor(code: StoreFailureCode, directory: string, detail: string, options?: ErrorOptions) {
    super(`${directory}: ${detail}`, options);
    this.name = 'StoreFailure';
    this.code = code;
    this.directory = directory;
    this.detail = detail;
  }
}
