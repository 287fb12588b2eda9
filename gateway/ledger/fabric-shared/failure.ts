import type { Refusal } from '../../../chaincode/domain/errors.js';
import { parseRefusalText } from '../../../chaincode/refusal-text.js';

/**
 * Why one try to submit did not end in a valid commit, by what it is right to do next:
 * - `refused`: the chaincode said no; nothing was ordered
 * - `conflict`: another transaction was first (MVCC, phantom); endorse anew, under a new transaction id
 * - `overloaded`: too many calls at once; nothing was ordered; back off
 * - `unavailable`: somebody could not be reached; nothing was ordered; back off, ask other endorsers
 * - `rejected`: committed as invalid for a reason that a new try will not change
 * - `unknown`: it was sent to be ordered, and its outcome could not be learned
 */
export type FailureClass = 'refused' | 'conflict' | 'overloaded' | 'unavailable' | 'rejected' | 'unknown';

export class SubmitFailure extends Error {
  constructor(
    readonly kind: FailureClass,
    message: string,
    readonly txId: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SubmitFailure';
  }
}

/** What endorsers or the peer's gateway answered, made one failure. Nothing was ordered. */
export function endorsementFailure(texts: readonly string[], txId: string, cause: unknown): SubmitFailure {
  const refusal = refusalIn(texts);
  if (refusal) return new SubmitFailure('refused', refusal.message, txId, { cause: refusal });
  const text = texts.join('; ');
  // The chaincode in force is older. Until it is upgraded, asking again would change nothing and fill both logs.
  if (isUnknownTransaction(text)) {
    return new SubmitFailure('refused', 'the chaincode in force does not know this transaction', txId, {
      cause,
    });
  }
  const kind = isOverload(text) ? 'overloaded' : isConflict(text) ? 'conflict' : 'unavailable';
  return new SubmitFailure(kind, text || 'the endorsers did not answer', txId, { cause });
}

export function refusalIn(texts: readonly string[]): Refusal | undefined {
  return texts.map(parseRefusalText).find((refusal) => refusal !== undefined);
}

/** Peers answer this with gRPC status UNKNOWN, so that only the text tells it (internal/peer/node/grpc_limiters.go). */
export function isOverload(text: string): boolean {
  return text.includes('exceeding concurrency limit') || text.includes('RESOURCE_EXHAUSTED');
}

/** As fabric-contract-api words it (lib/contract.js). */
const isUnknownTransaction = (text: string): boolean =>
  text.includes('asked to invoke a function that does not exist');

/** True where endorsers read different versions: one has not committed the newest blocks yet, and will in a moment. */
function isConflict(text: string): boolean {
  return /endorsements do not match|ProposalResponsePayloads do not match|differing payloads/.test(text);
}

/** The failure of a transaction that was committed with a code other than VALID. */
export function commitFailure(code: string, txId: string): SubmitFailure {
  const conflict = code === 'MVCC_READ_CONFLICT' || code === 'PHANTOM_READ_CONFLICT';
  return new SubmitFailure(
    conflict ? 'conflict' : 'rejected',
    `the transaction was committed as invalid: ${code}`,
    txId,
  );
}
