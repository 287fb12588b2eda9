import { keyIdOf } from '../../../chaincode/domain/badge/issuer.js';
import { base64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';

/** ES256 (64 bytes, r || s) with the organisation's sign key. */
export interface CredentialSigner {
  /** RFC 7638 thumbprint of the key. */
  readonly kid: string;
  sign(data: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/**
 * Secures a credential as compact JWS of type `vc+jwt` (VC-JOSE-COSE section 3.1). Its `kid` is the key's id in the issuer's DID
 * document, so that other software finds the key.
 */
export async function signCredential(
  credential: { readonly issuer: string | { readonly id: string } },
  signer: CredentialSigner,
): Promise<string> {
  const { issuer } = credential;
  const did = typeof issuer === 'string' ? issuer : issuer.id;
  const header = { alg: 'ES256', cty: 'vc', kid: keyIdOf(did, signer.kid), typ: 'vc+jwt' };
  const part = (value: object): string => base64url(utf8(canonicalText(value)));
  const input = `${part(header)}.${part(credential)}`;
  return `${input}.${base64url(await signer.sign(utf8(input)))}`;
}
