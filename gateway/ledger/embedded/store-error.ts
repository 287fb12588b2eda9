import { LedgerError } from '../port.js';

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

/** Level reports an unreadable table or log as an error of its own kind; here it is damage like any other. */
export function asStoreError(error: unknown): unknown {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && code.startsWith('LEVEL_'))
    return new StoreError('damaged', 'level cannot read a part of the store', { cause: error });
  return error;
}

/** What callers of the ledger are told of a store that cannot be read; any other error as it is. */
export function asLedgerError(error: unknown): unknown {
  const cause = asStoreError(error);
  return cause instanceof StoreError ? new LedgerError('unavailable', cause.message, { cause }) : cause;
}
