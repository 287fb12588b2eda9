import { createHash, randomUUID } from 'node:crypto';
import { contentDigest } from '../../../gateway/sdk/http-signatures/content-digest.js';
import { signMessage } from '../../../gateway/sdk/http-signatures/sign.js';
import type { BareItem } from '../../../gateway/sdk/http-signatures/structured-fields.js';
import { signBytes, type Signer } from '../../support/consortium.js';
import { clock } from '../harness.js';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

export interface SignedOptions {
  readonly method?: string;
  readonly body?: string;
  readonly nonce?: string;
  readonly created?: number;
  readonly lifetime?: number;
  /** What the signature claims its algorithm to be; the SDK's claims none. */
  readonly alg?: string;
  /** Default: what the profile wants. */
  readonly components?: readonly string[];
}

/** Headers of a signed request, each part as an attacker may choose it. */
export async function signedHeaders(
  targetUri: string,
  signer: Signer,
  options: SignedOptions = {},
): Promise<Record<string, string>> {
  const { method = 'GET', body, nonce = randomUUID(), created = clock(), lifetime = 60, alg } = options;
  const headers: Record<string, string> = {};
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    headers['content-digest'] = await contentDigest(new TextEncoder().encode(body), sha256);
  }
  const params: [string, BareItem][] = [
    ['created', created],
    ['expires', created + lifetime],
    ['nonce', nonce],
    ['keyid', signer.kid],
    ['tag', 'stl-v1'],
    ...(alg === undefined ? [] : [['alg', alg] as [string, BareItem]]),
  ];
  const ofBody = body === undefined ? [] : ['content-digest', 'content-type'];
  const fields = await signMessage(
    { method, targetUri, header: (name) => headers[name] },
    'sig',
    options.components ?? ['@method', '@target-uri', ...ofBody],
    params,
    (data) => signBytes(signer, data),
  );
  return { ...headers, 'signature-input': fields.signatureInput, signature: fields.signature };
}
