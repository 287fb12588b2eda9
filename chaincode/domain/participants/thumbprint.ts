import { base64url } from '../bytes.js';
import { canonicalBytes } from '../canonical.js';
import type { PublicJwk, Sha256 } from '../ports.js';

/** RFC 7638 SHA-256 thumbprint in base64url: over the required members alone, in order of their names. */
export function thumbprint(jwk: PublicJwk, sha256: Sha256): string {
  return base64url(sha256(canonicalBytes(requiredMembers(jwk))));
}

function requiredMembers(jwk: PublicJwk): object {
  switch (jwk.kty) {
    case 'EC':
      return { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y };
    case 'OKP': // RFC 8037 section 2
      return { crv: jwk.crv, kty: jwk.kty, x: jwk.x };
  }
}
