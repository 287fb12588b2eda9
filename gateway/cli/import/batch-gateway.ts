import type { ComposedBatch } from '../../../chaincode/domain/batch/compose.js';

/** A signed batch on its way. */
export interface SignedBatch extends ComposedBatch {
  readonly iss: string;
  /** Of the JWS, seconds since the epoch. */
  readonly exp: number;
}

/** The gateway as the outbox needs it. Both retry what can be retried. Throw ProblemError where the ledger refuses, ClientError. */
export interface BatchGateway {
  /** Resolves once the ledger has the batch, whether now or already before. */
  deliver(batch: SignedBatch): Promise<void>;
  /** Whether the ledger has a batch of this id. */
  has(batchId: string): Promise<boolean>;
}
