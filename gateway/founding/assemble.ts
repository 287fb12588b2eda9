import type { JsonObject } from '../../chaincode/domain/canonical.js';
import { majorityOf, newNonce, standardTerms } from './standard-terms.js';

/**
 * Puts a consortium document together: the organisations' parts, and the terms they agreed on, which may leave anything to
 * the standard. Nothing is checked.
 */
export function assemble(parts: readonly JsonObject[], terms: JsonObject): JsonObject {
  return {
    v: 1,
    ...(standardTerms as unknown as JsonObject),
    k: majorityOf(parts.length),
    nonce: newNonce(),
    ...terms,
    organisations: parts,
  };
}
