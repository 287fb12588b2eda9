import { sha256 } from '@noble/hashes/sha2.js';
import { base64url } from '../../../chaincode/domain/bytes.js';
import { contentDigest } from '../http-signatures/content-digest.js';
import { signRequest } from '../http-signatures/profile.js';
import type { SignableRequest } from '../http-signatures/signature-base.js';
import { ClientError } from '../platform/errors.js';
import type { Signer } from '../platform/keys.js';
import { readUpTo } from '../platform/read-up-to.js';
import { noAnswer } from './no-answer.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface OutgoingRequest {
  readonly method: Method;
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  readonly signer: Signer | undefined;
  /** For the whole exchange, body included. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface IncomingAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
  /** As it was sent: what the answer's signature covers. */
  readonly request: SignableRequest;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

async function headersOf(request: OutgoingRequest): Promise<Record<string, string>> {
  const headers: Record<string, string> = { accept: 'application/json', ...request.headers };
  const { body, method, signer, url } = request;
  if (body !== undefined) headers['content-digest'] = await contentDigest(body, sha256);
  if (signer === undefined) return headers;
  const signable: SignableRequest = { method, targetUri: url, header: (name) => headers[name] };
  const { signatureInput, signature } = await signRequest(signable, {
    keyid: signer.kid,
    nonce: base64url(crypto.getRandomValues(new Uint8Array(18))),
    created: Math.floor(Date.now() / 1000),
    hasBody: body !== undefined,
    sign: (data) => signer.sign(data),
  });
  return { ...headers, 'signature-input': signatureInput, signature };
}

/** Far above any page of a list: a gateway that never ends its answer must not fill the memory. */
const answerMiBMax = 64;

/** One exchange, signed anew each time: a nonce serves once. Throws ClientError. */
export async function exchange(fetch: Fetch, request: OutgoingRequest): Promise<IncomingAnswer> {
  const { body, method, signal, timeoutMs, url } = request;
  const headers = await headersOf(request);
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let received: Uint8Array | undefined;
  try {
    response = await fetch(url, {
      method,
      headers,
      // The signature covers this URI; an answer from elsewhere would not be an answer to it.
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(body === undefined ? {} : { body: body.slice() }),
    });
    received = response.body ? await readUpTo(response.body, answerMiBMax * 1024 * 1024) : new Uint8Array();
  } catch (cause) {
    if (signal?.aborted) throw new ClientError('aborted', 'the call was aborted', { cause });
    if (timeout.aborted) throw new ClientError('timeout', `no answer within ${timeoutMs} ms`, { cause });
    throw noAnswer(url, cause);
  }
  if (received === undefined)
    throw new ClientError('answer_malformed', `the answer is longer than ${answerMiBMax} MiB`);
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    body: received,
    request: { method, targetUri: url, header: (name) => headers[name] },
  };
}
