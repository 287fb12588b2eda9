import { contentDigestMatches, type Digest } from './content-digest.js';
import { signMessage, type Sign, type SignatureFields } from './sign.js';
import type { SignableRequest, SignableResponse } from './signature-base.js';
import type { BareItem } from './structured-fields.js';
import {
  SignatureError,
  readSignature,
  requireComponents,
  textParam,
  timeParam,
  verifySignature,
  type Verify,
} from './verify.js';

/** The ledger's profile of RFC 9421: what a signed request and a signed answer must cover (docs/api.md). */
export const requestTag = 'stl-v1';
export const answerTag = 'stl-v1-answer';
/** Seconds a request's signature may live, and how far the two clocks may differ. */
export const lifetimeMaxSeconds = 300;
export const clockSkewSeconds = 60;
const signatureLabel = 'sig';
/** RFC 9421 section 6.2.2. */
const algorithms = { ES256: 'ecdsa-p256-sha256', Ed25519: 'ed25519' } as const;

/** False where a signature claims another algorithm than its key's: it would be verified in a way that nobody meant. */
export const isAlgorithmOf = (key: keyof typeof algorithms, claimed: BareItem | undefined): boolean =>
  claimed === undefined || claimed === algorithms[key];

const noncePattern = /^[A-Za-z0-9._~+/=-]{8,88}$/;

const requestComponents = (hasBody: boolean): string[] =>
  hasBody ? ['@method', '@target-uri', 'content-digest', 'content-type'] : ['@method', '@target-uri'];
const answerComponents = (coversRequestBody: boolean): string[] => [
  '@status',
  'content-type',
  'content-digest',
  '@method;req',
  '@target-uri;req',
  ...(coversRequestBody ? ['content-digest;req'] : []),
];

/** The caller has set `content-digest` and `content-type` where there is a body. Times in seconds. */
export function signRequest(
  request: SignableRequest,
  options: { keyid: string; nonce: string; created: number; lifetime?: number; hasBody: boolean; sign: Sign },
): Promise<SignatureFields> {
  const { created, lifetime = lifetimeMaxSeconds } = options;
  const params: [string, string | number][] = [
    ['created', created],
    ['expires', created + lifetime],
    ['nonce', options.nonce],
    ['keyid', options.keyid],
    ['tag', requestTag],
  ];
  return signMessage(request, signatureLabel, requestComponents(options.hasBody), params, options.sign);
}

export interface VerifiedRequest {
  readonly keyid: string;
  readonly nonce: string;
  readonly expires: number;
}

/** `body` undefined: the request has none. Whether a nonce is new the caller checks: it remembers them. Throws SignatureError. */
export async function verifyRequest(
  request: SignableRequest,
  options: { now: number; body: Uint8Array | undefined; sha256: Digest; verify: Verify },
): Promise<VerifiedRequest> {
  const { now, body } = options;
  const read = readSignature(request, requestTag);
  requireComponents(read.input, requestComponents(body !== undefined));
  const { params } = read.input;
  const created = timeParam(params, 'created');
  const expires = timeParam(params, 'expires');
  const nonce = textParam(params, 'nonce');
  const keyid = textParam(params, 'keyid');
  if (!noncePattern.test(nonce))
    throw new SignatureError('signature_parameters', 'The nonce is not 8 to 88 token characters.');
  if (expires <= created || expires - created > lifetimeMaxSeconds) {
    throw new SignatureError(
      'signature_parameters',
      `expires must be 1 to ${lifetimeMaxSeconds} s after created.`,
    );
  }

  if (created > now + clockSkewSeconds)
    throw new SignatureError('signature_parameters', 'created lies in the future.');
  if (now > expires) throw new SignatureError('signature_expired', 'The signature has expired.');
  await verifySignature(request, read, options.verify);
  if (body !== undefined) await requireDigest(request.header('content-digest'), body, options.sha256);
  return { keyid, nonce, expires };
}

export function signAnswer(
  response: SignableResponse,
  options: { keyid: string; created: number; sign: Sign },
): Promise<SignatureFields> {
  const params: [string, string | number][] = [
    ['created', options.created],
    ['keyid', options.keyid],
    ['tag', answerTag],
  ];
  const coversRequestBody = response.request.header('content-digest') !== undefined;
  return signMessage(response, signatureLabel, answerComponents(coversRequestBody), params, options.sign);
}

/**
 * Checks a gateway's answer against the request that was sent. `maxAge` in seconds bounds a replayed answer.
 * Throws SignatureError.
 */
export async function verifyAnswer(
  response: SignableResponse,
  options: { now: number; maxAge: number; body: Uint8Array; sha256: Digest; verify: Verify },
): Promise<{ readonly keyid: string; readonly created: number }> {
  const read = readSignature(response, answerTag);
  const coversRequestBody = response.request.header('content-digest') !== undefined;
  requireComponents(read.input, answerComponents(coversRequestBody));
  const created = timeParam(read.input.params, 'created');
  if (created > options.now + clockSkewSeconds || options.now - created > options.maxAge)
    throw new SignatureError('signature_expired', 'The answer was not made just now.');

  await verifySignature(response, read, options.verify);
  await requireDigest(response.header('content-digest'), options.body, options.sha256);
  return { keyid: textParam(read.input.params, 'keyid'), created };
}

async function requireDigest(field: string | undefined, body: Uint8Array, sha256: Digest): Promise<void> {
  if (field === undefined || !(await contentDigestMatches(field, body, sha256)))
    throw new SignatureError('content_digest_mismatch', 'Content-Digest does not match the body.');
}
