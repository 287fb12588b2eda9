import { createHash, randomUUID } from 'node:crypto';
import { signRequest } from '../../gateway/http-signatures/profile.js';
import { contentDigest } from '../../gateway/http-signatures/content-digest.js';
import { signBytes, type Signer } from '../support/consortium.js';
import { clock } from './harness.js';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

export interface SignedOptions {
  readonly method?: string;
  readonly body?: string;
  readonly nonce?: string;
  readonly created?: number;
  readonly lifetime?: number;
}

/** Headers of a signed request, each part as an attacker may choose it. */
export async function signedHeaders(
  targetUri: string,
  signer: Signer,
  { method = 'GET', body, nonce = randomUUID(), created = clock(), lifetime = 60 }: SignedOptions = {},
): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    headers['content-digest'] = await contentDigest(new TextEncoder().encode(body), sha256);
  }
  const fields = await signRequest(
    { method, targetUri, header: (name) => headers[name] },
    {
      keyid: signer.kid,
      nonce,
      created,
      lifetime,
      hasBody: body !== undefined,
      sign: (data) => signBytes(signer, data),
    },
  );
  return { ...headers, 'signature-input': fields.signatureInput, signature: fields.signature };
}
