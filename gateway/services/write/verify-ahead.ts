import type { ParseBatch } from '../../../chaincode/domain/batch/parse.js';
import { Refusal } from '../../../chaincode/domain/errors.js';
import type { PublicJwk, SignatureAlgorithm } from '../../../chaincode/domain/ports.js';
import type { Queries } from '../../projection/port.js';

/** Checks a signature aside and remembers a good one; a bad one it leaves to whoever judges. */
export type CheckAside = (
  alg: SignatureAlgorithm,
  jwk: PublicJwk,
  data: Uint8Array,
  signature: Uint8Array,
) => Promise<void>;

/**
 * Has a batch's signature checked on another thread, so that the ledger and the projector of this process, which
 * judge the batch, find that check done: it takes longer than all else that a small batch needs. Refuses nothing.
 */
export function verifierAhead(
  queries: Queries,
  parseBatch: ParseBatch,
  checkAside: CheckAside,
): (bytes: Uint8Array) => Promise<void> {
  return async (bytes) => {
    try {
      const { header, payload, signature, signingInput } = parseBatch(bytes, queries.foldVersion());
      const key = queries.participant(payload.iss)?.keys.find(({ kid }) => kid === header.kid);
      if (key !== undefined) await checkAside(key.alg, key.jwk, signingInput, signature);
    } catch (error) {
      // The ledger will say so, with every defect.
      if (!(error instanceof Refusal)) throw error;
    }
  };
}
