import { base64, equalBytes } from '../../../chaincode/domain/bytes.js';
import { FieldError, parseDictionary } from './structured-fields.js';

/** SHA-256, synchronous (server) or not (WebCrypto). */
export type Digest = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** RFC 9530 `Content-Digest` with sha-256, the one algorithm of this profile. */
export async function contentDigest(body: Uint8Array, sha256: Digest): Promise<string> {
  return `sha-256=:${base64(await sha256(body))}:`;
}

/** True if the field holds the sha-256 digest of exactly these bytes. Other algorithms alone are not enough. */
export async function contentDigestMatches(
  field: string,
  body: Uint8Array,
  sha256: Digest,
): Promise<boolean> {
  try {
    const member = parseDictionary(field).get('sha-256');
    if (member === undefined || !('bytes' in member)) return false;
    return equalBytes(member.bytes, await sha256(body));
  } catch (error) {
    if (error instanceof FieldError) return false;
    throw error;
  }
}
