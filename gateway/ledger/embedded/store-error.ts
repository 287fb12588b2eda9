/**
 * Why a store cannot be used.
 * - `missing`: there is none; `exists`: one would be overwritten
 * - `foreign`: whole, but of another ledger or signed by other keys
 * - `locked`: another process has it open
 * - `damaged`: bytes are lost or wrong; the message says which. Nothing repairs or recreates it by itself.
 */
export type StoreErrorCode = 'missing' | 'exists' | 'foreign' | 'locked' | 'damaged';

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}
