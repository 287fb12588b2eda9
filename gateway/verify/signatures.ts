import type { PublicJwk } from '../../chaincode/domain/ports.js';
import { canVerifyWith, verifyWith } from '../client/keys.js';
import { Failed } from './verdict.js';

/**
 * Whether a signature holds under a trusted key. Throws Failed `unchecked` where this platform cannot check it (WebCrypto
 * without Ed25519, or none at all on a page that came over plain HTTP): that is no forgery.
 */
export async function holdsUnder(jwk: PublicJwk, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  if (await verifyWith(jwk, data, signature)) return true;
  if (await canVerifyWith(jwk)) return false;
  throw new Failed('unchecked', 'platform_unsupported', 'this platform cannot check its signatures');
}
