import { base64url } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import type { PublicJwk, Sha256 } from '../ports.js';

/** RFC 7638 SHA-256 thumbprint in base64url: over the required members alone, in order of their names. */
export function thumbprint(jwk: PublicJwk, sha256: Sha256): string {
  const required =
    jwk.kty === 'EC'
      ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }
      : { crv: jwk.crv, kty: jwk.kty, x: jwk.x }; // RFC 8037 section 2
  return base64url(sha256(canonicalBytes(required)));
}
