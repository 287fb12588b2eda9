import { StoreFailure, type StoreFailureCode } from '../../store/store-failure.js';
import { LedgerError } from '../port.js';

/**
 * Why a store cannot be used.
 * - `missing`: there is none; `exists`: one would be overwritten
 * - `foreign`: whole, but of another ledger or signed by other keys
 * - `locked`: another process has it open
 * - `newer`: a later version of this program has written it
 * - `unusable`: the system does not let us: rights, space, open files
 * - `damaged`: bytes are lost or wrong; the message says which. Nothing repairs or recreates it by itself.
 */
export type StoreErrorCode = 'missing' | 'exists' | 'foreign' | 'locked' | 'newer' | 'unusable' | 'damaged';

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** A missing database is damage here: its LEDGER.json is there. */
const codes: Readonly<Record<StoreFailureCode, StoreErrorCode>> = {
  missing: 'damaged',
  exists: 'exists',
  locked: 'locked',
  newer: 'newer',
  damaged: 'damaged',
  unusable: 'unusable',
};

/** What the store says of itself, in the ledger's terms. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof StoreFailure)
    return new StoreError(codes[error.code], messageOf(error), { cause: error });
  return error;
}

const messageOf = ({ code, detail }: StoreFailure): string =>
  code === 'locked' ? 'another process has this ledger open' : `the store: ${detail}`;

/** What callers of the ledger are told of a store that cannot be read; any other error as it is. */
export function asLedgerError(error: unknown): unknown {
  const cause = asStoreError(error);
  return cause instanceof StoreError ? new LedgerError('unavailable', cause.message, { cause }) : cause;
}
