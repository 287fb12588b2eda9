import type { ParsedBatch } from '../../../chaincode/domain/batch/parse.js';
import type { PublicJwk, SignatureAlgorithm } from '../../../chaincode/domain/ports.js';
import type { Queries } from '../../projection/port.js';

/** Checks a signature on another thread and remembers a good one; what a bad one means it leaves to whoever judges. */
export type CheckAside = (
  alg: SignatureAlgorithm,
  jwk: PublicJwk,
  data: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean>;

/**
 * Has a batch's signature checked on another thread, so that the ledger and the projector of this process, which
 * judge the batch, find that check done: it takes longer than all else that a small batch needs. Refuses nothing: resolves whether the
 * issuer's key made it.
 */
export function verifierAhead(
  queries: Pick<Queries, 'participant'>,
  checkAside: CheckAside,
): (batch: ParsedBatch) => Promise<boolean> {
  return async ({ header, payload, signature, signingInput }) => {
    const key = queries.participant(payload.iss)?.keys.find(({ kid }) => kid === header.kid);
    return key !== undefined && checkAside(key.alg, key.jwk, signingInput, signature);
  };
}
