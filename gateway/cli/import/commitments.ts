import { createHmac } from 'node:crypto';

/**
 * A commitment: base64url of HMAC-SHA-256 under 32 random bytes, parts joined by LF. The secret
 * opens the commitment; whoever destroys the secret has erased what it stood for.
 */
function commit(secret: Uint8Array, parts: readonly string[]): string {
  return createHmac('sha256', secret).update(parts.join('\n'), 'utf8').digest('base64url');
}

/** One (order, seller): only the platform derives it; partners quote it. */
export const commitOrder = (
  secret: Uint8Array,
  of: { ledger: string; platform: string; seller: string; number: string },
): string => commit(secret, ['stl-order/v1', of.ledger, of.platform, of.seller, of.number]);

/** One buyer as one seller's reviewer: two sellers cannot tell that they share a buyer. */
export const commitReviewer = (secret: Uint8Array, of: { ledger: string; seller: string }): string =>
  commit(secret, ['stl-reviewer/v1', of.ledger, of.seller]);

/** A review's text. The salt is fresh for each record: a plain digest of a short text falls to a dictionary. */
export const commitText = (salt: Uint8Array, of: { title: string; message: string }): string =>
  commit(salt, ['stl-text/v1', of.title, of.message]);

/** A payment partner's reference to a payment, as seen by one seller. The partner holds the secret. */
export const commitToken = (
  secret: Uint8Array,
  of: { ledger: string; provider: string; seller: string; reference: string },
): string => commit(secret, ['stl-token/v1', of.ledger, of.provider, of.seller, of.reference]);
