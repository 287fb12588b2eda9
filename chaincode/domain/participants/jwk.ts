import type { PublicJwk } from '../ports.js';

/** A P-256 key by its coordinates, as the consortium's document names them. */
export const p256Jwk = ({ x, y }: { readonly x: string; readonly y: string }): PublicJwk => ({
  kty: 'EC',
  crv: 'P-256',
  x,
  y,
});

/** An Ed25519 key by its 32 bytes in base64url. */
export const ed25519Jwk = (x: string): PublicJwk => ({ kty: 'OKP', crv: 'Ed25519', x });
